import { Injectable } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface PaymentOfClaim {
  payee_id: string
  /** `benefit`, `scholarship` for a school year, … */
  purpose: string
  payee: string
  amount: bigint
  bank_code: string
  /** Whole; masked by the door but for its last four digits. */
  account_number: string
  state: string
  value_date: LocalDate | null
  sent_on: LocalDate | null
}

/** The payments of a claim that count, one for each payee: what was cancelled or sent anew is left out. */
@Injectable()
export class PaymentsOfClaim {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  async list(claimId: string): Promise<PaymentOfClaim[]> {
    const payments = await this.sql.rows<PaymentOfClaim>(
      `select p.payee_id, p.purpose, y.name as payee, p.amount, p.bank_code, p.account_number, p.state, p.value_date,
         (p.sent_at at time zone b.zone)::date as sent_on
       from payment p join payee y on y.id = p.payee_id join claim c on c.id = p.claim_id join branch b on b.id = c.branch_id
       where p.claim_id = $1 and p.live order by y.position, p.created_at`,
      [claimId],
    )
    return this.personal.reveal(payments, { account_number: 'payee.account_number' })
  }
}
