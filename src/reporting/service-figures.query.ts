import { Injectable } from '@nestjs/common'
import { claimStates, finalClaimStates } from '#libs/lifecycle'
import { parseLocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'

/** Claims lodged and ended in one week that begins on a Monday. */
export interface WeekFlow {
  week: string
  lodged: number
  paid: number
  refused: number
}

export const ages = ['overdue_long', 'overdue', 'due_today', 'due_soon', 'in_time', 'not_started'] as const
/** How far open claims are from the last day that the law gives. */
export type Age = (typeof ages)[number]

export interface BranchFigures {
  code: string
  name: string
  open: number
  overdue: number
  /** Of the benefit payments of the last ninety days; what is paid beside a benefit is none. */
  settled: number
  late: number
  /** Whole rupiah, this calendar month. */
  paid_this_month: bigint
  /** What waiting costs today and has cost so far, whole rupiah. */
  cost_today: bigint
  cost_so_far: bigint
}

export interface ReturnCause {
  document: string
  defect: string
  count: number
}

export interface ServiceFigures {
  flow: WeekFlow[]
  ageing: { age: Age; count: number }[]
  branches: BranchFigures[]
  causes: ReturnCause[]
}

/** Lodged and still owed an answer. */
const openStates = claimStates.filter(
  (state) => state !== 'draft' && !(finalClaimStates as readonly string[]).includes(state),
)
const SHARE = 'late.compensation_pct_per_day'

/** How long families wait, what that costs, and why files go back: one branch, or all. */
@Injectable()
export class ServiceFiguresQuery {
  constructor(
    private readonly sql: Sql,
    private readonly law: LawInForce,
  ) {}

  /** @param branchId null for every branch; @param today the calendar date at the reader's branch */
  async read(branchId: string | null, today: string): Promise<ServiceFigures> {
    const [flow, ageing, branches, causes] = await Promise.all([
      this.sql.rows<WeekFlow>(flowSql, [branchId, today]),
      this.sql.rows<{ age: Age; count: number }>(ageingSql, [branchId, today, openStates]),
      this.sql.rows<BranchFigures>(branchesSql, [branchId, today, openStates, ...this.shareOn(today)]),
      this.sql.rows<ReturnCause>(causesSql, [branchId, today]),
    ])
    return { flow, ageing, branches, causes }
  }

  /** The share of a payment that a day of lateness costs, as an exact fraction. */
  private shareOn(today: string): [string, string] {
    const { value } = this.law.book.percent(SHARE, parseLocalDate(today))
    return [value.numerator.toString(), value.denominator.toString()]
  }
}

const flowSql = `
  select w.week::text, count(*) filter (where x.kind = 'lodged')::int as lodged,
    count(*) filter (where x.kind = 'paid')::int as paid, count(*) filter (where x.kind = 'refused')::int as refused
  from (select (date_trunc('week', $2::date) - make_interval(weeks => n))::date as week from generate_series(0, 11) n) w
  left join (
    select date_trunc('week', t.at at time zone b.zone)::date as week,
      case when t.to_state = 'paid' then 'paid' when t.to_state = 'rejected' then 'refused' else 'lodged' end as kind
    from claim_transition t join claim c on c.id = t.claim_id join branch b on b.id = c.branch_id
    where t.at >= $2::date - 90 and ($1::uuid is null or c.branch_id = $1)
      and (t.event = 'submit' or (t.to_state in ('paid', 'rejected') and t.from_state <> t.to_state))
  ) x on x.week = w.week
  group by w.week order by w.week`

const ageingSql = `
  select case when k.due_on is null then 'not_started' when k.due_on < $2::date - 7 then 'overdue_long'
      when k.due_on < $2::date then 'overdue' when k.due_on = $2::date then 'due_today'
      when k.due_on <= $2::date + 2 then 'due_soon' else 'in_time' end as age, count(*)::int as count
  from branch b cross join unnest($3::text[]) as open(state)
  join claim_queue q on q.branch_id = b.id and q.state = open.state
  left join lateral (select (x.due_at at time zone b.zone)::date as due_on from clock x
    where x.claim_id = q.claim_id and x.name = 'legal' and x.stopped_at is null limit 1) k on true
  where $1::uuid is null or b.id = $1
  group by 1`

/** The latest calculation of each overdue claim is what its family waits for. */
const branchesSql = `
  with settled as (
    select c.branch_id, count(*) filter (where p.value_date > $2::date - 90)::int as settled,
      count(*) filter (where p.value_date > $2::date - 90 and l.payment_id is not null)::int as late,
      coalesce(sum(p.amount) filter (where p.value_date >= date_trunc('month', $2::date)), 0)::bigint as paid_this_month
    from payment p join claim c on c.id = p.claim_id left join late_compensation l on l.payment_id = p.id
    where ($1::uuid is null or c.branch_id = $1) and p.state = 'settled' and p.purpose in ('benefit', 'escrow_release')
      and p.value_date >= least(date_trunc('month', $2::date)::date, $2::date - 90) and p.value_date <= $2::date
    group by c.branch_id)
  select b.code, b.name, o.open, o.overdue, coalesce(s.settled, 0) as settled, coalesce(s.late, 0) as late,
    coalesce(s.paid_this_month, 0) as paid_this_month,
    div(o.waiting * $4::numeric, $5::numeric)::bigint as cost_today, div(o.waited * $4::numeric, $5::numeric)::bigint as cost_so_far
  from branch b
  cross join lateral (
    select count(*)::int as open, count(*) filter (where x.days > 0)::int as overdue,
      coalesce(sum(x.total) filter (where x.days > 0), 0) as waiting,
      coalesce(sum(x.total * x.days) filter (where x.days > 0), 0) as waited
    from (
      select (select k.total from calculation k where k.claim_id = q.claim_id order by k.id desc limit 1) as total,
        $2::date - (select (y.due_at at time zone b.zone)::date from clock y
          where y.claim_id = q.claim_id and y.name = 'legal' and y.stopped_at is null limit 1) as days
      from claim_queue q where q.branch_id = b.id and q.state = any ($3::text[])
    ) x
  ) o
  left join settled s on s.branch_id = b.id
  where $1::uuid is null or b.id = $1
  order by b.code`

const causesSql = `
  select s.code as document, s.defect, count(*)::int as count
  from (
    select i.code, t.input ->> 'defectCode' as defect
    from document_item_step t join document_item i on i.id = t.item_id join claim c on c.id = i.claim_id
    where t.event = 'find_defect' and t.at >= $2::date - 90 and ($1::uuid is null or c.branch_id = $1)
  ) s group by 1, 2 order by 3 desc, 1, 2 limit 10`
