import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  type AwardEvent,
  awardEvents,
  type AwardFacts,
  type AwardState,
  awardStates,
  awardTable,
  decide,
  type Role,
  type YearEvent,
  yearEvents,
  type YearFacts,
  type YearState,
  yearStates,
  yearTable,
} from '#libs/lifecycle'

/** Few people with every role each, and three children: only the tables keep their duties, awards and years apart. */
const people = ['ani', 'budi', 'citra'] as const
const CHILDREN = 3
const AWARDS_ALLOWED = 2
const SCHOOL_YEARS = 4
/** How many years of each level the law of this world pays. */
const cap = { SD: 2, SMP: 1 } as const
const levels = ['SD', 'SMP'] as const
type Level = (typeof levels)[number]
const COUNTED: readonly YearState[] = ['approved', 'paying', 'paid']
/** A day of this world lasts a third of a school year. */
const days = Array.from({ length: 60 }, (_, at) => `2026-01-${String(at + 1).padStart(2, '0')}`)

interface Year {
  state: YearState
  level: Level
  opens: number
  history: { event: YearEvent; to: YearState; actor: string; day: number }[]
  /** Set by the effects of the steps alone. */
  clockRuns: boolean
  money: 'none' | 'queued' | 'released' | 'settled' | 'bounced'
  otherAccount: boolean
}

interface Award {
  state: AwardState
  begun: boolean
  namedBy: string | null
  history: { event: AwardEvent; actor: string; day: number }[]
  years: Year[]
}

/** What the gate and the world around it are to the tables: facts from rows, rows from steps. */
class World {
  day = 0
  readonly awards: Award[] = Array.from({ length: CHILDREN }, () => ({
    state: 'candidate',
    begun: false,
    namedBy: null,
    history: [],
    years: Array.from({ length: SCHOOL_YEARS }, (_, at) => ({
      state: 'planned',
      level: 'SD',
      opens: at * 3,
      history: [],
      clockRuns: false,
      money: 'none',
      otherAccount: false,
    })),
  }))

  fireAward(award: Award, event: AwardEvent, role: Role, person: string): void {
    const actor = role === 'system' ? 'system' : person
    const last = (name: AwardEvent) => award.history.findLast((step) => step.event === name)
    const ended = last('end')
    const facts: AwardFacts = {
      today: days[this.day] ?? '',
      actor: { id: actor, role },
      earned: true,
      otherAwards: this.awards.filter((other) => other !== award && other.state !== 'candidate').length,
      awardsAllowed: AWARDS_ALLOWED,
      atSchool: this.day > 0,
      guardianNamedBy: award.namedBy,
      ended: {
        by: ended?.actor ?? null,
        objectUntil: ended ? (days[ended.day + 5] ?? null) : null,
        objected: (last('object')?.day ?? -1) >= (ended?.day ?? 0),
      },
      input: { reason: 'Alasan', ending: 'married' },
    }
    const decision = decide(awardTable, { state: award.state, event, role }, facts)
    if (!decision.ok) return
    award.state = decision.to
    award.begun ||= event === 'activate' || event === 'wait_for_school'
    award.history.push({ event, actor, day: this.day })
    if (event === 'change_guardian') award.namedBy = null
  }

  fireYear(award: Award, year: Year, event: YearEvent, role: Role, person: string): void {
    const actor = role === 'system' ? 'system' : person
    const facts = this.factsOf(award, year, { id: actor, role, limit: '100' })
    const decision = decide(yearTable, { state: year.state, event, role }, facts)
    if (!decision.ok) return
    year.state = decision.to
    year.history.push({ event, to: decision.to, actor, day: this.day })
    for (const effect of decision.effects) {
      if (effect.kind === 'start_clock') year.clockRuns = true
      if (effect.kind === 'stop_clock') year.clockRuns = false
    }
    if (event === 'approve') year.money = 'queued'
    if (event === 'correct_account') {
      year.money = 'released'
      year.otherAccount = false
    }
  }

  private factsOf(award: Award, year: Year, actor: YearFacts['actor']): YearFacts {
    const { history, money } = year
    const last = history.at(-1)
    const objected = history.findLastIndex(({ event }) => event === 'object')
    const ended = ['deny', 'award_ended', 'lapse'] as const
    const counted = award.years.filter(
      (other) => other !== year && other.level === year.level && COUNTED.includes(other.state),
    )
    const count = (is: boolean) => (is ? 1 : 0)
    return {
      today: days[this.day] ?? '',
      actor,
      award: { active: award.state === 'active', accountChecked: true },
      year: {
        opensOn: days[year.opens] ?? '',
        closesOn: days[year.opens + 2] ?? '',
        catchUpUntil: days[year.opens + 12] ?? '',
        verifierId: history.findLast(({ event }) => event === 'verify')?.actor ?? null,
        decidedBefore: history
          .slice(0, Math.max(0, objected))
          .filter(({ event }) => event === 'verify' || event === 'deny')
          .map(({ actor: by }) => by),
        closedBy: ended.find((event) => event === last?.event) ?? null,
        objectUntil: last ? (days[last.day + 3] ?? null) : null,
      },
      evidence: { missing: 0, undecided: 0 },
      ruling: { payable: counted.length < cap[year.level], reason: null, amount: '10', current: true },
      yearTaken: money !== 'none',
      payments: {
        total: count(money !== 'none'),
        settled: count(money === 'settled'),
        released: money !== 'none' && money !== 'queued',
        bounced: count(money === 'bounced'),
        reissuable: count(money === 'bounced' && year.otherAccount),
      },
      input: { reason: 'Alasan', groundCode: 'CHILD_MARRIED' },
    }
  }
}

