/**
 * The scholarships of a claim as its family sees them: each child, each school year, who has the ball and what comes next
 * by when. It reads; it decides and changes nothing.
 */
import { Injectable } from '@nestjs/common'
import type { ScholarshipLevel } from '#libs/law'
import { type YearProgress, yearProgress } from '#libs/lifecycle'
import { ageOn, type LocalDate, parseLocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { NotFound } from '../platform/problem/problems.js'
import { ScholarshipRules } from './scholarship-rules.js'
import {
  type AwardRow,
  type ScholarshipStanding,
  ScholarshipsOfFamily,
  type YearRow,
} from './scholarships-of-family.query.js'
import { YearGrounds } from './year-grounds.service.js'

export type { ScholarshipStanding } from './scholarships-of-family.query.js'

export interface YearOfFamily extends YearRow {
  progress: YearProgress
  /** Codes of the papers that prove this year, by the grade that was stated. */
  wanted: readonly string[]
  /** Of a denied year: why, and what would change it. */
  refusal: { why: string; wouldChange: string | null } | null
}

export interface ScholarshipOfFamily extends AwardRow {
  years: readonly YearOfFamily[]
  /** What was paid, and what the plan still expects; never a promise. */
  paid: bigint
  expected: bigint
  /** Of a child who is too young: the day from which school is assumed. */
  startsOn: LocalDate
  /** Whoever is so old may be told as well as the guardian. */
  mayBeTold: boolean
  /** Whether marriage and work are asked for. */
  asksStatus: boolean
  /** Of one that has ended: the last day for an objection, while that is ahead. */
  objectUntil: LocalDate | null
}

const TO_COME = ['planned', 'open', 'evidence_in', 'returned', 'verified', 'rule_hold', 'approved', 'paying']

@Injectable()
export class FamilyScholarships {
  constructor(
    private readonly scholarships: ScholarshipsOfFamily,
    private readonly rules: ScholarshipRules,
    private readonly grounds: YearGrounds,
  ) {}

  standing(claimId: string): Promise<ScholarshipStanding> {
    return this.scholarships.standing(claimId)
  }

  async list(claimId: string, actor: Actor): Promise<ScholarshipOfFamily[]> {
    const [awards, years] = await Promise.all([
      this.scholarships.awards(claimId, actor),
      this.scholarships.years(claimId),
    ])
    return awards.map((award) =>
      this.whole(
        award,
        years.filter(({ award_id }) => award_id === award.id),
      ),
    )
  }

  /** @throws NotFound also for a child of another claim */
  async award(claimId: string, awardId: string, actor: Actor): Promise<ScholarshipOfFamily> {
    const found = (await this.list(claimId, actor)).find(({ id }) => id === awardId)
    if (!found) throw new NotFound('Beasiswa ini tidak ditemukan.')
    return found
  }

  /** @throws NotFound also for a year of another claim */
  async year(
    claimId: string,
    yearId: string,
    actor: Actor,
  ): Promise<{ award: ScholarshipOfFamily; year: YearOfFamily }> {
    for (const award of await this.list(claimId, actor)) {
      const year = award.years.find(({ id }) => id === yearId)
      if (year) return { award, year }
    }
    throw new NotFound('Tahun ajaran ini tidak ditemukan.')
  }

  /** Levels and grades by the law of the parent's case. */
  levels(referenceDate: LocalDate): readonly ScholarshipLevel[] {
    return this.rules.law.book.table('scholarship.levels', referenceDate).value
  }

  /** The day from which a child of this birthday is assumed to be at school. */
  schoolFrom(birthDate: string): LocalDate {
    return parseLocalDate(this.rules.schoolAgeFrom(birthDate))
  }

  private whole(award: AwardRow, rows: readonly YearRow[]): ScholarshipOfFamily {
    const years = rows.map((year) => this.inFull(award, year))
    const age = ageOn(award.child_birth_date, award.today)
    const until = award.ending === null || award.objected ? null : this.rules.objectUntil(award.since)
    return {
      ...award,
      years,
      paid: sum(years.map(({ state, amount }) => (state === 'paid' ? (amount ?? 0n) : 0n))),
      expected: sum(
        years.map(({ state, amount, expected_amount: likely }) =>
          TO_COME.includes(state) ? (amount ?? likely) : 0n,
        ),
      ),
      startsOn: this.schoolFrom(award.child_birth_date),
      mayBeTold: age >= this.rules.childToldFromAge,
      asksStatus: age >= this.rules.statusAskedFromAge,
      objectUntil: until !== null && award.today <= until ? parseLocalDate(until) : null,
    }
  }

  private inFull(award: AwardRow, year: YearRow): YearOfFamily {
    const { application, last_event: last, said } = year
    const denied = year.state === 'not_payable' && last === 'deny'
    const ground = denied && said?.groundCode !== undefined ? this.grounds.inWords(said.groundCode) : null
    return {
      ...year,
      progress: yearProgress({
        state: year.state,
        today: award.today,
        since: year.since,
        opensOn: year.opens_on,
        closesOn: year.closes_on,
        catchUpUntil: year.catch_up_until,
        promised: this.promised(year),
        bounced: year.payment_state === 'refused' || year.payment_state === 'returned',
        objectUntil: denied ? parseLocalDate(this.rules.objectUntil(year.since)) : null,
        awardActive: award.state === 'active',
        addWorkingDays: (from, count) => this.rules.law.deadlines.addWorkingDays(from, count),
      }),
      wanted: this.rules.papersFor({
        level: application.level ?? null,
        grade: application.grade ?? null,
        reference_date: award.reference_date,
      }),
      refusal: ground && { why: ground.text, wouldChange: ground.wouldChange },
    }
  }

  /** We answer within the time that we set ourselves for a claim, or for an objection. */
  private promised({ came_on: cameOn, objection }: YearRow): LocalDate | null {
    if (cameOn === null) return null
    return this.rules.law.lastDayOf(objection ? 'objection_outcome' : 'service', cameOn)
  }
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n)
