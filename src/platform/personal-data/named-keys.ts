import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../clock/clock.js'
import { Sql, type SqlRunner } from '../database/sql.js'
import { KeyRing } from './key-ring.js'
import { KeyedDigest } from './keyed-digest.js'
import { seal, unseal } from './sealing.js'

const KEY_BYTES = 32
/** Keys of the registry are named by their place in the order of their making; values say which one they need. */
const FIRST_REGISTRY_KEY = 'r1'

interface WrappedKey {
  name: string
  master_key: string
  wrapped: Buffer
}

/**
 * Keys that belong to no claim: the one that seals the registry, and those of keyed digests, by which equal values are
 * found without being kept. Each is wrapped like a claim's; who has only the database learns nothing from a digest, not
 * even by trying all numbers.
 */
@Injectable()
export class NamedKeys {
  /** A key never changes once it is kept; only its wrapping does. */
  private readonly opened = new Map<string, Buffer>()
  /** By their secret, so that none outlives a secret that was replaced. */
  private readonly digests = new WeakMap<Buffer, KeyedDigest>()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly ring: KeyRing,
  ) {}

  /** The key of this name; made on first need. */
  async secretOf(name: string): Promise<Buffer> {
    return (await this.findSecret(name)) ?? this.remember(name, await this.make(name))
  }

  /** The key of this name, if it was ever made. */
  async findSecret(name: string): Promise<Buffer | undefined> {
    const known = this.opened.get(name) ?? (await this.find(name))
    return known && this.remember(name, known)
  }

  /** The key that seals what is new in the registry: the last one made. */
  async registryKey(): Promise<string> {
    const found = await this.sql.first<{ name: string }>(
      `select name from named_key where name ~ '^r\\d+$' order by length(name) desc, name desc limit 1`,
    )
    return found?.name ?? FIRST_REGISTRY_KEY
  }

  async makeRegistryKey(): Promise<string> {
    const name = `r${Number((await this.registryKey()).slice(1)) + 1}`
    await this.secretOf(name)
    return name
  }

  private remember(name: string, secret: Buffer): Buffer {
    this.opened.set(name, secret)
    return secret
  }

  async digestOf(name: string, value: string): Promise<Buffer> {
    const secret = await this.secretOf(name)
    const digest = this.digests.get(secret) ?? new KeyedDigest(secret)
    this.digests.set(secret, digest)
    return Buffer.from(digest.hex(value), 'hex')
  }

  async names(): Promise<string[]> {
    return (await this.sql.rows<{ name: string }>('select name from named_key')).map(({ name }) => name)
  }

  /** Puts another secret under this name; the one before is gone. Within the caller's transaction, of the owner. */
  async replace(sql: SqlRunner, name: string, secret: Buffer): Promise<void> {
    await sql.rows('update named_key set master_key = $2, wrapped = $3, created_at = $4 where name = $1', [
      name,
      this.ring.current,
      seal(secret, this.ring.get(this.ring.current), purposeOf(name)),
      this.clock.now(),
    ])
    this.opened.delete(name)
  }

  /** Within the caller's transaction, of the owner. */
  async drop(sql: SqlRunner, name: string): Promise<void> {
    await sql.rows('delete from named_key where name = $1', [name])
    this.opened.delete(name)
  }

  /** @throws Error that names the master key which the ring has lost */
  async assertReadable(): Promise<void> {
    for (const row of await this.sql.rows<WrappedKey>('select name, master_key, wrapped from named_key'))
      this.unwrap(row)
  }

  /** Wraps every key anew that an older master key still wraps; the keys stay as they are. Returns how many. */
  async rotate(): Promise<number> {
    const old = await this.sql.rows<WrappedKey>(
      'select name, master_key, wrapped from named_key where master_key <> $1',
      [this.ring.current],
    )
    for (const row of old) {
      const wrapped = seal(this.unwrap(row), this.ring.get(this.ring.current), purposeOf(row.name))
      await this.sql.rows(
        'update named_key set master_key = $2, wrapped = $3 where name = $1 and master_key = $4',
        [row.name, this.ring.current, wrapped, row.master_key],
      )
    }
    return old.length
  }

  private async find(name: string): Promise<Buffer | undefined> {
    const row = await this.sql.first<WrappedKey>(
      'select name, master_key, wrapped from named_key where name = $1',
      [name],
    )
    return row && this.unwrap(row)
  }

  private unwrap({ name, master_key, wrapped }: WrappedKey): Buffer {
    const master = this.ring.get(master_key)
    try {
      return unseal(wrapped, master, purposeOf(name))
    } catch (cause) {
      throw new Error(`Kunci utama "${master_key}" bukan kunci yang dulu membungkus kunci "${name}".`, {
        cause,
      })
    }
  }

  private async make(name: string): Promise<Buffer> {
    const wrapped = seal(randomBytes(KEY_BYTES), this.ring.get(this.ring.current), purposeOf(name))
    await this.sql.rows(
      'insert into named_key (name, master_key, wrapped, created_at) values ($1, $2, $3, $4) on conflict (name) do nothing',
      [name, this.ring.current, wrapped, this.clock.now()],
    )
    const kept = await this.find(name)
    if (!kept) throw new Error(`The key "${name}" was not kept.`)
    return kept
  }
}

/** Spelt as it was when the first of these keys was wrapped. */
function purposeOf(name: string): string {
  return `index_key:${name}`
}
