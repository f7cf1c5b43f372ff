import { Injectable } from '@nestjs/common'
import { evaluate } from '#libs/benefits'
import { Coverage } from '../membership/coverage.service.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'

/** What the registry knew of the day, and what the law makes of it. */
export interface CoverageOnTheDay {
  answer: Awaited<ReturnType<Coverage['snapshotOf']>>
  covered: boolean
  reason: string | null
}

const notCoveredBy = new Set(['rejected_not_member', 'rejected_not_eligible', 'unsupported_rule_set'])

/** Whether somebody was covered on the day of an accident or a diagnosis. */
@Injectable()
export class IncidentCoverage {
  constructor(
    private readonly sql: Sql,
    private readonly coverage: Coverage,
    private readonly law: LawInForce,
  ) {}

  /** The law says who was covered: after employment a disease still may be, an accident not. */
  async onTheDay(nikIndex: Buffer, eventType: string, eventDate: string): Promise<CoverageOnTheDay> {
    const answer = await this.coverage.snapshotOf(nikIndex, eventDate)
    if (!answer.participant) return { answer, covered: false, reason: answer.reason }
    // Nothing is known of the outcome yet, but who died suddenly did not recover.
    const outcome = eventType === 'sudden_death_at_work' ? 'death' : 'recovered'
    const facts = {
      participant: answer.participant,
      event: { type: eventType, event_date: eventDate, outcome },
      claim: { received: eventDate },
    }
    const result = evaluate(facts, this.law.book, this.law.calendar)
    if (!result.ok) return { answer, covered: false, reason: answer.reason }
    const { decision, reason } = result.answer
    return { answer, covered: !notCoveredBy.has(decision), reason: reason ?? null }
  }

  /** Reads the registry again, where it was corrected after the notice. */
  async readAgain(incidentId: string): Promise<boolean> {
    const found = await this.sql.first<{ index: Buffer; event_date: string; event_type: string }>(
      `select i.participant_nik_index as index, i.event_date, k.event_type
       from incident_course k join incident i on i.id = k.incident_id where k.incident_id = $1`,
      [incidentId],
    )
    if (!found) return false
    const { answer, covered, reason } = await this.onTheDay(found.index, found.event_type, found.event_date)
    await this.sql.rows(
      'update incident_course set coverage = $2::jsonb, covered = $3, coverage_reason = $4 where incident_id = $1',
      [incidentId, JSON.stringify(answer), covered, reason],
    )
    return covered
  }
}