const at = fc.nat(99)
const act = fc.oneof(
  // A row of the present state, by a role that it names.
  {
    weight: 12,
    arbitrary: fc.tuple(fc.constant('year' as const), at, at, at, at, fc.constantFrom(...people)),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.constant('award' as const), at, at, at, at, fc.constantFrom(...people)),
  },
  // Anything at all, most of it against the tables.
  { weight: 2, arbitrary: fc.tuple(fc.constant('any' as const), at, at, at, at, fc.constantFrom(...people)) },
  {
    weight: 7,
    arbitrary: fc.tuple(fc.constant('world' as const), at, at, at, at, fc.constantFrom(...people)),
  },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

const oneOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)]

function play(world: World, [kind, child, when, which, who, person]: Act): void {
  const award = oneOf(world.awards, child)
  // The years in hand come up often, or no walk would go far.
  const year = award && oneOf([...award.years.slice(0, 2), ...award.years], when)
  if (!award || !year) return
  if (kind === 'world') return turn(world, award, year, which, person)
  if (kind === 'any') {
    world.fireYear(award, year, oneOf(yearEvents, which) ?? 'open', 'system', person)
    return world.fireAward(award, oneOf(awardEvents, which) ?? 'activate', 'approver', person)
  }
  if (kind === 'award') {
    // The end comes seldom.
    const rows = awardTable.filter((row) => row.from === award.state && (row.event !== 'end' || who < 12))
    const row = oneOf(rows, which)
    const role = row && oneOf(row.by, who)
    if (role) world.fireAward(award, row.event, role, person)
    return
  }
  const row = oneOf(
    yearTable.filter(({ from }) => from === year.state),
    which,
  )
  const role = row && oneOf(row.by, who)
  if (role) world.fireYear(award, year, row.event, role, person)
}

function turn(world: World, award: Award, year: Year, which: number, person: string): void {
  const things = ['day', 'level', 'guardian', 'release', 'settle', 'bounce', 'account'] as const
  const what = oneOf(things, which)
  const paid = oneOf(
    award.years.filter(({ money }) => money !== 'none'),
    which,
  )
  if (what === 'day') world.day = Math.min(world.day + 1, days.length - 1)
  // What was stated is fixed once it was handed in.
  if (what === 'level' && ['open', 'returned', 'missed'].includes(year.state))
    year.level = year.level === 'SD' ? 'SMP' : 'SD'
  if (what === 'guardian') award.namedBy = person
  if (!paid) return
  if (what === 'release' && paid.money === 'queued') paid.money = 'released'
  if (what === 'settle' && paid.money === 'released') paid.money = 'settled'
  if (what === 'bounce' && ['released', 'settled'].includes(paid.money)) paid.money = 'bounced'
  if (what === 'account') paid.otherAccount = true
}

/** Walks at random and looks after every step; what it found wrong, each thing once. */
function faultsOnWalks(faultsOf: (world: World) => string[], seed?: number): void {
  fc.assert(
    fc.property(fc.array(act, { minLength: 200, maxLength: 500 }), (acts) => {
      const world = new World()
      const faults = acts.flatMap((each) => {
        play(world, each)
        return faultsOf(world)
      })
      expect([...new Set(faults)]).toEqual([])
    }),
    { numRuns: 300, ...(seed === undefined ? {} : { seed }) },
  )
}

const faultIf = (isFault: boolean, words: string): string[] => (isFault ? [words] : [])
const years = (world: World): Year[] => world.awards.flatMap((award) => award.years)

describe('whatever happens to the scholarships of one participant', () => {
  it('no more children have one than the law allows, however often one of them ends', () => {
    faultsOnWalks(({ awards }) =>
      faultIf(awards.filter(({ begun }) => begun).length > AWARDS_ALLOWED, 'one child too many'),
    )
  })

  it('no school year is approved a second time, nor paid before another person than the verifier decided', () => {
    faultsOnWalks((world) =>
      years(world).flatMap(({ history, state }) => {
        const approvals = history.filter(({ event }) => event === 'approve')
        const verified = history.findLast(({ event }) => event === 'verify')
        return [
          ...faultIf(approvals.length > 1, 'approved twice'),
          ...faultIf(COUNTED.includes(state) && approvals.length === 0, `${state} without an approval`),
          ...faultIf(
            approvals.some(({ actor }) => actor === verified?.actor),
            'decided by its verifier',
          ),
        ]
      }),
    )
  })

  it('no level is paid for more years than the law allows', () => {
    faultsOnWalks(({ awards }) =>
      awards.flatMap((award) =>
        levels.flatMap((level) => {
          const paid = award.years.filter((year) => year.level === level && COUNTED.includes(year.state))
          return faultIf(paid.length > cap[level], `${paid.length} years of ${level}`)
        }),
      ),
    )
  })

  it('the clock of a school year runs exactly while it is open, as its steps alone tell', () => {
    faultsOnWalks((world) =>
      years(world).flatMap(({ state, clockRuns, history }) => [
        ...faultIf(clockRuns !== (state === 'open'), `the clock of a year that is ${state}`),
        ...faultIf((history.at(-1)?.to ?? 'planned') !== state, `a history that does not end in ${state}`),
      ]),
    )
  })

  it('and these walks reach every state', () => {
    const seen = new Set<string>()
    faultsOnWalks((world) => {
      for (const { state } of years(world)) seen.add(state)
      for (const { state } of world.awards) seen.add(`award ${state}`)
      return []
    }, 7)
    expect([...seen].sort()).toEqual([...yearStates, ...awardStates.map((state) => `award ${state}`)].sort())
  })
})
