import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { DocumentStore, type HeldBytes } from './document-store.port.js'

const INCOMING = 'incoming'

/** Files on a local disk: written aside, forced to the disk, then moved into place in one step. */
export class DiskDocumentStore extends DocumentStore {
  private readonly root: string

  constructor(folder: string) {
    super()
    this.root = resolve(folder)
    mkdirSync(join(this.root, INCOMING), { recursive: true, mode: 0o700 })
  }

  async hold(source: AsyncIterable<Buffer>): Promise<HeldBytes> {
    const aside = join(this.root, INCOMING, randomUUID())
    const discard = () => rm(aside, { force: true })
    try {
      await writeAndSync(aside, source)
    } catch (error) {
      await discard()
      throw error
    }
    return { keep: (key) => this.moveIntoPlace(aside, key), discard }
  }

  async read(key: string): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(key))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      // A file that is not there is an answer; a disk that is not there is none.
      await access(join(this.root, INCOMING))
      return null
    }
  }

  private async moveIntoPlace(aside: string, key: string): Promise<void> {
    const path = this.pathOf(key)
    const folder = dirname(path)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(aside, path)
    await syncFolder(folder)
    await syncFolder(dirname(folder))
  }

  private pathOf(key: string): string {
    const path = resolve(this.root, key)
    if (!path.startsWith(this.root + sep)) throw new Error(`The key "${key}" leads out of the store.`)
    return path
  }
}

async function writeAndSync(path: string, source: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of source) await file.writeFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes a rename itself survive a power cut. Some systems do not let folders be opened; there the rename is as safe as it gets. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
