import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { yearTable } from '#libs/lifecycle'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { Problem } from '../../src/platform/problem/problems.js'
import { type Child, ScholarshipDesk } from '../e2e/scholarship-desk.js'

const child: Child = {
  name: 'Ani',
  birthDate: '2012-04-12',
  level: 'SMP',
  grade: '7',
  firstSchoolYear: '2022/2023',
}
const places = [
  { level: 'TK_SD', grade: '6' },
  { level: 'SMP', grade: '8' },
  { level: 'SMA', grade: '11' },
  { level: 'PT', grade: '2' },
]
const acts = [
  'apply',
  'verify',
  'return_evidence',
  'send_back',
  'approve',
  'approve again',
  'transfer',
  'a year passes',
  'suspend',
  'revive',
] as const
type Act = (typeof acts)[number]
type Move = readonly [act: Act, year: number, place: number]

const move: fc.Arbitrary<Move> = fc.tuple(
  fc.constantFrom<Act[]>(
    'apply',
    'apply',
    'verify',
    'verify',
    'approve',
    'approve',
    'a year passes',
    ...acts,
  ),
  fc.nat(7),
  // The same level again and again is how a counter is used up.
  fc.constantFrom(0, 1, 1, 1, 1, 2, 3),
)

describe('whatever happens to a scholarship, in whatever order', () => {
  let desk: ScholarshipDesk
  beforeAll(async () => {
    desk = await ScholarshipDesk.open()
  })
  afterAll(() => desk.close())

  /** What the gate refuses is refused; anything else is a fault of the program and ends the test. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
  }

  async function make([act, at, place]: Move, award: string, heir: Actor): Promise<void> {
    const { verifier, approver, manager } = desk.payments
    const years = await desk.years(award)
    const year = years[at % years.length]
    if (!year) return
    const fire = (event: 'suspend' | 'revive') =>
      desk.lifecycle.fireAward({
        id: award,
        event,
        actor: manager,
        idempotencyKey: randomUUID(),
        input: { reason: 'Uji' },
      })
    if (act === 'apply') return attempt(() => desk.apply(year.id, places[place] ?? {}, heir))
    if (act === 'transfer') return attempt(() => desk.transfer())
    if (act === 'a year passes') return desk.nextDay(365)
    if (act === 'suspend' || act === 'revive') return attempt(() => fire(act))
    const event = act === 'approve again' ? 'approve' : act
    const actor = event === 'verify' || event === 'return_evidence' ? verifier : approver
    return attempt(() => desk.fire(year.id, event, actor, { reason: 'Uji' }))
  }

  /** Years whose clock, told again from the steps in the history alone, does not run exactly while the year is open. */
  async function clocksThatDiffer(award: string): Promise<unknown[]> {
    const years = await desk.sql.rows<{ state: string; steps: { from: string; event: string }[] }>(
      `select y.state, coalesce(jsonb_agg(jsonb_build_object('from', t.from_state, 'event', t.event) order by t.seq)
           filter (where t.seq is not null), '[]') as steps
       from scholarship_year y left join scholarship_transition t on t.year_id = y.id where y.award_id = $1 group by y.id`,
      [award],
    )
    return years.filter(({ state, steps }) => {
      const turns = steps.flatMap(({ from, event }) =>
        yearTable
          .filter((row) => row.from === from && row.event === event)
          .flatMap(({ effects }) => effects.filter(({ kind }) => kind.endsWith('_clock'))),
      )
      return (turns.at(-1)?.kind === 'start_clock') !== (state === 'open')
    })
  }

  it('no school year is paid twice, no counter of a level is exceeded, and its clock is what its history tells', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 15, maxLength: 40 }), async (moves) => {
        const { awards, heir } = await desk.family([child])
        const [award = ''] = awards
        for (const each of moves) await make(each, award, heir)
        const beyond = await desk.sql.rows(
          `select y.level, count(*) from scholarship_year y join scholarship_award a on a.id = y.award_id
           cross join jsonb_array_elements(a.levels) l where a.id = $1 and l ->> 'code' = y.level and y.state in ('approved', 'paying', 'paid')
           group by y.level, l having count(*) > (l ->> 'years')::int`,
          [award],
        )
        const twice = await desk.sql.rows(
          `select scholarship_year_id from payment where scholarship_year_id is not null and live group by 1 having count(*) > 1`,
        )
        const unbalanced = await desk.sql.rows(
          'select entry_id from ledger_posting group by 1 having sum(amount) <> 0',
        )
        const third = await desk.sql.rows(
          `select participant_nik_index from scholarship_award where state <> 'candidate' group by 1 having count(*) > 2`,
        )
        expect([beyond, twice, unbalanced, third]).toEqual([[], [], [], []])
        expect(await clocksThatDiffer(award)).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 120_000)
})
