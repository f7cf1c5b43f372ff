import { opendir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Sql } from '../../src/platform/database/sql.js'

/** What of a server's data folder may hold rows: tables and indexes of one database, shared ones, the write-ahead log. */
async function foldersOf(owner: Sql): Promise<{ root: string; folders: string[] }> {
  const found = await owner.first<{ root: string; database: string }>(
    `select current_setting('data_directory') as root, oid::text as database from pg_database where datname = current_database()`,
  )
  if (!found) throw new Error('The server does not say where its files are.')
  const { root, database } = found
  return { root, folders: [join(root, 'base', database), join(root, 'global'), join(root, 'pg_wal')] }
}

/** `value: file` for each of the values that lies readable in a file of the database, after all of it went to the disk. */
export async function readableInFiles(owner: Sql, values: readonly string[]): Promise<string[]> {
  await owner.rows('checkpoint')
  const { root, folders } = await foldersOf(owner)
  const found: string[] = []
  for (const folder of folders) {
    for await (const entry of await opendir(folder, { recursive: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      // Other tests of the same server drop their files while we look.
      const bytes = await readFile(path).catch(() => Buffer.alloc(0))
      for (const value of values) if (bytes.includes(value)) found.push(`${value}: ${relative(root, path)}`)
    }
  }
  return found
}
