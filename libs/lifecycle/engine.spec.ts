import { describe, expect, it } from '@jest/globals'
import { decide, stepsFrom, type Guard, type Row } from './engine.js'

interface Facts {
  locked: boolean
  empty: boolean
  reason?: string
}
type DoorRow = Row<'open' | 'shut', 'close' | 'open', 'owner' | 'guest', Facts, string>

const unlocked: Guard<Facts> = { name: 'unlocked', check: (f) => (f.locked ? { code: 'LOCKED' } : null) }
const empty: Guard<Facts> = {
  name: 'empty',
  check: (f) => (f.empty ? null : { code: 'OCCUPIED', params: { count: 2 } }),
}
const reason: Guard<Facts> = {
  name: 'reason',
  asksInput: true,
  check: (f) => (f.reason ? null : { code: 'REASON_MISSING' }),
}

const door: DoorRow[] = [
  {
    from: 'open',
    event: 'close',
    to: 'shut',
    by: ['owner', 'guest'],
    guards: [empty],
    effects: ['light off'],
  },
  {
    from: 'shut',
    event: 'open',
    to: 'open',
    by: ['owner'],
    guards: [unlocked, empty, reason],
    effects: ['light on'],
  },
]

describe('decide', () => {
  it('gives the next state and the effects in the order of the row', () => {
    const decision = decide(
      door,
      { state: 'open', event: 'close', role: 'guest' },
      { locked: false, empty: true },
    )
    expect(decision).toEqual({ ok: true, to: 'shut', effects: ['light off'] })
  })

  it('knows no step that has no row', () => {
    const decision = decide(
      door,
      { state: 'open', event: 'open', role: 'owner' },
      { locked: false, empty: true },
    )
    expect(decision).toEqual({ ok: false, why: 'no-such-step', refusals: [] })
  })

  it('does not ask the guards for a role that may not act', () => {
    const decision = decide(
      door,
      { state: 'shut', event: 'open', role: 'guest' },
      { locked: true, empty: true },
    )
    expect(decision).toEqual({ ok: false, why: 'not-your-role', refusals: [] })
  })

  it('names every obstacle at once', () => {
    const decision = decide(
      door,
      { state: 'shut', event: 'open', role: 'owner' },
      { locked: true, empty: false },
    )
    expect(decision).toEqual({
      ok: false,
      why: 'not-yet',
      refusals: [{ code: 'LOCKED' }, { code: 'OCCUPIED', params: { count: 2 } }, { code: 'REASON_MISSING' }],
    })
  })
})

describe('stepsFrom', () => {
  it('offers each step of the role and the reasons that disable it', () => {
    expect(stepsFrom(door, 'shut', 'owner', { locked: true, empty: true })).toEqual([
      { event: 'open', to: 'open', allowed: false, refusals: [{ code: 'LOCKED' }], asks: ['reason'] },
    ])
  })

  it('shows what a person still has to enter as a question, not as an obstacle', () => {
    expect(stepsFrom(door, 'shut', 'owner', { locked: false, empty: true })).toEqual([
      { event: 'open', to: 'open', allowed: true, refusals: [], asks: ['reason'] },
    ])
  })

  it('offers nothing to a role without a row', () => {
    expect(stepsFrom(door, 'shut', 'guest', { locked: false, empty: true })).toEqual([])
  })
})
