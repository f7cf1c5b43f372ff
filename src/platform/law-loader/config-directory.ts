import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The `config` folder of the product, wherever it is started from and whether from its source or from `dist`.
 * @throws Error when the program does not lie inside the product
 */
export function findConfigDirectory(): string {
  let folder = import.meta.dirname
  while (!isPackageRoot(folder)) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`Folder config tidak ditemukan di atas ${import.meta.dirname}`)
    folder = parent
  }
  return join(folder, 'config')
}

function isPackageRoot(folder: string): boolean {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return false
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name === 'santun'
}
