/** Which verified years one person may approve together: equal in year, level and sum, without a mark, within his limit. */
import type { WaitingYear } from '../../scholarship/school-years-in-branch.query.js'

export interface EqualYears {
  schoolYear: string
  level: string
  amount: bigint
  years: readonly WaitingYear[]
}

/** As many as one person can read through before he answers for them. */
export const AT_MOST = 50

export interface Approver {
  staffId: string
  limit: string | null
}

/** Whether this one belongs to any batch of this person; what is odd about it is looked at alone. */
export function isPlain(
  { marks, payable, verifier_id, amount }: WaitingYear,
  { staffId, limit }: Approver,
): boolean {
  return (
    marks.length === 0 &&
    payable === true &&
    verifier_id !== null &&
    verifier_id !== staffId &&
    amount !== null &&
    amount <= BigInt(limit ?? '0')
  )
}

const kindOf = ({ school_year, level, amount }: WaitingYear): string => [school_year, level, amount].join(' ')

/** Whether one decision fits them all. */
export function areEqual(years: readonly WaitingYear[]): boolean {
  return new Set(years.map(kindOf)).size <= 1
}

/** Groups of two or more, the largest first. */
export function equalYears(years: readonly WaitingYear[], by: Approver): EqualYears[] {
  const groups = new Map<string, WaitingYear[]>()
  for (const year of years.filter((each) => isPlain(each, by))) {
    const key = kindOf(year)
    groups.set(key, [...(groups.get(key) ?? []), year])
  }
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .flatMap((equal) => {
      const [{ school_year: schoolYear, level, amount } = { school_year: '', level: null, amount: null }] =
        equal
      return level === null || amount === null
        ? []
        : [{ schoolYear, level, amount, years: equal.slice(0, AT_MOST) }]
    })
    .toSorted((one, other) => other.years.length - one.years.length)
}
