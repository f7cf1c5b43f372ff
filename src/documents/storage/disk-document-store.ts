import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { access, mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { DocumentStore, type HeldBytes, type StoredObject } from './document-store.port.js'

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

  async *list(): AsyncGenerator<StoredObject> {
    for await (const entry of await opendir(this.root, { recursive: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const found = await orNull(stat(path))
      if (found)
        yield { key: relative(this.root, path).split(sep).join('/'), storedAt: found.mtime.toISOString() }
    }
  }

  /** Taken aside first and looked at there: what is put in its place meanwhile stays. */
  async removeIfOlder(key: string, before: string): Promise<boolean> {
    const aside = join(this.root, INCOMING, randomUUID())
    if ((await orNull(rename(this.pathOf(key), aside).then(() => true))) === null) return false
    const { mtime } = await stat(aside)
    const isOld = mtime.toISOString() < before
    if (isOld) await rm(aside)
    else await rename(aside, this.pathOf(key))
    return isOld
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

/** Null for a file that is not there, or no longer. */
async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
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
