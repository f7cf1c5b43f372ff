import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  claimEvents,
  type ClaimInput,
  type ClaimState,
  claimTable,
  dutyOf,
  finalClaimStates,
  paymentEvents,
  paymentTable,
  type Role,
  roles,
} from '#libs/lifecycle'
import { ModelClaim, OVER_SECOND_LIMIT } from './lifecycle-model.js'

/** Few people with every role each: only the tables keep their duties apart. */
const people = ['ani', 'budi', 'citra', 'dewi', 'eko'] as const
const person = fc.constantFrom(...people)

const answers: ClaimInput = {
  reason: 'Alasan yang tertulis.',
  grounds: [{ code: 'NOT_A_MEMBER', article: 'PP 44/2015 Pasal 34', fact: 'membership ended' }],
  counterfactual: 'Bukti iuran bulan terakhir.',
  party: 'Rumah sakit',
  question: 'Kapan dirawat?',
  dueOn: '2099-01-01',
  answerDocumentId: 'doc-1',
  questions: ['Di mana?'],
  investigatorId: 'fitri',
  ground: 'new_evidence',
  survivingClaimId: 'another claim',
  deathCause: 'work_accident',
  occurredOn: '2026-02-28',
}
const input = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<ClaimInput>(
      { ...answers, proposal: 'pay' },
      { ...answers, proposal: 'refuse' },
    ),
  },
  { weight: 1, arbitrary: fc.constant<ClaimInput>({}) },
)
const paymentInput = fc.constantFrom(
  {},
  { batchId: 'batch', reason: 'Rekening ditutup' },
  { batchId: 'batch', inquiryId: 'inq-1', statementLineId: 'line-1', reason: 'Retur' },
  { batchId: 'batch', evidenceDocumentId: 'doc-2', statementLineId: 'line-2' },
)

const pick = fc.nat(99)
/** True one time in sixteen: for steps that end a walk early. */
const seldom = fc.nat(15).map((n) => n === 7)

const act = fc.oneof(
  // a row of the present state, by a role it names; `withdraw` seldom, or no walk would go far
  {
    weight: 9,
    arbitrary: fc.record({ kind: fc.constant('row' as const), pick, who: pick, seldom, person, input }),
  },
  // anything at all, most of it against the table
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('any' as const),
      event: fc.constantFrom(...claimEvents),
      role: fc.constantFrom(...roles),
      person,
      input,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('payment row' as const),
      pick,
      which: pick,
      who: pick,
      seldom,
      person,
      input: paymentInput,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('any payment' as const),
      pick,
      event: fc.constantFrom(...paymentEvents),
      role: fc.constantFrom<Role>('system', 'releaser', 'reconciler'),
      person,
      input: paymentInput,
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('world' as const),
      what: fc.constantFrom(
        'days',
        'check',
        'item',
        'item',
        'answer',
        'heirs',
        'calculation',
        'facts',
        'question',
        'batch',
        'account',
        'twin',
      ),
      yes: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
      pick,
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

const oneOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)]
const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1]
const actorIn = (role: Role, name: string) => (role === 'system' ? 'system' : name)

function play(claim: ModelClaim, step: Act): void {
  if (step.kind === 'world') return turnWorld(claim, step)
  if (step.kind === 'any') {
    claim.fire(step.event, actorIn(step.role, step.person), step.role, claim.datedToday(step.input))
    return
  }
  if (step.kind === 'row') {
    const rows = claimTable.filter(
      (row) => row.from === claim.state && (row.event !== 'withdraw' || step.seldom),
    )
    const row = oneOf(rows, step.pick)
    const role = row && oneOf(row.by, step.who)
    if (role) claim.fire(row.event, actorIn(role, step.person), role, claim.datedToday(step.input))
    return
  }
  const payment = oneOf(claim.payments, step.pick)
  if (!payment) return
  if (step.kind === 'any payment') {
    claim.firePayment(payment, step.event, actorIn(step.role, step.person), step.role, step.input)
    return
  }
  const row = oneOf(
    paymentTable.filter((each) => each.from === payment.state && (each.event !== 'cancel' || step.seldom)),
    step.which,
  )
  const role = row && oneOf(row.by, step.who)
  if (role) claim.firePayment(payment, row.event, actorIn(role, step.person), role, step.input)
}

