import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { claimMachine } from './claim.table.js'
import { clockDefinitions, clockNames, parseClockRules } from './clocks.js'
import { paymentMachine } from './payment.table.js'
import { yearMachine } from './scholarship-year.table.js'

const content = (): { clocks: Record<string, unknown> } =>
  parse(readFileSync('config/procedure/clocks.yaml', 'utf8'))
const changed = (clock: string, rule: unknown) => {
  const rules = content()
  rules.clocks[clock] = rule
  return rules
}

describe('the clocks', () => {
  it('all have a rule and a definition', () => {
    expect(Object.keys(parseClockRules(content())).sort()).toEqual([...clockNames].sort())
    expect(clockDefinitions.map((definition) => definition.name)).toEqual(clockNames)
  })

  it('that run out fire an event that their machine knows', () => {
    const machines = { claim: claimMachine, payment: paymentMachine, scholarship_year: yearMachine }
    const unknown = clockDefinitions.filter(({ breach }) => {
      if (breach.kind !== 'fire') return false
      const events: readonly string[] = machines[breach.machine].events
      return !events.includes(breach.event)
    })
    expect(unknown).toEqual([])
  })

  it('keep the times that a statute sets out of the rules of service', () => {
    const rules = parseClockRules(content())
    expect([rules.legal.length, rules.expiry.length]).toEqual([{ law: 'payment' }, { law: 'expiry' }])
  })

  it.each([
    ['a missing clock', changed('return', undefined), 'return'],
    ['two units', changed('return', { length: { days: 30, working_days: 22 } }), 'clocks.return.length'],
    ['half a day', changed('return', { length: { days: 0.5 } }), 'clocks.return.length'],
    ['an unknown statute', changed('legal', { length: { law: 'custom' } }), 'clocks.legal.length'],
    ['an unknown clock', changed('tea', { length: { hours: 1 } }), 'tea'],
    ['a misspelt field', changed('approval', { length: { hours: 1 }, reminder: [] }), 'reminder'],
    [
      'a reminder past the end',
      changed('approval', { length: { hours: 1 }, reminders: [{ at_percent: 120 }] }),
      'reminders[0]',
    ],
  ])('refuse %s and name the field', (_fault, rules, field) => {
    expect(() => parseClockRules(rules)).toThrow(field)
  })
})
