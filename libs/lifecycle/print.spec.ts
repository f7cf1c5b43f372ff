import { describe, expect, it } from '@jest/globals'
import { toMarkdown, toMatrix, toMermaid } from './print.js'

const letter = {
  name: 'letter',
  initial: 'written',
  states: ['written', 'sent'],
  final: ['sent'],
  events: ['send', 'mend'],
  table: [
    {
      from: 'written',
      event: 'send',
      to: 'sent',
      by: ['clerk', 'chief'],
      guards: [{ name: 'signed', check: () => null }],
      effects: [
        { kind: 'start_clock', clock: 'answer' },
        { kind: 'notify', template: 'letter-sent' },
        { kind: 'next_round' },
      ],
    },
    { from: 'written', event: 'mend', to: 'written', by: ['clerk'], guards: [], effects: [] },
  ],
} as const

describe('a printed machine', () => {
  it('reads as a table', () => {
    expect(toMarkdown(letter).split('\n').slice(2)).toEqual([
      '| written | send | sent | clerk, chief | signed | start clock answer; tell letter-sent; next round |',
      '| written | mend | written (stays) | clerk | – | – |',
    ])
  })

  it('is drawn as a diagram', () => {
    expect(toMermaid(letter).split('\n')).toEqual([
      'stateDiagram-v2',
      '  [*] --> written',
      '  written --> sent: send',
      '  written --> written: mend',
      '  sent --> [*]',
    ])
  })

  it('shows who may do what, and where', () => {
    expect(toMatrix(letter).split('\n').slice(2)).toEqual([
      '| send | written | written |',
      '| mend | written |  |',
    ])
  })
})
