import type { LawBook } from '#libs/law'
import { daysBetween, type LocalDate } from '#libs/local-date'
import { multiply } from '#libs/rupiah'
import { CalendarYearMissing, type WorkingCalendar } from '#libs/working-calendar'
import { type Answer, totalOf } from '../answer.js'
import { roundByLaw } from '../claim/wage-base.js'
import { plainParameter } from '../explain/plain.js'
import type { LatenessFacts } from '../facts/other-facts.js'
import { Line } from '../line.js'
import { findPaymentLimit } from './payment-limit.js'

/**
 * A payment against its deadline: working days after the requirements were complete, that day being day 0; then a part
 * of the amount for every day late, without a cap and not compound. A year whose holidays are not
 * known is looked at by a person, not counted as if it had none.
 * @basis PP 44/2015 Pasal 37(2)-(3); Permenaker 1/2025 Pasal 79(3)
 */
export function decideLateness(facts: LatenessFacts, law: LawBook, calendar: WorkingCalendar): Answer {
  try {
    return countLateness(facts, law, calendar)
  } catch (error) {
    if (!(error instanceof CalendarYearMissing)) throw error
    return {
      decision: 'manual_review',
      reason: 'CALENDAR_YEAR_MISSING',
      lines: [],
      total: 0n,
      rejected_lines: [],
    }
  }
}

function countLateness(facts: LatenessFacts, law: LawBook, calendar: WorkingCalendar): Answer {
  const limit = findPaymentLimit(facts, law)
  const deadline = calendar.addWorkingDays(
    facts.requirements_complete,
    facts.working_day_limit ?? limit?.value ?? 0,
  )
  const days = daysLate(deadline, facts, law, calendar)
  const lines = days > 0 && facts.late_base > 0n ? [compensationLine(facts, deadline, days, law)] : []
  return {
    decision: days > 0 ? 'late_compensation_due' : 'on_time',
    lines,
    total: totalOf(lines),
    rejected_lines: [],
    deadline,
    late_days: days,
    parameters: [...(limit ? [limit] : []), law.choice('late.day_kind', facts.requirements_complete)].map(
      plainParameter,
    ),
  }
}

function daysLate(
  deadline: LocalDate,
  facts: LatenessFacts,
  law: LawBook,
  calendar: WorkingCalendar,
): number {
  const working = law.choice('late.day_kind', facts.requirements_complete).value === 'working'
  const days = working
    ? calendar.workingDaysBetween(deadline, facts.paid_on)
    : daysBetween(deadline, facts.paid_on)
  return Math.max(0, days)
}

function compensationLine(facts: LatenessFacts, deadline: LocalDate, days: number, law: LawBook): Line {
  const percent = law.percent('late.compensation_pct_per_day', facts.requirements_complete)
  return new Line({
    code: 'LATE_COMPENSATION',
    amount: roundByLaw(
      multiply(percent.value, facts.late_base, BigInt(days)),
      law,
      facts.requirements_complete,
    ),
    working: {
      rule: 'late_compensation',
      base: facts.late_base,
      percent: percent.value,
      days,
      deadline,
      paidOn: facts.paid_on,
    },
    parameters: [percent],
  })
}
