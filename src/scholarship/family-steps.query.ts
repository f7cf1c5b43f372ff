import { Injectable } from '@nestjs/common'
import { type Step, stepsFrom, type YearEvent, type YearState, yearTable } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'
import { type ReadYear, yearFactsOf } from './scholarship-facts.js'
import { readYears } from './scholarship-gate.sql.js'
import { ScholarshipRules } from './scholarship-rules.js'

/** What a family does with a school year, or an officer at the counter for it. */
const familyEvents: readonly YearEvent[] = ['submit_evidence', 'catch_up', 'object', 'correct_account']

export type FamilyStep = Step<YearState, YearEvent>

/** What a family may do with a school year now, and everything that stands in the way. */
@Injectable()
export class FamilySteps {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: ScholarshipRules,
  ) {}

  /** Judged on what is stated so far, as if it were sent now. @throws NotFound */
  async of(yearId: string, actor: Actor): Promise<FamilyStep[]> {
    const asked = JSON.stringify([{ id: yearId, key: '' }])
    const [year] = await this.sql.rows<ReadYear>(readYears, [asked, this.clock.now(), true])
    if (!year) throw new NotFound('Tahun ajaran ini tidak ditemukan.')
    const { level = year.level, grade = year.grade } = year.application
    const command = { id: yearId, event: '', idempotencyKey: '', actor }
    const facts = yearFactsOf({ ...year, level, grade }, command, this.rules)
    return stepsFrom(yearTable, year.state as YearState, actor.role, facts).filter(({ event }) =>
      familyEvents.includes(event),
    )
  }
}
