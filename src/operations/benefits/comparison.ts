import { type Answer, type AnyVersion, evaluate, type Line } from '#libs/benefits'
import { canonicalText, type LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import type { Rules } from '../rules.js'
import type { FileCase } from './case-file.js'
import { isIllustration } from './evaluated-case.js'

/** One case whose answer differs between two laws. */
export interface ChangedCase {
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly before: Outcome
  readonly after: Outcome
  readonly lines: readonly ChangedLine[]
  /** The changed parameters behind all of it. */
  readonly causes: readonly ChangedParameter[]
}

/** `refused` when the case could not be decided under that law, with the reason. */
export type Outcome =
  { readonly decision: Answer['decision']; readonly total: bigint } | { readonly refused: string }

/** An amount that is not the same, with the names of the changed parameters it rests on. */
export interface ChangedLine {
  readonly line: string
  readonly before: bigint
  readonly after: bigint
  readonly difference: bigint
  readonly causes: readonly string[]
}

export interface ChangedParameter {
  readonly parameter: string
  readonly before: AnyVersion | undefined
  readonly after: AnyVersion | undefined
}

interface Evaluated {
  readonly outcome: Outcome
  readonly answer?: Answer
}

/** Every case under both laws; only the changed ones are answered. */
export function compareCases(cases: readonly FileCase[], before: Rules, after: Rules): ChangedCase[] {
  const changed = changedNames(before.law, after.law)
  return cases.flatMap((each): ChangedCase[] => {
    if (isIllustration(each.input)) return []
    const [old, current] = [under(each, before), under(each, after)]
    const lines = changedLines([old.answer, current.answer], changed)
    if (lines.length === 0 && same(old.outcome, current.outcome)) return []
    const names =
      lines.length > 0 ? lines.flatMap(({ causes }) => causes) : changedAmong(allNames(old, current), changed)
    const causes = [...new Set(names)].sort().map((parameter): ChangedParameter => {
      const on = usedOn(parameter, [old.answer, current.answer])
      return {
        parameter,
        before: inForce(parameter, on, before.law),
        after: inForce(parameter, on, after.law),
      }
    })
    return [{ id: each.id, title: each.title, before: old.outcome, after: current.outcome, lines, causes }]
  })
}

function under({ input }: FileCase, { law, calendar }: Rules): Evaluated {
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) {
    return {
      outcome: { refused: evaluation.refusals.map(({ path, message }) => `${path}: ${message}`).join('; ') },
    }
  }
  const { decision, total } = evaluation.answer
  return { outcome: { decision, total }, answer: evaluation.answer }
}

function same(before: Outcome, after: Outcome): boolean {
  return canonicalText(before) === canonicalText(after)
}

/** Amounts are summed by what they are for, so that a line split differently is still compared with itself. */
function changedLines(answers: readonly (Answer | undefined)[], changed: ReadonlySet<string>): ChangedLine[] {
  const [old, current] = answers.map(amountsOf)
  return [...new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])].flatMap((line) => {
    const [was, is] = [old?.get(line), current?.get(line)]
    const [before, after] = [was?.amount ?? 0n, is?.amount ?? 0n]
    if (before === after) return []
    const ofLine = [...(was?.names ?? []), ...(is?.names ?? [])]
    const missing = was && is ? [] : answers.flatMap(namesOfConditions)
    return [
      {
        line,
        before,
        after,
        difference: after - before,
        causes: changedAmong([...ofLine, ...missing], changed),
      },
    ]
  })
}

interface Amount {
  amount: bigint
  names: string[]
}

function amountsOf(answer: Answer | undefined): Map<string, Amount> {
  const amounts = new Map<string, Amount>()
  const add = (key: string, amount: bigint, names: readonly string[]) => {
    const sofar = amounts.get(key) ?? { amount: 0n, names: [] }
    amounts.set(key, { amount: sofar.amount + amount, names: [...sofar.names, ...names] })
  }
  const namesOf = ({ parameters }: Line) => parameters.map(({ parameter }) => parameter)
  const around = (answer?.parameters ?? []).map(({ name }) => name)
  for (const line of answer?.lines ?? []) add(keyOf(line), line.amount, [...namesOf(line), ...around])
  for (const line of answer?.employer_lines ?? [])
    add(`pemberi kerja: ${keyOf(line)}`, line.amount, namesOf(line))
  for (const share of answer?.shares ?? []) add(`bagian ${share.payee}`, share.amount, around)
  for (const year of answer?.schedule ?? [])
    add(`${year.school_year} ${year.level} ${year.grade}`, year.amount, around)
  return amounts
}

/** A line that came or went did so because a condition was met or not; the answer without it names the condition. */
function namesOfConditions(answer: Answer | undefined): string[] {
  return (answer?.counterfactuals ?? []).flatMap(({ unmet }) =>
    (unmet?.parameters ?? []).map(({ parameter }) => parameter),
  )
}

/** Of the names those that changed; all that changed when none of them did, so that a cause is never left out. */
function changedAmong(names: readonly string[], changed: ReadonlySet<string>): string[] {
  const found = names.filter((name) => changed.has(name))
  return [...new Set(found.length > 0 ? found : changed)].sort()
}

function allNames(...sides: readonly Evaluated[]): string[] {
  return sides.flatMap(({ answer }) => [
    ...[...amountsOf(answer).values()].flatMap(({ names }) => names),
    ...namesOfConditions(answer),
  ])
}

function keyOf({ code, child, working }: Line): string {
  const year = working.rule === 'school_year' ? working.schoolYear : undefined
  const block = working.rule === 'stmb_block' ? `bagian ${working.block}` : undefined
  return [code, child, year, block].filter((part) => part !== undefined).join(' ')
}

/** Names whose history is not the same in both laws. */
function changedNames(before: LawBook, after: LawBook): Set<string> {
  const names = new Set([...before.names(), ...after.names()])
  return new Set([...names].filter((name) => historyOf(name, before) !== historyOf(name, after)))
}

function historyOf(name: string, law: LawBook): string {
  if (!law.has(name)) return ''
  return canonicalText(law.versions(name).map(({ value, from, to }) => ({ value, from, to: to ?? null })))
}

/** A day on which an answer used the parameter; the answers name the version by the day it came into force. */
function usedOn(parameter: string, answers: readonly (Answer | undefined)[]): LocalDate | undefined {
  for (const answer of answers) {
    const lines = [...(answer?.lines ?? []), ...(answer?.employer_lines ?? [])]
    const versions = [
      ...lines.flatMap((line) => line.parameters),
      ...(answer?.counterfactuals ?? []).flatMap(({ unmet }) => unmet?.parameters ?? []),
    ]
    const used = versions.find((version) => version.parameter === parameter)
    if (used) return used.to ?? used.from
  }
  return undefined
}

/** The value on that day, or the latest when no day is known. */
function inForce(parameter: string, on: LocalDate | undefined, law: LawBook): AnyVersion | undefined {
  if (!law.has(parameter)) return undefined
  return on ? law.find(parameter, on) : law.versions(parameter).at(-1)
}
