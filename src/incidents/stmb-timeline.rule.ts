import { addDays, daysBetween, parseLocalDate } from '#libs/local-date'

/** Days on which a doctor certified incapacity; both ends count. */
export interface CertifiedDays {
  from: string
  to: string
  days: number
  payee: string
  claimNumber: string | null
}

export type TimelineRow<Period extends CertifiedDays> =
  | { kind: 'period'; period: Period; /** Certified days up to here, which decide the band. */ total: number }
  /** Nobody certified these days: he worked, or a paper is missing. */
  | { kind: 'gap'; from: string; to: string; days: number }

/** Periods in the order of time, with the days between them that nobody certified. */
export function stmbTimeline<Period extends CertifiedDays>(
  periods: readonly Period[],
): TimelineRow<Period>[] {
  const ordered = [...periods].sort((a, b) => (a.from < b.from ? -1 : 1))
  const rows: TimelineRow<Period>[] = []
  let total = 0
  let last: string | undefined
  for (const period of ordered) {
    const expected = last === undefined ? undefined : addDays(parseLocalDate(last), 1)
    if (expected !== undefined && expected < period.from) {
      const to = addDays(parseLocalDate(period.from), -1)
      rows.push({ kind: 'gap', from: expected, to, days: daysBetween(expected, to) + 1 })
    }
    total += period.days
    rows.push({ kind: 'period', period, total })
    last = period.to
  }
  return rows
}
