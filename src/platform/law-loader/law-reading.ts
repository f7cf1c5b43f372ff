import {
  type LawBook,
  type LawValue,
  type Parameter,
  type Period,
  type Version,
  canonicalText,
  isVersion,
} from '#libs/law'
import type { LocalDate } from '#libs/local-date'

/** A parameter whose value on one day is not its value on another. */
export interface LawDifference {
  readonly name: string
  readonly label: string
  readonly before: Version<LawValue> | undefined
  readonly after: Version<LawValue> | undefined
}

/** What changed between two days, by name. */
export function lawDifferences(law: LawBook, first: LocalDate, second: LocalDate): LawDifference[] {
  return law
    .names()
    .map((name) => {
      const [before, after] = [law.find(name, first), law.find(name, second)]
      return { name, label: law.describe(name).label, before, after }
    })
    .filter(
      ({ before, after }) => canonicalText(before?.value ?? null) !== canonicalText(after?.value ?? null),
    )
}

/** The parameters of whose name, label or other names the words are a part; all of them without words. */
export function parametersWith(law: LawBook, words = ''): Parameter[] {
  const wanted = words.toLowerCase()
  return law
    .names()
    .map((name) => law.describe(name))
    .filter(({ name, label, aliases }) => [name, label, ...aliases].join(' ').toLowerCase().includes(wanted))
}

/** Why nothing is in force on a day, in the words of the file; undefined before the first day that was loaded. */
export function absenceOn({ periods }: Parameter, on: LocalDate): string | undefined {
  const period: Period | undefined = periods.find(
    ({ from, to }) => from <= on && (to === undefined || on <= to),
  )
  return period && !isVersion(period) ? period.none : undefined
}
