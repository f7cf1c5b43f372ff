import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const CIPHER = 'aes-256-ctr'

/**
 * Keeps a file that arrives only once so that it can be read again, as long as the work lasts. It lies on the disk under
 * a key that is in no place but this function: whoever finds it has nothing.
 */
export async function withSpool<Result>(
  content: AsyncIterable<Uint8Array>,
  work: (open: () => AsyncIterable<Buffer>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'santun-spool-'))
  const [path, key, start] = [join(folder, 'file'), randomBytes(32), randomBytes(16)]
  try {
    await pipeline(
      Readable.from(content),
      createCipheriv(CIPHER, key, start),
      createWriteStream(path, { mode: 0o600 }),
    )
    return await work(() => createReadStream(path).pipe(createDecipheriv(CIPHER, key, start)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