function turnWorld(claim: ModelClaim, { what, yes, pick }: Extract<Act, { kind: 'world' }>): void {
  const payment = claim.payments[pick % Math.max(1, claim.payments.length)]
  if (what === 'days') claim.passDays(yes ? pick % 15 : 400)
  if (what === 'check') claim.endCheck(!yes)
  if (what === 'item') claim.lookAtItem(yes)
  if (what === 'twin' && !yes) claim.findTwin()
  if (what === 'answer') claim.answerDefect()
  if (what === 'heirs') claim.settleHeirs()
  if (what === 'calculation') claim.draftCalculation(yes, pick % 2 === 0 ? OVER_SECOND_LIMIT : '42000000')
  if (what === 'facts' && !yes) claim.changeFacts()
  if (what === 'question') claim.answerQuestion()
  if (what === 'batch') claim.releaseBatch()
  if (what === 'account' && payment) claim.checkNewAccount(payment)
}

/** The straight way of a claim; a walk leaves it after some of these steps. */
const straightWay: readonly ((claim: ModelClaim) => void)[] = [
  (claim) => claim.fire('submit', 'ani', 'heir', {}),
  (claim) => [1, 2].forEach(() => claim.endCheck(false)),
  (claim) => claim.fire('checks_done', 'system', 'system', {}),
  (claim) => [1, 2, 3].forEach(() => claim.lookAtItem(true)),
  (claim) => claim.fire('completeness_reached', 'system', 'system', {}),
  (claim) => claim.settleHeirs(),
  (claim) => claim.draftCalculation(true, OVER_SECOND_LIMIT),
  (claim) => claim.fire('propose', 'budi', 'verifier', { proposal: 'pay' }),
  (claim) => claim.fire('endorse', 'citra', 'approver', {}),
  (claim) => claim.fire('approve', 'dewi', 'approver', {}),
  (claim) =>
    claim.payments.forEach((each) =>
      claim.firePayment(each, 'add_to_batch', 'eko', 'releaser', { batchId: 'batch' }),
    ),
  (claim) => claim.releaseBatch(),
  (claim) => claim.fire('release', 'eko', 'releaser', {}),
  (claim) => claim.payments.forEach((each) => claim.firePayment(each, 'send', 'system', 'system', {})),
  (claim) =>
    claim.payments.forEach((each) =>
      claim.firePayment(each, 'settle', 'fitri', 'reconciler', { statementLineId: 'line' }),
    ),
  (claim) => claim.fire('all_settled', 'system', 'system', {}),
  (claim) => claim.fire('reopen', 'gita', 'manager', { ground: 'error', reason: 'Salah hitung' }),
  (claim) => claim.fire('completeness_reached', 'system', 'system', {}),
  (claim) => claim.fire('propose', 'budi', 'verifier', { proposal: 'pay' }),
  (claim) => claim.fire('endorse', 'citra', 'approver', {}),
  (claim) => claim.fire('approve', 'dewi', 'approver', {}),
]

const start = fc.record({
  straight: fc.oneof(fc.constant(0), fc.nat(straightWay.length)),
  late: fc.nat(5).map((n) => n === 3),
  twin: fc.nat(9).map((n) => n === 3),
})

/** Walks a claim at random and shows it to `look` at the end of the walk; its history has every step. */
function walk(look: (claim: ModelClaim) => void, numRuns = 400): void {
  fc.assert(
    fc.property(
      start,
      fc.array(act, { minLength: 40, maxLength: 250, size: 'max' }),
      ({ straight, late, twin }, steps) => {
        const claim = new ModelClaim()
        if (late) claim.passDays(400)
        if (twin) claim.findTwin()
        for (const step of straightWay.slice(0, straight)) step(claim)
        for (const step of steps) play(claim, step)
        look(claim)
      },
    ),
    { numRuns },
  )
}

