import { Injectable } from '@nestjs/common'
import type { ClaimEvent, ClaimState, Role } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface HistoryRow {
  seq: number
  event: ClaimEvent
  from_state: ClaimState
  to_state: ClaimState
  round: number
  at: string
  actor: string | null
  actor_role: Role
  input: Record<string, unknown>
  law_digest: string
  hash: string
  prev_hash: string | null
}

/** Every step of a claim with the name of who did it, in order. */
@Injectable()
export class ClaimHistory {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  async of(claimId: string): Promise<HistoryRow[]> {
    const steps = await this.sql.rows<HistoryRow>(
      `select t.seq, t.event, t.from_state, t.to_state, t.round, t.at, coalesce(m.display_name, p.name) as actor, t.actor_role,
         t.input, t.law_digest, encode(t.hash, 'hex') as hash, encode(t.prev_hash, 'hex') as prev_hash
       from claim_transition t
       left join staff_member m on m.id::text = t.actor_id
       left join claim_party p on p.claim_id = t.claim_id and 'party:' || p.id = t.actor_id
       where t.claim_id = $1 order by t.seq`,
      [claimId],
    )
    return this.personal.reveal(steps, { input: 'claim_transition.input' })
  }
}
