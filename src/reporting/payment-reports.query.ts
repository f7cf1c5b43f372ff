import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

export const paymentReports = ['day-book', 'by-program', 'open', 'unmatched'] as const
export type PaymentReportName = (typeof paymentReports)[number]

/** One day, one branch, one kind of movement of money. */
export interface DayBookRow {
  day: string
  branch: string
  kind: string
  count: number
  amount: bigint
}

/** What a branch paid in a program, and what of it bounced. */
export interface ProgramRow {
  program: string
  branch: string
  settled: number
  settled_amount: bigint
  late_compensation: bigint
  bounced: number
  bounced_amount: bigint
}

export const ages = ['today', 'days_1_2', 'days_3_7', 'over_week'] as const
export type PaymentAge = (typeof ages)[number]

/** Money decided on and not yet with the family, by where it lies and how long. */
export interface OpenRow {
  branch: string
  state: string
  age: PaymentAge
  count: number
  amount: bigint
  oldest: string
}

export interface UnmatchedRow {
  since: string
  branch: string | null
  note: string
  direction: string | null
  currency: string
  amount: string | null
  value_date: string | null
  reference: string | null
  claim_number: string | null
  file: string | null
  file_line: number | null
  owner: string | null
}

export interface Period {
  /** `YYYY-MM-DD`, both within. */
  from: string
  to: string
}

const LONGEST = 50_000

/** The reports of payments: one branch, or all. Days are those of the branch's own zone. */
@Injectable()
export class PaymentReports {
  constructor(private readonly sql: Sql) {}

  /** Every movement in the ledger, day by day: what leaves one account has reached another. */
  dayBook(branchId: string | null, { from, to }: Period): Promise<DayBookRow[]> {
    return this.sql.rows<DayBookRow>(
      `select (e.at at time zone b.zone)::date::text as day, b.code as branch, e.kind, count(*)::int as count,
         sum((select sum(g.amount) from ledger_posting g where g.entry_id = e.id and g.amount > 0))::bigint as amount
       from ledger_entry e join claim c on c.id = e.claim_id join branch b on b.id = c.branch_id
       where ($1::uuid is null or b.id = $1) and e.at >= $2::date - 1 and e.at < $3::date + 2
         and (e.at at time zone b.zone)::date between $2::date and $3::date
       group by 1, 2, 3 order by 1, 2, 3 limit ${LONGEST}`,
      [branchId, from, to],
    )
  }

  /** By the day on which the family had the money; what bounced, by the day on which the bank said so. */
  byProgram(branchId: string | null, { from, to }: Period): Promise<ProgramRow[]> {
    return this.sql.rows<ProgramRow>(
      `select x.program, b.code as branch, count(*) filter (where x.settled)::int as settled,
         coalesce(sum(x.amount) filter (where x.settled), 0)::bigint as settled_amount,
         coalesce(sum(x.late), 0)::bigint as late_compensation,
         count(*) filter (where not x.settled)::int as bounced,
         coalesce(sum(x.amount) filter (where not x.settled), 0)::bigint as bounced_amount
       from (
         select split_part(c.type, '_', 1) as program, c.branch_id, p.amount, true as settled,
           (select l.amount from late_compensation l where l.payment_id = p.id) as late
         from payment p join claim c on c.id = p.claim_id
         where p.state = 'settled' and p.value_date between $2::date and $3::date
         union all
         select split_part(c.type, '_', 1), c.branch_id, p.amount, false, null
         from payment_transition t join payment p on p.id = t.payment_id join claim c on c.id = p.claim_id
           join branch z on z.id = c.branch_id
         where t.to_state in ('refused', 'returned') and t.from_state <> t.to_state
           and (t.at at time zone z.zone)::date between $2::date and $3::date
       ) x join branch b on b.id = x.branch_id where $1::uuid is null or b.id = $1
       group by 1, 2 order by 1, 2 limit ${LONGEST}`,
      [branchId, from, to],
    )
  }

  /** A bounced payment stays open until it went out again. @param now an instant */
  open(branchId: string | null, now: string): Promise<OpenRow[]> {
    return this.sql.rows<OpenRow>(
      `select b.code as branch, x.state, x.age, count(*)::int as count, sum(x.amount)::bigint as amount, min(x.since) as oldest
       from (
         select c.branch_id, p.state, p.amount, s.since,
           case when $2::timestamptz - s.since < interval '1 day' then 'today'
             when $2::timestamptz - s.since < interval '3 days' then 'days_1_2'
             when $2::timestamptz - s.since < interval '8 days' then 'days_3_7' else 'over_week' end as age
         from payment p join claim c on c.id = p.claim_id
         cross join lateral (select coalesce(max(t.at), p.created_at) as since from payment_transition t where t.payment_id = p.id) s
         where p.live and p.state <> 'settled'
       ) x join branch b on b.id = x.branch_id where $1::uuid is null or b.id = $1
       group by 1, 2, 3 order by 1, 2, oldest limit ${LONGEST}`,
      [branchId, now],
    )
  }

  /** Lines of the bank's statements that nobody has explained, the oldest first. */
  unmatched(branchId: string | null): Promise<UnmatchedRow[]> {
    return this.sql.rows<UnmatchedRow>(
      `select m.placed_at as since, b.code as branch, m.note, l.direction, l.currency,
         coalesce(l.stated_amount, l.amount::text) as amount, l.value_date, l.reference, c.number as claim_number,
         f.name as file, l.file_line, s.display_name as owner
       from statement_placement m join bank_statement_line l on l.id = m.line_id
         left join payment p on p.id = m.payment_id left join claim c on c.id = p.claim_id left join branch b on b.id = c.branch_id
         left join statement_file f on f.digest = l.file_digest
         left join statement_line_owner o on o.line_id = l.id left join staff_member s on s.id = o.owner_id
       where m.outcome = 'unmatched' and ($1::uuid is null or c.branch_id is null or c.branch_id = $1)
         and not exists (select from statement_placement n where n.line_id = m.line_id and n.seq > m.seq)
       order by m.placed_at, m.line_id limit ${LONGEST}`,
      [branchId],
    )
  }
}
