import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface ShareOnFile {
  payee_id: string
  claim_number: string
  payee: string
  amount: bigint
  /** Who disputes it and why. */
  dispute: string
  approved_at: string
  /** Its claim is being decided anew, and the share with it. */
  decided_anew: boolean
  /** How the dispute ended; null while the share waits. */
  decided: 'release' | 'forfeit' | null
  decided_at: string | null
  decided_by: string | null
  reason: string | null
}

const PAGE = 100

/** Disputed shares of approved decisions: those that wait first, and how the others ended. */
@Injectable()
export class DisputedShares {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  /** @param branchId null for every branch */
  list(branchId: string | null): Promise<ShareOnFile[]> {
    return this.read(branchId, null)
  }

  async find(payeeId: string, branchId: string | null): Promise<ShareOnFile | undefined> {
    return (await this.read(branchId, payeeId))[0]
  }

  private async read(branchId: string | null, payeeId: string | null): Promise<ShareOnFile[]> {
    const shares = await this.sql.rows<ShareOnFile>(
      `select y.id as payee_id, c.number as claim_number, y.name as payee, l.amount, y.dispute, t.at as approved_at, c.round > l.round as decided_anew,
         d.kind as decided, d.decided_at, m.display_name as decided_by, d.reason
       from payee y join claim c on c.id = y.claim_id
       cross join lateral (select x.round, sum(x.amount - x.set_off)::bigint as amount from benefit_line x
         where x.payee_id = y.id group by x.round order by x.round desc limit 1) l
       join lateral (select a.at, a.seq as at_seq from claim_transition a
         where a.claim_id = c.id and a.round = l.round and a.event = 'approve' order by a.seq desc limit 1) t on true
       left join escrow_decision d on d.payee_id = y.id and d.round = l.round
       left join staff_member m on m.id = d.decided_by
       where y.dispute is not null and l.amount > 0 and (d.payee_id is not null or not exists (select from claim_transition x
         where x.claim_id = c.id and x.seq > t.at_seq and x.event in ('approve', 'reject', 'recall'))) and ($1::uuid is null or c.branch_id = $1) and ($2::uuid is null or y.id = $2)
       order by d.decided_at desc nulls first, t.at limit ${PAGE}`,
      [branchId, payeeId],
    )
    return this.personal.reveal(shares, { dispute: 'payee.dispute', reason: 'escrow_decision.reason' })
  }
}
