/**
 * What a family is owed for waiting: a share of each late payment for every day from the day after the deadline to its
 * value date, without the days on which we waited for the family's other account. A cost of the agency, kept apart from the benefit.
 */
import { Injectable } from '@nestjs/common'
import { moves } from '#libs/ledger'
import { parseLocalDate } from '#libs/local-date'
import type { RecordMaker } from '../claims/claim-records.port.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { chained } from './chained.js'
import { accountNeverTried } from './payment-gate.sql.js'

const { debit, credit } = moves.late_compensation
const SHARE = 'late.compensation_pct_per_day'
/** The readings that the statement below computes; the law may not switch to another one before it is written here. */
const readings = { 'late.day_kind': 'calendar', 'late.base': 'all_cash_lines' } as const

/**
 * Days between each bounce on the way to payment `p` and the payment that took its place: the family had the ball. What
 * the bank never received bounced for no fault of an account, and counts as our own delay.
 */
const WAITED_FOR_ACCOUNT = `
  with recursive chain as (
    select p.previous_payment_id as bounced_id, p.created_at as again_at
    union all
    select o.previous_payment_id, o.created_at from chain join payment o on o.id = chain.bounced_id)
  select coalesce(sum((chain.again_at at time zone b.zone)::date - (t.at at time zone b.zone)::date), 0)::int as days
  from chain join payment o on o.id = chain.bounced_id and not ${accountNeverTried('o')}
  cross join lateral (select max(m.at) as at from payment_transition m
    where m.payment_id = o.id and m.to_state in ('refused', 'returned') and m.event <> 'reissue') t`

@Injectable()
export class LateCompensation {
  constructor(private readonly law: LawInForce) {
    for (const [name, known] of Object.entries(readings)) {
      if (law.book.versions(name).some((version) => version.value !== known)) {
        throw new Error(`config/law: hanya ${name} = ${known} yang dapat dihitung.`)
      }
    }
  }

  /**
   * At `all_settled`: fixes the compensation of each settled payment that was late. Money that comes back later because
   * of the payee's account does not start it anew: the legal clock has stopped by then. A recall opens a new round, but
   * the clock of the first one runs on.
   */
  readonly maker: RecordMaker = {
    record: 'late_compensation',
    reads: ['clocks', 'documents'],
    sql: chained(
      `insert into late_compensation (payment_id, claim_id, round, payee_id, due_on, paid_on, suspended_days, base, amount, basis, fixed_at)
       select p.id, p.claim_id, p.round, p.payee_id, d.due_on, p.value_date, w.days, p.amount, a.owed, x.basis, x.at
       from moved join payment p on p.claim_id = moved.id and p.live and p.state = 'settled' and p.purpose = 'benefit'
       join claim c on c.id = moved.id and c.type <> 'jkk_reimbursement' join branch b on b.id = c.branch_id
       cross join jsonb_to_record(:rows) as x(at timestamptz, numerator numeric, denominator numeric, mode text, basis text)
       cross join lateral (select (k.due_at at time zone b.zone)::date as due_on from clock k
         where k.claim_id = p.claim_id and k.name = 'legal' and k.stopped_at is null order by k.started_at desc limit 1) d
       cross join lateral (${WAITED_FOR_ACCOUNT}) w
       cross join lateral (select p.amount * (p.value_date - d.due_on - w.days) * x.numerator as share) s
       cross join lateral (select div(2 * s.share + case x.mode when 'half_up' then x.denominator else 0 end,
         2 * x.denominator)::bigint as owed) a
       where p.value_date - d.due_on > w.days and a.owed > 0
       on conflict (payment_id) do nothing
       returning payment_id, claim_id, amount, paid_on, fixed_at`,
      [
        'late_entries',
        `insert into ledger_entry (claim_id, payment_id, kind, posting_count, value_date, at)
         select claim_id, payment_id, 'late_compensation', 2, paid_on, fixed_at from record_late_compensation
         returning id, claim_id, payment_id`,
      ],
      [
        'late_postings',
        `insert into ledger_posting (entry_id, claim_id, account, amount)
         select e.id, e.claim_id, x.account, x.side * l.amount
         from late_entries e join record_late_compensation l on l.payment_id = e.payment_id
         cross join (values ('${debit}', 1), ('${credit}', -1)) as x(account, side)`,
      ],
    ),
    rows: ({ clocks, documents }, transition) => ({
      at: transition.at,
      ...(clocks.legalStartedOn === null ? {} : this.share(documents.completeOn ?? clocks.legalStartedOn)),
    }),
  }

  /** The share a day by the law in force when the file was complete, as an exact fraction. */
  private share(completeOn: string): object {
    const on = parseLocalDate(completeOn)
    const { value, basis } = this.law.book.percent(SHARE, on)
    return {
      numerator: value.numerator.toString(),
      denominator: value.denominator.toString(),
      mode: this.law.book.choice('rounding.mode', on).value,
      basis: basis.article,
    }
  }
}
