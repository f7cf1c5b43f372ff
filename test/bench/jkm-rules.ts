/**
 * The JKM death in a general rules engine, for comparison: who is covered, since when, whether in time, and what is
 * paid. A small part of what the calculation does: one set of amounts, no articles, no sentences, no check of the facts.
 */
import { addMonths, addYears, type LocalDate } from '#libs/local-date'
import { Engine, type RuleProperties } from 'json-rules-engine'

/** The facts of one death, with the wording of the case format. */
export interface DeathFacts {
  readonly segment: string
  readonly eventDate: LocalDate
  readonly received: LocalDate
  readonly membershipStart: LocalDate
  readonly paidUntil: LocalDate
}

export interface Verdict {
  readonly decision: string
  readonly lines: readonly { readonly code: string; readonly amount: number }[]
}

const burial = { code: 'JKM_BURIAL', amount: 10_000_000 }
const all = [
  { code: 'JKM_LUMP', amount: 20_000_000 },
  { code: 'JKM_PERIODIC_LUMP', amount: 12_000_000 },
  burial,
]

/** `not later` and `later` between a fact and another fact, as every condition of the rules needs. */
const notLater = (fact: string, than: string) => ({ fact, operator: 'notLater', value: { fact: than } })
const later = (fact: string, than: string) => ({ fact, operator: 'later', value: { fact: than } })
const covered = notLater('membershipStart', 'eventDate')
const inGrace = notLater('eventDate', 'graceUntil')
const inTime = notLater('received', 'lastValidDate')
const paid = notLater('eventDate', 'paidUntil')
const waited = notLater('waitedOn', 'eventDate')

function rule(
  decision: string,
  lines: Verdict['lines'],
  conditions: RuleProperties['conditions'],
): RuleProperties {
  return { conditions, event: { type: decision, params: { decision, lines } } }
}

const rules: readonly RuleProperties[] = [
  rule('rejected_not_member', [], {
    any: [later('membershipStart', 'eventDate'), later('eventDate', 'graceUntil')],
  }),
  rule('rejected_expired', [], { all: [covered, inGrace, later('received', 'lastValidDate')] }),
  rule('blocked_arrears', all, { all: [covered, inGrace, inTime, later('eventDate', 'paidUntil')] }),
  rule('payable_burial_only', [burial], { all: [covered, paid, inTime, later('waitedOn', 'eventDate')] }),
  rule('payable', all, { all: [covered, paid, inTime, waited] }),
]

/** One engine with all rules, made once and run for every death, as its documentation advises. */
export function jkmEngine(): Engine {
  const engine = new Engine([...rules])
  engine.addOperator<string, string>('notLater', (fact, value) => fact <= value)
  engine.addOperator<string, string>('later', (fact, value) => fact > value)
  return engine
}

export async function decideByRules(engine: Engine, facts: DeathFacts): Promise<Verdict> {
  const { events } = await engine.run({
    ...facts,
    graceUntil: addMonths(facts.paidUntil, 3),
    waitedOn: addMonths(facts.membershipStart, 3),
    lastValidDate: addYears(facts.eventDate, 5),
  })
  return events[0]?.params as unknown as Verdict
}
