import type { Sql } from '../../platform/database/sql.js'
import type { PersonalData } from '../../platform/personal-data/personal-data.service.js'

/** What `npm run story -- --json` prints. Amounts are whole rupiah. */
export interface StoryReport {
  participants: number
  refused_rows: number
  contributions_total: number
  claims: { number: string; type: string; state: string; total: number; paid: number }[]
  scholarship_plans: { child: string; total: number }[]
  grand_total: number
}

/** One paid line: who got what, when, and by which article. */
export interface PaidLine {
  number: string
  payee: string
  code: string
  amount: number
  article: string
  because: string
  paid_on: string | null
}

interface Totals {
  participants: number
  refused_rows: number
  contributions_total: number
}

export async function storyReport(
  sql: Sql,
  totals: Totals,
  families: readonly string[],
): Promise<StoryReport> {
  const creators = families.map((key) => `story:${key}`)
  const claims = await sql.rows<StoryReport['claims'][number]>(
    `select c.number, c.type, c.state, coalesce((select d.total from decision_packet d where d.claim_id = c.id order by d.seq desc limit 1), 0)::float8 as total,
       coalesce((select sum(p.amount) from payment p where p.claim_id = c.id and p.state = 'settled'), 0)::float8 as paid
     from claim c where c.created_by = any ($1) order by c.created_at, c.number`,
    [creators],
  )
  const plans = await sql.rows<StoryReport['scholarship_plans'][number]>(
    `select a.child_name as child, a.plan_total::float8 as total from scholarship_award a join claim c on c.id = a.claim_id
     where c.created_by = any ($1) order by a.slot`,
    [creators],
  )
  const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0)
  const grand_total = sum(claims.map((claim) => claim.paid)) + sum(plans.map((plan) => plan.total))
  return { ...totals, claims, scholarship_plans: plans, grand_total }
}

export async function paidLines(
  sql: Sql,
  personal: PersonalData,
  families: readonly string[],
): Promise<PaidLine[]> {
  const lines = await sql.rows<PaidLine>(
    `select c.number, p.name as payee, l.code, l.amount::float8 as amount, k.line ->> 'article' as article, k.line ->> 'because' as because,
       (select to_char(max(s.at) at time zone b.zone, 'YYYY-MM-DD') from claim_transition s
         where s.claim_id = c.id and s.event = 'all_settled') as paid_on
     from claim c join branch b on b.id = c.branch_id join benefit_line l on l.claim_id = c.id and l.round = c.round join payee p on p.id = l.payee_id
     left join lateral (select line from calculation x cross join lateral jsonb_array_elements(x.answer -> 'lines') line
       where x.id = l.calculation_id and line ->> 'code' = l.code limit 1) k on true
     where c.created_by = any ($1) order by c.number, p.position, l.amount desc`,
    [families.map((key) => `story:${key}`)],
  )
  return personal.reveal(lines, { because: 'calculation.answer' })
}
