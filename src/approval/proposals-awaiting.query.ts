import { Injectable } from '@nestjs/common'
import type { ClaimType } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'

export interface AwaitingProposal {
  number: string
  type: ClaimType
  participant_name: string | null
  claimant_name: string | null
  kind: 'pay' | 'refuse'
  total: bigint
  proposer: string
  proposed_at: string
  due_at: string | null
  /** How many others have endorsed this packet. */
  endorsements: number
  /** Marks that the calculation left for a person to see. */
  flags: string[]
}

const PAGE = 50

/** Proposals that wait for an approver of a branch, the nearest deadline first. */
@Injectable()
export class ProposalsAwaiting {
  constructor(private readonly sql: Sql) {}

  /** @param branchId null for every branch */
  async list(branchId: string | null): Promise<AwaitingProposal[]> {
    return this.sql.rows<AwaitingProposal>(
      `select c.number, c.type, c.participant_name, p.name as claimant_name, d.kind, d.total,
         coalesce(m.display_name, d.frozen_by) as proposer, d.frozen_at as proposed_at, k.due_at,
         (select count(*)::int from claim_transition e
            where e.claim_id = c.id and e.event = 'endorse' and e.seq > d.seq) as endorsements,
         coalesce((select array(select jsonb_array_elements_text(a.answer -> 'flags'))
            from calculation a where a.claim_id = c.id order by a.id desc limit 1), '{}') as flags
       from claim_queue q join claim c on c.id = q.claim_id
       join lateral (select x.* from decision_packet x where x.claim_id = c.id order by x.seq desc limit 1) d on true
       left join staff_member m on m.id::text = d.frozen_by
       left join lateral (select y.name from claim_party y where y.claim_id = c.id order by y.joined_at, y.id limit 1) p on true
       left join clock k on k.claim_id = c.id and k.name = 'approval' and k.stopped_at is null
       where q.state = 'in_approval' and ($1::uuid is null or q.branch_id = $1)
       order by k.due_at nulls last, d.frozen_at, c.id limit $2`,
      [branchId, PAGE],
    )
  }
}
