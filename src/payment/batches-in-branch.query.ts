import { Injectable } from '@nestjs/common'
import type { BatchState, PaymentState } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface ListedBatch {
  id: string
  number: bigint
  state: BatchState
  count: number
  total: bigint
  created_at: string
}

export interface PaymentInBatch {
  id: string
  claim_number: string
  /** The child and school year that it pays; null for a benefit. */
  scholarship: string | null
  state: PaymentState
  amount: bigint
  bank_code: string
  account_number: string
  account_holder: string
  value_date: string | null
  outcome_reason: string | null
}

const NEWEST = 100

/** Payment batches as lists: those of a branch, and the payments in one. */
@Injectable()
export class BatchesInBranch {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  /** The newest hundred, of one branch or of all. */
  async list(branchId: string | null): Promise<ListedBatch[]> {
    return this.sql.rows<ListedBatch>(
      `select b.id, b.number, b.state, s.payment_count as count, s.total, b.created_at
       from (select * from payment_batch where $1::uuid is null or branch_id = $1 order by number desc limit $2) b,
         payment_batch_sum(b.id) s
       order by b.number desc`,
      [branchId, NEWEST],
    )
  }

  async payments(batchId: string): Promise<PaymentInBatch[]> {
    const payments = await this.sql.rows<PaymentInBatch>(
      `select p.id, c.number as claim_number, a.child_name || ' ' || y.school_year as scholarship, p.state, p.amount, p.bank_code,
         p.account_number, p.account_holder, p.value_date, p.outcome_reason
       from payment p join claim c on c.id = p.claim_id left join scholarship_year y on y.id = p.scholarship_year_id
         left join scholarship_award a on a.id = y.award_id where p.batch_id = $1 order by c.number, p.created_at, p.id`,
      [batchId],
    )
    return this.personal.reveal(payments, { account_number: 'payee.account_number' })
  }
}
