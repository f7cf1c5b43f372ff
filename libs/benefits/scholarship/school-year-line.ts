import type { LawBook, ScholarshipLevel, Version } from '#libs/law'
import {
  addYears,
  ageOn,
  firstDayOfSchoolYear,
  firstYearOf,
  lastDayOfSchoolYear,
  type LocalDate,
  minDate,
  type SchoolYear,
  schoolYearOf,
} from '#libs/local-date'
import type { ReasonCode } from '../codes.js'
import type { Level } from '../facts/fields.js'
import { Line } from '../line.js'
import type { RefusalData, Unmet } from '../line-data.js'
import { type ChildState, whyRightEnded } from './child-right.js'

/** One school year of one child, asked for on one day. */
export interface SchoolYearRequest {
  readonly child: ChildState
  readonly schoolYear: SchoolYear
  readonly level: Level
  readonly grade?: string | undefined
  readonly received: LocalDate
  /** Years of this level already paid. */
  readonly paidYears: number
  /** The date of of the parent's case; it selects the amounts and the first payable year. */
  readonly referenceDate: LocalDate
}

export type SchoolYearJudgement = { readonly line: Line } | { readonly rejected: RefusalData }

/**
 * Pays a school year, or says which condition it does not meet: within the payable years, applied for in time, the
 * child's right not ended, the level not used up.
 * @basis PP 82/2019 Pasal 25 & Lampiran III; Permenaker 5/2021 Pasal 103
 */
export function judgeSchoolYear(request: SchoolYearRequest, law: LawBook): SchoolYearJudgement {
  const { child, received, referenceDate } = request
  const testedOn = ageTestDate(request, law)
  const outOfTime = whyOutOfTime(request, law)
  if (outOfTime) return reject(request, outOfTime.reason, outOfTime.unmet)
  const ended = whyRightEnded(child, testedOn, received, referenceDate, law)
  if (ended) return reject(request, ended.reason, ended.unmet)
  const { row, version } = levelOf(request.level, law, referenceDate)
  if (request.paidYears >= row.maxPaidYears) {
    const fact = `child.paid_years.${request.level}`
    const unmet = {
      fact,
      needs: 'at_most',
      value: row.maxPaidYears - 1,
      actual: request.paidYears,
      parameters: [version],
    } as const
    return reject(request, 'LEVEL_CAP_REACHED', unmet)
  }
  return { line: payYear(request, testedOn, row, version, law) }
}

/** @throws RangeError when the table of levels has no such level */
export function levelOf(
  level: Level,
  law: LawBook,
  on: LocalDate,
): { row: ScholarshipLevel; version: Version<readonly ScholarshipLevel[]> } {
  const version = law.table('scholarship.levels', on)
  const row = version.value.find(({ code }) => code === level)
  if (!row) throw new RangeError(`scholarship.levels has no level ${level}`)
  return { row, version }
}

/** Last day on which a school year may still be applied for. */
export function lastDayToApply(schoolYear: SchoolYear, received: LocalDate, law: LawBook): LocalDate {
  const lastDay = lastDayOfSchoolYear(
    schoolYear,
    law.monthDay('scholarship.school_year_start', received).value,
  )
  if (!law.flag('scholarship.retroactive', received).value) return lastDay
  return addYears(lastDay, law.integer('scholarship.retroactive_years', received).value)
}

function payYear(
  request: SchoolYearRequest,
  testedOn: LocalDate,
  row: ScholarshipLevel,
  version: Version<readonly ScholarshipLevel[]>,
  law: LawBook,
): Line {
  return new Line({
    code: 'SCHOLARSHIP_YEAR',
    amount: row.amountPerYear,
    payee: 'child',
    child: request.child.name,
    working: {
      rule: 'school_year',
      level: request.level,
      grade: request.grade,
      schoolYear: request.schoolYear,
      ageOnTestDate: ageOn(request.child.birth_date, testedOn),
      testedOn,
      paidYear: request.paidYears + 1,
      maxPaidYears: row.maxPaidYears,
    },
    parameters: [version, law.integer('scholarship.age_limit', request.referenceDate)],
  })
}

/** The day of the application, but not later than the last day of the school year concerned. */
function ageTestDate({ schoolYear, received }: SchoolYearRequest, law: LawBook): LocalDate {
  const starts = law.monthDay('scholarship.school_year_start', received).value
  const atStart = law.choice('scholarship.age_test', received).value === 'school_year_start'
  if (atStart) return firstDayOfSchoolYear(schoolYear, starts)
  return minDate(received, lastDayOfSchoolYear(schoolYear, starts))
}

/**
 * The first payable year is the one in which the event fell; a missed year may be claimed for some years
 * after it ended; a year may be applied for from the school year before it on, when enrolment is known.
 */
function whyOutOfTime(
  { schoolYear, received, referenceDate }: SchoolYearRequest,
  law: LawBook,
): { reason: ReasonCode; unmet: Unmet } | undefined {
  const start = law.monthDay('scholarship.school_year_start', received)
  const first = schoolYearOf(referenceDate, start.value)
  if (schoolYear < first) {
    const unmet = {
      fact: 'school_year',
      needs: 'on_or_after',
      value: first,
      actual: schoolYear,
      parameters: [start],
    } as const
    return { reason: 'SCHOOL_YEAR_BEFORE_EVENT', unmet }
  }
  const current = schoolYearOf(received, start.value)
  if (firstYearOf(schoolYear) > firstYearOf(current) + 1) {
    const value = firstDayOfSchoolYear(schoolYear, start.value)
    const unmet = {
      fact: 'application.received',
      needs: 'on_or_after',
      value,
      actual: received,
      parameters: [start],
    } as const
    return { reason: 'SCHOOL_YEAR_NOT_BEGUN', unmet }
  }
  const last = lastDayToApply(schoolYear, received, law)
  if (received <= last) return undefined
  const parameters = [law.integer('scholarship.retroactive_years', received)]
  const unmet = {
    fact: 'application.received',
    needs: 'on_or_before',
    value: last,
    actual: received,
    parameters,
  } as const
  return { reason: 'SCHOOL_YEAR_EXPIRED', unmet }
}

function reject(request: SchoolYearRequest, reason: ReasonCode, unmet: Unmet): SchoolYearJudgement {
  const { child, schoolYear } = request
  return { rejected: { code: 'SCHOLARSHIP_YEAR', child: child.name, school_year: schoolYear, reason, unmet } }
}
