/** What the procedure says of a scholarship's year beyond the law, from `config/procedure`. */
import { Injectable } from '@nestjs/common'
import { addYears, dateOfInstant, parseInstant, parseLocalDate } from '#libs/local-date'
import { z } from 'zod'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { readRuleFile } from '../platform/law-loader/read-rule-file.js'

const procedure = z.strictObject({
  papers: z.strictObject({ always: z.array(z.string()).min(1), unless_first_grade: z.array(z.string()) }),
  child_told_from_age: z.int().positive(),
  status_asked_from_age: z.int().positive(),
})

/** Of the assumptions of a plan, the one that also says when a child who is too young begins. */
const planned = z.object({ school_entry_age: z.int() })

/** A day on which a guardian is reminded: so many days after the invitation, or before the school year ends. */
export interface ReminderDay {
  name: string
  after?: number
  before?: number
}

@Injectable()
export class ScholarshipRules {
  private readonly procedure = readRuleFile('procedure/scholarship-year.yaml', procedure)
  readonly schoolEntryAge = readRuleFile('procedure/scholarship-plan.yaml', planned).school_entry_age

  constructor(readonly law: LawInForce) {}

  /** Which papers prove a year at this place: a child in the first grade of all has no report yet. */
  papersFor({
    level,
    grade,
    reference_date,
  }: {
    level: string | null
    grade: string | null
    reference_date: string
  }): readonly string[] {
    const [first] = this.law.book.table('scholarship.levels', parseLocalDate(reference_date)).value
    const firstOfAll = first !== undefined && level === first.code && grade === first.grades[0]
    return firstOfAll ? this.procedure.papers.always : this.everyPaper
  }

  /** Whatever a school year may be proven with. */
  get everyPaper(): readonly string[] {
    const { always, unless_first_grade } = this.procedure.papers
    return [...always, ...unless_first_grade]
  }

  mostAwards(referenceDate: string): number {
    return this.law.book.integer('scholarship.max_children', parseLocalDate(referenceDate)).value
  }

  /** The day on which a child reaches the age of kindergarten. */
  schoolAgeFrom(birthDate: string): string {
    return addYears(parseLocalDate(birthDate), this.schoolEntryAge)
  }

  ageLimit(now: string): number {
    return this.law.book.integer('scholarship.age_limit', dateOfInstant(parseInstant(now), 'WIB')).value
  }

  /** Whoever was born on this day or before is that old by now. */
  bornUntil(age: number, now: string): string {
    return addYears(dateOfInstant(parseInstant(now), 'WIB'), -age)
  }

  /** When a guardian is reminded: days after the invitation, or before the school year ends. */
  reminderDays(): ReminderDay[] {
    return this.law.clockRules.scholarship_year.reminders.flatMap((rule): ReminderDay[] => {
      if ('after' in rule && 'days' in rule.after)
        return [{ name: `after-${rule.after.days}`, after: rule.after.days }]
      if ('before' in rule && 'days' in rule.before)
        return [{ name: `before-${rule.before.days}`, before: rule.before.days }]
      return []
    })
  }

  get childToldFromAge(): number {
    return this.procedure.child_told_from_age
  }

  get statusAskedFromAge(): number {
    return this.procedure.status_asked_from_age
  }

  /** The last day on which one may object to what was decided on a day. */
  objectUntil(decidedOn: string): string {
    const until = this.law.lastDayOf('objection', parseLocalDate(decidedOn))
    if (until === null) throw new Error('The clock of an objection counts days.')
    return until
  }
}
