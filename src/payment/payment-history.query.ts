import { Injectable } from '@nestjs/common'
import type { PaymentState } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'

export interface PaymentOnRecord {
  id: string
  payee: string
  round: number
  state: PaymentState
  amount: bigint
  bank_code: string
  value_date: string | null
  outcome_reason: string | null
  batch_number: bigint | null
}

/** Every payment of a claim, the earliest first, with what the bank said. */
@Injectable()
export class PaymentHistory {
  constructor(private readonly sql: Sql) {}

  list(claimId: string): Promise<PaymentOnRecord[]> {
    return this.sql.rows<PaymentOnRecord>(
      `select p.id, y.name as payee, p.round, p.state, p.amount, p.bank_code, p.value_date, p.outcome_reason, b.number as batch_number
       from payment p join payee y on y.id = p.payee_id left join payment_batch b on b.id = p.batch_id
       where p.claim_id = $1 order by p.round, p.created_at, p.id`,
      [claimId],
    )
  }
}
