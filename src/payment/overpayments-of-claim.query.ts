import { Injectable } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'

/** From the day on which the payee was told until all of it has come back. */
export const toldOverpayments = ['notified', 'disputed', 'arranged', 'recovering'] as const

export interface OverpaymentOfClaim {
  id: string
  payee: string
  amount: bigint
  /** Still to come back. */
  open: bigint
  state: (typeof toldOverpayments)[number]
  /** The first instalment that has not come back, of the plan that counts. */
  next_due: LocalDate | null
}

/** What a family was told to have been paid too much on a claim; what is only suspected is not shown. */
@Injectable()
export class OverpaymentsOfClaim {
  constructor(private readonly sql: Sql) {}

  list(claimId: string): Promise<OverpaymentOfClaim[]> {
    return this.sql.rows<OverpaymentOfClaim>(
      `select r.id, y.name as payee, r.amount, r.state, next_instalment(r) as next_due,
         r.amount - coalesce((select sum(b.amount) from recovery_receipt b where b.recovery_id = r.id), 0)::bigint as open
       from recovery r join payee y on y.id = r.payee_id
       where r.claim_id = $1 and r.state = any ($2::text[]) order by r.identified_at, r.id`,
      [claimId, toldOverpayments],
    )
  }
}
