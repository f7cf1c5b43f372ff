import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const KEY_BYTES = 32

/**
 * The master keys that wrap every other key, the newest first. They come from SANTUN_MASTER_KEYS (`name:base64` pairs
 * with commas between, the first wraps what is new) or, on the embedded database, from a file that the first start makes
 * beside the data and that must be backed up apart from it.
 */
export class KeyRing {
  private constructor(
    private readonly keys: ReadonlyMap<string, KeyObject>,
    /** Name of the key that wraps what is new. */
    readonly current: string,
  ) {}

  static from(environment: NodeJS.ProcessEnv = process.env): KeyRing {
    const stated = environment.SANTUN_MASTER_KEYS
    if (stated) return KeyRing.parse(stated)
    // Other machines share that database: a key of this one alone would seal what they could never open.
    if (environment.DATABASE_URL)
      throw new Error(
        'SANTUN_MASTER_KEYS wajib diisi bila DATABASE_URL dipakai, misalnya "utama:$(openssl rand -base64 32)". Simpan kunci itu terpisah dari cadangan basis data.',
      )
    return KeyRing.parse(keptKey(join(resolve(environment.SANTUN_DATA ?? '.data'), 'keys', 'master')))
  }

  /** @throws Error that names the entry which is not `name:base64 of 32 bytes` */
  static parse(text: string): KeyRing {
    const entries = text
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map((entry, index): [string, KeyObject] => {
        const [name, value] = entry.split(':')
        const key = Buffer.from(value ?? '', 'base64')
        if (!name || key.length !== KEY_BYTES) {
          throw new Error(
            `Kunci ke-${index + 1} di SANTUN_MASTER_KEYS harus berbentuk nama:base64 dari ${KEY_BYTES} byte.`,
          )
        }
        // A cipher takes a key that was made ready in a twentieth of the time.
        return [name, createSecretKey(key)]
      })
    const first = entries[0]
    if (!first) throw new Error('SANTUN_MASTER_KEYS tidak berisi kunci.')
    return new KeyRing(new Map(entries), first[0])
  }

  /** @throws Error when the ring has lost this key: an operator must bring it back before anything is read */
  get(name: string): KeyObject {
    const key = this.keys.get(name)
    if (!key) throw new Error(`Kunci utama "${name}" tidak ada di SANTUN_MASTER_KEYS.`)
    return key
  }
}

/** Two processes that start together agree on one key: whoever links the file first wins, the other reads it. */
function keptKey(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const made = `${path}.${process.pid}`
  const key = randomBytes(KEY_BYTES)
  // Named by its own digest, so that the key of another machine is missed by name and never tried in its place.
  const name = `local-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`
  writeFileSync(made, `${name}:${key.toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(made, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(made)
  }
  return readFileSync(path, 'utf8')
}
