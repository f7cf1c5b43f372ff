import { createHmac, randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock/clock.js'
import { Sql } from '../../platform/database/sql.js'
import { KeyRing } from './key-ring.js'
import { seal, unseal } from './sealing.js'

const KEY_BYTES = 32

interface WrappedKey {
  name: string
  master_key: string
  wrapped: Buffer
}

/**
 * Keyed digests by which equal personal values are found without being kept. Each kind of value has its own key, wrapped
 * like every other; who has only the database learns nothing from a digest, not even by trying all numbers.
 */
@Injectable()
export class IndexKeys {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly ring: KeyRing,
  ) {}

  async digestOf(name: string, value: string): Promise<Buffer> {
    const key = (await this.find(name)) ?? (await this.make(name))
    return createHmac('sha256', key).update(value).digest()
  }

  /** Wraps every key anew that an older master key still wraps; the digests stay as they are. Returns how many. */
  async rotate(): Promise<number> {
    const old = await this.sql.rows<WrappedKey>(
      'select name, master_key, wrapped from index_key where master_key <> $1',
      [this.ring.current],
    )
    for (const row of old) {
      const wrapped = seal(this.unwrap(row), this.ring.get(this.ring.current), purposeOf(row.name))
      await this.sql.rows(
        'update index_key set master_key = $2, wrapped = $3 where name = $1 and master_key = $4',
        [row.name, this.ring.current, wrapped, row.master_key],
      )
    }
    return old.length
  }

  private async find(name: string): Promise<Buffer | undefined> {
    const row = await this.sql.first<WrappedKey>(
      'select name, master_key, wrapped from index_key where name = $1',
      [name],
    )
    return row && this.unwrap(row)
  }

  private unwrap({ name, master_key, wrapped }: WrappedKey): Buffer {
    return unseal(wrapped, this.ring.get(master_key), purposeOf(name))
  }

  private async make(name: string): Promise<Buffer> {
    const wrapped = seal(randomBytes(KEY_BYTES), this.ring.get(this.ring.current), purposeOf(name))
    await this.sql.rows(
      'insert into index_key (name, master_key, wrapped, created_at) values ($1, $2, $3, $4) on conflict (name) do nothing',
      [name, this.ring.current, wrapped, this.clock.now()],
    )
    const kept = await this.find(name)
    if (!kept) throw new Error(`The index key "${name}" was not kept.`)
    return kept
  }
}

function purposeOf(name: string): string {
  return `index_key:${name}`
}
