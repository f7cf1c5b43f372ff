import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock/clock.js'
import { Sql } from '../../platform/database/sql.js'
import { KeyRing } from './key-ring.js'
import { seal, unseal } from './sealing.js'

const KEY_BYTES = 32

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

  private async find(claimId: string): Promise<Buffer | undefined> {
    const row = await this.sql.first<{ master_key: string; wrapped: Buffer }>(
      'select master_key, wrapped from claim_data_key where claim_id = $1',
      [claimId],
    )
    return row && unseal(row.wrapped, this.ring.get(row.master_key), purposeOf(claimId))
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
