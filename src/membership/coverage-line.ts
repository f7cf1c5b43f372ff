import { addDays, addMonths, type LocalDate, monthOf, localDateOf, yearOf } from '#libs/local-date'

/** A month somebody paid for an informal worker. */
export interface PaidMonth {
  /** First day of the month. */
  readonly month: LocalDate
  readonly paidOn: LocalDate
  /** When the membership under this payer began; it may lie within the month. */
  readonly memberSince: LocalDate
}

export interface Gap {
  /** First day of the first unpaid month. */
  readonly from: LocalDate
  readonly months: number
}

/** The contributions of an informal worker as one line, seen from the day of an event. */
export interface CoverageLine {
  /** Start of the unbroken membership that runs at the event, or of the last one before it. */
  readonly start: LocalDate
  /** Last day of an earlier membership that broke off. */
  readonly previousEnded: LocalDate | null
  /** Last day that is paid for; the day before the start when nothing is. */
  readonly paidUntil: LocalDate
  /** Until then arrears may still be settled, and membership goes on. */
  readonly graceUntil: LocalDate
  /** Contribution months (masa iur) up to the month of the event, all memberships together. */
  readonly months: number
  /** Months unpaid between paid ones. */
  readonly gaps: readonly Gap[]
}

/**
 * Draws the line. Protection is paid in advance; arrears may be settled within the grace months after the last paid
 * day; then membership has ended and a later payment begins a new one, on the day it was made.
 *
 * @param starts first days of the memberships, in any order
 * @param paid months paid, in any order; a month paid twice counts once
 * @returns null when no membership began on or before the event
 * @basis PP 44/2015; operating guide Perdir 22/2022; domain rules R-3.6, R-3.7, R-8.8
 */
export function coverageLine(
  starts: readonly LocalDate[],
  paid: readonly PaidMonth[],
  eventDate: LocalDate,
  graceMonths: number,
): CoverageLine | null {
  const line = new LineInProgress(eventDate, graceMonths)
  for (const step of inOrder(starts, paid)) {
    if ('month' in step) line.pay(step)
    else line.begin(step.start)
  }
  return line.finish()
}

type Step = PaidMonth | { readonly start: LocalDate }

/** Starts and paid months in the order of time; a start before the month it makes possible. */
function inOrder(starts: readonly LocalDate[], paid: readonly PaidMonth[]): Step[] {
  const at = (step: Step) => ('month' in step ? later(step.month, step.memberSince) : step.start)
  const steps: Step[] = [...starts.map((start) => ({ start })), ...paid]
  return steps
    .map((step) => ({ step, key: `${at(step)} ${'month' in step ? `1 ${step.paidOn}` : '0'}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ step }) => step)
}

class LineInProgress {
  private start: LocalDate | null = null
  private previousEnded: LocalDate | null = null
  private paidUntil: LocalDate
  private paidInThisMembership = 0
  private months = 0
  private readonly gaps: Gap[] = []
  private closed = false

  constructor(
    private readonly eventDate: LocalDate,
    private readonly graceMonths: number,
  ) {
    this.paidUntil = eventDate
  }

  begin(start: LocalDate): void {
    if (start > this.eventDate) return
    if (this.start === null || start > this.graceUntil()) this.restart(start)
  }

  pay({ month, paidOn, memberSince }: PaidMonth): void {
    if (this.start === null || this.closed) return
    const expected = firstOfMonth(addDays(this.paidUntil, 1))
    if (month < expected) return
    const missing = monthsFrom(expected, month)
    // What was paid after a gap that holds the event, or after a gap behind it, says nothing about that day.
    if (missing > 0 && month > firstOfMonth(this.eventDate)) {
      this.closed = true
      return
    }
    if (paidOn > this.graceUntil()) {
      const start = later(later(month, memberSince), paidOn)
      // Too late for that month, and too late to have been a member at the event.
      if (firstOfMonth(start) !== month || start > this.eventDate) return
      this.restart(start)
    } else if (missing > 0) {
      this.gaps.push({ from: expected, months: missing })
    }
    this.paidUntil = addDays(addMonths(month, 1), -1)
    this.paidInThisMembership += 1
    if (month <= this.eventDate) this.months += 1
  }

  finish(): CoverageLine | null {
    if (this.start === null) return null
    const { start, previousEnded, paidUntil, months, gaps } = this
    return { start, previousEnded, paidUntil, graceUntil: this.graceUntil(), months, gaps }
  }

  private restart(start: LocalDate): void {
    if (this.start !== null && this.paidInThisMembership > 0) this.previousEnded = this.graceUntil()
    this.start = start
    this.paidUntil = addDays(start, -1)
    this.paidInThisMembership = 0
  }

  private graceUntil(): LocalDate {
    return addMonths(this.paidUntil, this.graceMonths)
  }
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b
}

export function firstOfMonth(date: LocalDate): LocalDate {
  return localDateOf(yearOf(date), monthOf(date), 1)
}

/** Whole months from one first of a month to another; negative when the second is earlier. */
export function monthsFrom(from: LocalDate, to: LocalDate): number {
  return (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from)
}
