import { Injectable } from '@nestjs/common'
import type { AwardEnding, AwardState, YearEvent, YearState } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import type { YearApplication } from './year-ruling.js'

/** One child's scholarship as its row and its history have it. */
export interface AwardRow {
  id: string
  state: AwardState
  seq: number
  since: LocalDate
  today: LocalDate
  child_name: string
  child_birth_date: LocalDate
  reference_date: LocalDate
  guardian: string | null
  /** Named by one person, waiting for another. */
  next_guardian: string | null
  /** The child itself is told as well. */
  child_told: boolean
  may_act: boolean
  payee_id: string | null
  payee: string | null
  bank_code: string | null
  /** Whole; masked by the door but for its last four digits. */
  account_number: string | null
  account_holder: string | null
  /** Of a scholarship that has ended. */
  ending: AwardEnding | null
  objected: boolean
}

export interface YearRow {
  id: string
  award_id: string
  school_year: string
  state: YearState
  seq: number
  since: LocalDate
  opens_on: LocalDate
  closes_on: LocalDate
  catch_up_until: LocalDate
  expected_level: string | null
  expected_grade: string | null
  expected_amount: bigint
  level: string | null
  grade: string | null
  amount: bigint | null
  application: YearApplication
  received_on: LocalDate | null
  last_event: YearEvent | null
  /** What was said with the last step. */
  said: { reason?: string; groundCode?: string } | null
  /** When the family last gave something to answer to, and whether it was an objection. */
  came_on: LocalDate | null
  objection: boolean | null
  payment_state: string | null
  paid_on: LocalDate | null
}

const LAST = (subject: string): string =>
  `left join lateral (select t.event, t.input, (t.at at time zone b.zone)::date as on_day from scholarship_transition t
     where t.subject_id = ${subject} order by t.seq desc limit 1) last on true`

/** $1 claim, $2 now, $3 and $4 who asks and in which role */
const AWARDS = `
  select a.id, a.state, a.seq, coalesce(last.on_day, (a.awarded_at at time zone b.zone)::date) as since,
    ($2::timestamptz at time zone b.zone)::date as today, a.child_name, a.child_birth_date, a.reference_date,
    g.name as guardian, n.name as next_guardian, a.child_party_id is not null as child_told,
    acts_for_child($3, $4, a, c.branch_id) as may_act, e.id as payee_id, e.name as payee, e.bank_code, e.account_number, e.account_holder,
    ended.input ->> 'ending' as ending, last.event = 'object' as objected
  from scholarship_award a join claim c on c.id = a.claim_id join branch b on b.id = c.branch_id
    left join claim_party g on g.id = a.guardian_id left join claim_party n on n.id = a.next_guardian_id
    left join payee e on e.id = a.payee_id ${LAST('a.id')}
    left join lateral (select t.input from scholarship_transition t where t.subject_id = a.id and t.event = 'end'
      and a.state = 'ended' order by t.seq desc limit 1) ended on true
  where a.claim_id = $1 order by a.slot`

/** $1 claim. A year that the law pays no more, as the plan now knows, is not shown. */
const YEARS = `
  select y.id, y.award_id, y.school_year, y.state, y.seq, coalesce(last.on_day, y.opens_on) as since, y.opens_on, y.closes_on,
    y.catch_up_until, y.expected_level, y.expected_grade, y.expected_amount, y.level, y.grade, y.amount, y.application,
    y.received_on, last.event as last_event, last.input as said, came.on_day as came_on, came.event = 'object' as objection,
    p.state as payment_state, coalesce(p.value_date, (p.sent_at at time zone b.zone)::date) as paid_on
  from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id
    join branch b on b.id = c.branch_id left join payment p on p.scholarship_year_id = y.id and p.live ${LAST('y.id')}
    left join lateral (select t.event, (t.at at time zone b.zone)::date as on_day from scholarship_transition t
      where t.subject_id = y.id and t.event in ('submit_evidence', 'catch_up', 'object') order by t.seq desc limit 1) came on true
  where a.claim_id = $1 and (y.state <> 'planned' or y.expected_level is not null) order by y.school_year`

/** Whether the claim earned a scholarship for a child, and whether a school year is to be applied for or completed. */
export type ScholarshipStanding = 'none' | 'there' | 'waits'

/** The scholarships of one claim with every school year, past and planned. */
@Injectable()
export class ScholarshipsOfFamily {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  async awards(claimId: string, { id, role }: Actor): Promise<AwardRow[]> {
    const rows = await this.sql.rows<AwardRow>(AWARDS, [claimId, this.clock.now(), id, role])
    return this.personal.reveal(rows, { account_number: 'payee.account_number' })
  }

  async years(claimId: string): Promise<YearRow[]> {
    const rows = await this.sql.rows<YearRow>(YEARS, [claimId])
    return this.personal.reveal(rows, { said: 'scholarship_transition.input' })
  }

  async standing(claimId: string): Promise<ScholarshipStanding> {
    const [found] = await this.sql.rows<{ waits: boolean }>(
      `select exists (select from scholarship_year y join scholarship_award a on a.id = y.award_id
         where a.claim_id = $1 and y.state in ('open', 'returned')) as waits
       where exists (select from scholarship_award where claim_id = $1)`,
      [claimId],
    )
    if (!found) return 'none'
    return found.waits ? 'waits' : 'there'
  }
}
