import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock/clock.js'
import { Sql } from '../../platform/database/sql.js'
import { KeyRing } from './key-ring.js'
import { seal, unseal } from './sealing.js'

const KEY_BYTES = 32
const BATCH = 500

interface WrappedKey {
  master_key: string
  wrapped: Buffer
}

/** One data key a claim, kept wrapped: without its row nothing of the claim's files can be read, in backups neither. */
@Injectable()
export class ClaimKeys {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly ring: KeyRing,
  ) {}

  /** The data key of a claim; made on first need. */
  async keyOf(claimId: string): Promise<Buffer> {
    return (await this.find(claimId)) ?? this.make(claimId)
  }

  /**
   * Wraps every data key anew that an older master key of the ring still wraps, so that the old one can be retired.
   * Files are not touched. Safe to stop and to run again. Returns how many keys were wrapped anew.
   */
  async rotate(): Promise<number> {
    let rotated = 0
    for (;;) {
      const rows = await this.sql.rows<WrappedKey & { claim_id: string }>(
        'select claim_id, master_key, wrapped from claim_data_key where master_key <> $1 limit $2',
        [this.ring.current, BATCH],
      )
      for (const row of rows) rotated += await this.wrapAnew(row.claim_id, row)
      if (rows.length < BATCH) return rotated
    }
  }

  private async wrapAnew(claimId: string, old: WrappedKey): Promise<number> {
    const key = this.unwrap(claimId, old)
    const wrapped = seal(key, this.ring.get(this.ring.current), purposeOf(claimId))
    const changed = await this.sql.rows(
      'update claim_data_key set master_key = $2, wrapped = $3 where claim_id = $1 and master_key = $4 returning claim_id',
      [claimId, this.ring.current, wrapped, old.master_key],
    )
    return changed.length
  }

  private async find(claimId: string): Promise<Buffer | undefined> {
    const row = await this.sql.first<WrappedKey>(
      'select master_key, wrapped from claim_data_key where claim_id = $1',
      [claimId],
    )
    return row && this.unwrap(claimId, row)
  }

  /** @throws Error that names the master key which is missing or is not the one that wrapped this */
  private unwrap(claimId: string, { wrapped, master_key }: WrappedKey): Buffer {
    const master = this.ring.get(master_key)
    try {
      return unseal(wrapped, master, purposeOf(claimId))
    } catch (cause) {
      throw new Error(
        `Kunci utama "${master_key}" bukan kunci yang dulu membungkus kunci data klaim ${claimId}.`,
        { cause },
      )
    }
  }

  private async make(claimId: string): Promise<Buffer> {
    const name = this.ring.current
    const wrapped = seal(randomBytes(KEY_BYTES), this.ring.get(name), purposeOf(claimId))
    await this.sql.rows(
      `insert into claim_data_key (claim_id, master_key, wrapped, created_at) values ($1, $2, $3, $4)
       on conflict (claim_id) do nothing`,
      [claimId, name, wrapped, this.clock.now()],
    )
    // Of two that made a key at once, the row says which one holds.
    const kept = await this.find(claimId)
    if (!kept) throw new Error(`The data key of claim ${claimId} was not kept.`)
    return kept
  }
}

function purposeOf(claimId: string): string {
  return `claim_data_key:${claimId}`
}
