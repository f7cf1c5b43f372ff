import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decide, stepsFrom } from './engine.js'
import { clocksAfter, clocksOfIncident, type IncidentStep } from './incident-clocks.js'
import type { IncidentFacts } from './incident.facts.js'
import {
  type IncidentEvent,
  incidentEvents,
  incidentMachine,
  type IncidentState,
  incidentTable,
} from './incident.table.js'
import { soundnessProblems } from './machine.js'

const facts: IncidentFacts = {
  now: '2024-03-05T02:00:00.000Z',
  actor: { id: 'someone', role: 'officer', branchId: 'b1', partyToIncident: true },
  incident: { branchId: 'b1', eventAt: '2024-03-01T02:00:00.000Z', seq: 1 },
  coverage: { covered: true, reason: null },
  clocks: { stage1DueAt: '2024-03-03T02:00:00.000Z', stage2DueAt: null },
  findings: { unconfirmed: 0, confirmed: 0 },
  statement: null,
  claims: { missing: 0, open: 0 },
  input: {},
}

const report = (receivedAt: string, more: object = {}) =>
  decide(
    incidentTable,
    { state: 'noticed', event: 'report_stage1', role: 'officer' },
    { ...facts, input: { receivedAt, ...more } },
  )

describe('the table of incidents', () => {
  it('is sound', () => {
    expect(soundnessProblems(incidentMachine)).toEqual([])
  })

  it('takes a report of the last moment as one in time, and of the next as late', () => {
    expect(report('2024-03-03T02:00:00.000Z')).toMatchObject({ ok: true })
    expect(report('2024-03-03T02:00:00.001Z')).toMatchObject({
      refusals: [{ code: 'LATENESS_REASON_MISSING' }],
    })
    expect(report('2024-03-03T02:00:00.001Z', { latenessReason: 'Mandor tidak ada.' })).toMatchObject({
      ok: true,
    })
  })

  it('stops nobody because an employer is silent: an officer and a facility may report as well', () => {
    for (const role of ['employer', 'facility', 'officer'] as const)
      expect(stepsFrom(incidentTable, 'noticed', role, facts).map(({ event }) => event)).toContain(
        'report_stage1',
      )
  })

  it('keeps people of other branches and strangers away', () => {
    const stranger: IncidentFacts = {
      ...facts,
      actor: { ...facts.actor, role: 'employer', branchId: null, partyToIncident: false },
    }
    const at = { state: 'noticed', event: 'report_stage1', role: 'employer' } as const
    expect(decide(incidentTable, at, { ...stranger, input: { receivedAt: facts.now } })).toMatchObject({
      refusals: expect.arrayContaining([{ code: 'NOT_A_PARTY' }]),
    })
  })
})

/** Any history that the table allows, as a walk. */
const walk = fc.array(fc.nat(30), { maxLength: 40 }).map((choices) => {
  const history: IncidentStep[] = []
  let [state, round]: [IncidentState, number] = ['noticed', 1]
  for (const [index, pick] of choices.entries()) {
    const open = incidentTable.filter(
      ({ from, event }) => from === state && (event !== 'notice' || index === 0),
    )
    const row = index === 0 ? open.find(({ event }) => event === 'notice') : open[pick % open.length]
    if (!row) break
    round += row.effects.filter(({ kind }) => kind === 'next_round').length
    const minute = String(index).padStart(2, '0')
    history.push({ from: state, event: row.event, round, at: `2024-03-01T02:${minute}:00.000Z` })
    state = row.to
  }
  return history
})

describe('the clocks of an incident', () => {
  it('are the same whether kept step by step or made anew from the history', () => {
    fc.assert(
      fc.property(walk, (history) => {
        let kept: ReturnType<typeof clocksOfIncident> = []
        for (const step of history) kept = clocksAfter(kept, step)
        expect(clocksOfIncident(history)).toEqual(kept)
      }),
    )
  })

  it('never run twice at once, and begin at most once in a round', () => {
    fc.assert(
      fc.property(walk, (history) => {
        const clocks = clocksOfIncident(history)
        const open = clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ clock }) => clock)
        expect(new Set(open).size).toBe(open.length)
        const begun = clocks.map(({ clock, round }) => `${clock} ${round}`)
        expect(new Set(begun).size).toBe(begun.length)
      }),
    )
  })

  it('count from what happened, not from when it was written down', () => {
    const [stage1] = clocksOfIncident([
      {
        from: 'noticed',
        event: 'notice',
        round: 1,
        at: '2024-03-02T02:00:00.000Z',
        happenedAt: '2024-03-01T02:00:00.000Z',
      },
    ])
    expect(stage1).toMatchObject({ clock: 'stage_1', startedAt: '2024-03-01T02:00:00.000Z', stoppedAt: null })
  })

  it('know every event', () => {
    const used = new Set<IncidentEvent>(incidentTable.map(({ event }) => event))
    expect([...used].sort()).toEqual([...incidentEvents].sort())
  })
})