describe('a claim walked at random', () => {
  it('takes every row of the table, so that the walks below mean something', () => {
    const step = ({ from, event }: { from: string; event: string }) => `${from} --${event}-->`
    const taken = new Set<string>()
    walk((claim) => claim.history.forEach((moved) => taken.add(step(moved))), 4000)
    expect(claimTable.map(step).filter((each) => !taken.has(each))).toEqual([])
  })

  it('stands where its history says, by rows of the table only', () => {
    walk((claim) => {
      let state: ClaimState = 'draft'
      for (const moved of claim.history) {
        expect(moved.from).toBe(state)
        const row = claimTable.find((each) => each.from === state && each.event === moved.event)
        expect(row?.by).toContain(moved.role)
        expect(row?.to).toBe(moved.to)
        state = moved.to
      }
      expect(claim.state).toBe(state)
    })
  })

  it('is never paid unless one person proposed, another approved, and a third released', () => {
    walk((claim) => {
      for (const paid of claim.history.filter((moved) => moved.to === 'paid')) {
        const by = (event: string) =>
          lastOf(claim.history.filter((m) => m.round === paid.round && m.event === event))?.actor
        // A decision that leaves nothing to pay has no batch of its own.
        const signed = [by('propose'), by('approve'), ...(paid.from === 'approved' ? [] : [by('release')])]
        expect(signed).not.toContain(undefined)
        expect(new Set(signed).size).toBe(signed.length)
      }
    })
  })

  it('is approved above the second limit only with the names of two approvers on the same packet', () => {
    walk((claim) => {
      claim.history.forEach((moved, index) => {
        if (moved.event !== 'approve' || moved.total !== OVER_SECOND_LIMIT) return
        const upTo = claim.history.slice(0, index + 1)
        const proposed = upTo.map((each) => each.event).lastIndexOf('propose')
        const signed = upTo
          .slice(proposed)
          .filter((each) => each.event === 'endorse' || each.event === 'approve')
        expect(new Set(signed.map((each) => each.actor)).size).toBeGreaterThanOrEqual(2)
      })
    })
  })

  it('never sees one person in two separated duties on a round', () => {
    walk((claim) => {
      const held = new Map<string, string>()
      for (const { actor, event, round } of claim.history) {
        const duty = dutyOf(event)
        if (duty === null) continue
        expect(held.get(`${actor} ${round}`) ?? duty).toBe(duty)
        held.set(`${actor} ${round}`, duty)
      }
    })
  })

  it('starts no clock that already runs', () => {
    walk((claim) => expect(claim.clockFaults).toEqual([]))
  })

  it('leaves no clock running that its end should have stopped', () => {
    walk((claim) => {
      for (const { to, clocks } of claim.history.filter((moved) =>
        finalClaimStates.some((end) => end === moved.to),
      )) {
        const mayRun = to === 'rejected' ? ['objection'] : to === 'withdrawn' ? ['expiry'] : []
        expect([...clocks.keys()].filter((clock) => !mayRun.includes(clock))).toEqual([])
      }
    })
  })

  it('has a running service clock wherever the agency owes the next step', () => {
    walk((claim) => {
      for (const { to, clocks } of claim.history) {
        if (agencyOwes.includes(to)) expect([to, clocks.get('service')]).toEqual([to, 'running'])
        if (to === 'awaiting_documents') expect(clocks.get('service')).toBe('paused')
      }
    })
  })

  it('never counts a round back', () => {
    walk((claim) => {
      const rounds = claim.history.map((moved) => moved.round)
      expect(rounds).toEqual([...rounds].sort((a, b) => a - b))
    })
  })
})

const agencyOwes: readonly ClaimState[] = [
  'screening',
  'in_verification',
  'awaiting_third_party',
  'under_investigation',
  'in_approval',
  'approved',
  'paying',
]

describe('payments walked at random', () => {
  it('are handed to the bank at most once under one reference', () => {
    walk((claim) => {
      expect(claim.payments.filter((payment) => payment.sends > 1)).toEqual([])
      expect(new Set(claim.payments.map((payment) => payment.reference)).size).toBe(claim.payments.length)
    })
  })

  it('leave unknown only with proof', () => {
    walk((claim) => {
      const left = claim.payments.flatMap((payment) =>
        payment.history.filter((moved) => moved.from === 'unknown'),
      )
      expect(left.filter((moved) => !moved.proven)).toEqual([])
    })
  })

  it('are replaced only after the bank refused or returned them', () => {
    walk((claim) => {
      const replaced = claim.payments.filter((payment) => payment.reissuedAs !== null)
      expect(replaced.filter(({ state }) => state !== 'refused' && state !== 'returned')).toEqual([])
    })
  })

  it('of a claim are all settled at the moment it is paid', () => {
    walk((claim) => {
      for (const { payments } of claim.history.filter((moved) => moved.to === 'paid')) {
        expect(payments).toMatchObject({ settled: payments.total, balanced: true })
        expect(payments.total).toBeGreaterThan(0)
      }
    })
  })

  it('know no way from unknown back to the bank', () => {
    const ahead = new Set(['unknown'])
    for (const state of ahead) for (const row of paymentTable) if (row.from === state) ahead.add(row.to)
    expect([...ahead].filter((state) => ['queued', 'in_batch', 'sent'].includes(state))).toEqual([])
  })
})
