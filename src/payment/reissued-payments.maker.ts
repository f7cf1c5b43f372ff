/**
 * What bounced goes out once more as a new payment that names the old one. The old one stays what it is; the new one
 * waits in the queue, and some hours longer when it goes into another account, so that whoever did not ask for the change
 * can speak up.
 */
import { Injectable } from '@nestjs/common'
import { moves } from '#libs/ledger'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import type { RecordMaker } from '../claims/claim-records.port.js'
import { SYSTEM } from '../claims/claim-command.port.js'
import { chained } from './chained.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { accountNeverTried, reissuable } from './payment-gate.sql.js'

const { debit, credit } = moves.reissue

const sql = chained(
  `update payment p set reissued_as = gen_random_uuid(), seq = p.seq + 1
     from moved, payee y, jsonb_to_record(:rows) as x("neverTriedOnly" boolean, "yearIds" jsonb)
     where p.claim_id = moved.id and y.id = payee_now(p) and ${reissuable('p', 'y')}
       and case when x."neverTriedOnly" then ${accountNeverTried('p')}
         when p.scholarship_year_id is null then x."yearIds" is null else x."yearIds" ? p.scholarship_year_id::text end
     returning p.id as previous_id, p.seq, p.state, p.reissued_as as id, p.claim_id, p.round, y.id as payee_id, p.purpose, p.scholarship_year_id, p.amount`,
  [
    'reissue_history',
    `insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at)
       select previous_id, seq, state, 'reissue', state, '${SYSTEM.id}', '${SYSTEM.role}', (:rows ->> 'at')::timestamptz
       from record_reissued_payments`,
  ],
  [
    'reissues',
    `insert into payment (id, claim_id, round, payee_id, purpose, scholarship_year_id, amount, bank_code, account_number, account_holder,
         previous_payment_id, held_until, created_at)
       select r.id, r.claim_id, r.round, r.payee_id, r.purpose, r.scholarship_year_id, r.amount, y.bank_code, y.account_number, y.account_holder,
         r.previous_id, case when (o.bank_code, o.account_number) <> (y.bank_code, y.account_number)
           then (:rows ->> 'heldUntil')::timestamptz end, (:rows ->> 'at')::timestamptz
       from record_reissued_payments r join payee y on y.id = r.payee_id join payment o on o.id = r.previous_id`,
  ],
  [
    'reissued_lines',
    `insert into payment_line (payment_id, benefit_line_id, amount)
       select r.id, l.benefit_line_id, l.amount
       from record_reissued_payments r join payment_line l on l.payment_id = r.previous_id`,
  ],
  [
    'reissue_entries',
    `insert into ledger_entry (claim_id, payment_id, kind, posting_count, at)
       select claim_id, id, 'reissue', 2, (:rows ->> 'at')::timestamptz from record_reissued_payments
       returning id, claim_id, payment_id`,
  ],
  [
    'reissue_postings',
    `insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, e.claim_id, x.account, x.side * r.amount
       from reissue_entries e join record_reissued_payments r on r.id = e.payment_id
       cross join (values ('${debit}', 1), ('${credit}', -1)) as x(account, side)`,
  ],
)

/** What of a claim goes out again: what the claim itself pays, unless something else is said. */
export interface PaidAgain {
  /** Whatever the bank never received, and nothing else. */
  neverTriedOnly?: boolean
  /** These school years, and nothing else. */
  yearIds?: readonly string[] | null
}

@Injectable()
export class ReissuedPayments {
  constructor(private readonly law: LawInForce) {}

  /** At the claim's `correct_account`: every bounced payment of its own whose payee has another good account now. */
  readonly maker: RecordMaker = {
    record: 'reissued_payments',
    sql,
    rows: (_, transition) => this.rows(transition.at),
  }

  /** The values of `:rows`. */
  rows(at: string, { neverTriedOnly = false, yearIds = null }: PaidAgain = {}): object {
    return { at, heldUntil: this.heldUntil(at), neverTriedOnly, yearIds }
  }

  /** Until when money waits whose account was changed at this instant. */
  heldUntil(at: string): string {
    const { length } = this.law.clockRules.account_change
    if (!('hours' in length)) throw new Error('The wait after a change of account is in hours.')
    return formatInstant(addHours(parseInstant(at), length.hours))
  }
}
