import { Injectable } from '@nestjs/common'
import type { ClaimType, DeathCause } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface AwaitingReclassification {
  number: string
  type: ClaimType
  participant_name: string | null
  cause: DeathCause
  occurred_on: LocalDate | null
  reason: string | null
  /** Null where the product itself suggested it. */
  proposer: string | null
  proposed_at: string
  /** Paid by an earlier round: it is set off. */
  paid: bigint
}

const PAGE = 100

/** Changes between JKM and JKK that wait for an approver, the oldest first. */
@Injectable()
export class ReclassificationsAwaiting {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  /** @param branchId null for every branch */
  async list(branchId: string | null, number: string | null = null): Promise<AwaitingReclassification[]> {
    const waiting = await this.sql.rows<AwaitingReclassification>(
      `select c.number, c.type, c.participant_name, p.input ->> 'deathCause' as cause, (p.input ->> 'occurredOn')::date as occurred_on,
         p.input ->> 'reason' as reason, m.display_name as proposer, p.at as proposed_at,
         coalesce((select sum(h.held) from held_before(c.id, c.round) h), 0)::bigint as paid
       from claim c
       join lateral (select t.* from claim_transition t where t.claim_id = c.id and t.round = c.round
         and t.event in ('propose_reclassification', 'suggest_reclassification', 'reclassify', 'decline_reclassification')
         order by t.seq desc limit 1) p on p.event in ('propose_reclassification', 'suggest_reclassification')
       left join staff_member m on m.id::text = p.actor_id
       where c.state = 'in_verification' and c.type in ('jkm_death', 'jkk_death')
         and ($1::uuid is null or c.branch_id = $1) and ($2::text is null or c.number = $2)
       order by p.at limit ${PAGE}`,
      [branchId, number],
    )
    return this.personal.reveal(waiting, { reason: 'claim_transition.input' })
  }
}
