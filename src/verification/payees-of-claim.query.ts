import { Injectable } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { type PaidBefore, paidBefore } from './paid-before.query.js'

export interface PayeeOnFile {
  id: string
  name: string
  relation: string
  /** Who receives for a minor; null = the payee. */
  receiver: string | null
  /** The share of heirs whom nobody knows: they are called until this day. */
  called_until: LocalDate | null
  birth_date: string | null
  bank_code: string
  account_number: string
  account_holder: string
  account_state: string
  /** The holder is the payee, or just this account was accepted. */
  account_checked: boolean
  /** Others dispute this share: it waits. */
  disputed: boolean
  lines: { code: string; amount: number }[]
  total: bigint
  /** What an earlier round has paid of it. */
  already_paid: bigint
}

/** Who is paid on the present round of a claim, and what each of them is owed. */
@Injectable()
export class PayeesOfClaim {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  async list(claimId: string): Promise<PayeeOnFile[]> {
    const payees = await this.sql.rows<PayeeOnFile>(
      `select p.id, p.name, p.relation, p.receiver, p.called_until, p.birth_date, p.bank_code, p.account_number, p.account_holder, p.account_state,
         bool_and(account_is_checked(p)) as account_checked, p.dispute is not null as disputed,
         jsonb_agg(jsonb_build_object('code', l.code, 'amount', l.amount) order by l.code) as lines, sum(l.amount)::bigint as total, sum(l.set_off)::bigint as already_paid
       from payee p join claim c on c.id = p.claim_id
       join benefit_line l on l.payee_id = p.id and l.round = c.round
       where p.claim_id = $1 group by p.id order by p.position`,
      [claimId],
    )
    return this.personal.reveal(payees, { account_number: 'payee.account_number' })
  }

  /** Persons to whom earlier rounds have paid; none in a first round. */
  paidBefore(claimId: string): Promise<PaidBefore[]> {
    return paidBefore(this.sql, claimId)
  }
}
