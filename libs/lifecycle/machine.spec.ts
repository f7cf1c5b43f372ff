import { describe, expect, it } from '@jest/globals'
import type { Row } from './engine.js'
import { assertSound, soundnessProblems, type Machine } from './machine.js'
import { machines } from './machines.js'

type PlainRow = Row<string, string, string, object, string>
type Plain = Machine<string, string, string, object, string>

const row = (from: string, event: string, to: string, by = ['clerk']): PlainRow => ({
  from,
  event,
  to,
  by,
  guards: [],
  effects: [],
})

const letter: Plain = {
  name: 'letter',
  initial: 'written',
  states: ['written', 'sent', 'read'],
  final: ['read'],
  events: ['send', 'read'],
  table: [row('written', 'send', 'sent'), row('sent', 'read', 'read')],
}

describe('a machine', () => {
  it.each(machines.map((machine) => [machine.name, machine] as const))(
    'of the product is sound: %s',
    (_name, machine) => {
      expect(soundnessProblems(machine)).toEqual([])
    },
  )

  it('without a fault has no problems', () => {
    expect(soundnessProblems(letter)).toEqual([])
  })

  it.each<[string, Partial<Plain>]>([
    ['two rows for written --send-->', { table: [...letter.table, row('written', 'send', 'read')] }],
    ['state lost is not reachable', { states: [...letter.states, 'lost'], final: ['read', 'lost'] }],
    [
      'state sent has no way out',
      { table: [row('written', 'send', 'sent'), row('written', 'read', 'read')] },
    ],
    [
      'state written never comes to an end',
      {
        table: [row('written', 'send', 'sent'), row('sent', 'read', 'written')],
        states: ['written', 'sent'],
        final: [],
      },
    ],
    ['unknown state torn', { table: [...letter.table, row('sent', 'read', 'torn')] }],
    ['unknown event burn', { table: [...letter.table, row('sent', 'burn', 'read')] }],
    ['event frame has no row', { events: [...letter.events, 'frame'] }],
    [
      'nobody may fire sent --read-->',
      { table: [row('written', 'send', 'sent'), row('sent', 'read', 'read', [])] },
    ],
  ])('is refused at start: %s', (problem, fault) => {
    const faulty = { ...letter, ...fault }
    expect(soundnessProblems(faulty)).toContain(problem)
    expect(() => assertSound(faulty)).toThrow(problem)
  })

  it('is refused when a state only leads back to itself', () => {
    const stuck = {
      ...letter,
      table: [row('written', 'send', 'sent'), row('sent', 'read', 'sent'), row('written', 'read', 'read')],
    }
    expect(soundnessProblems(stuck)).toContain('state sent has no way out')
  })
})
