/**
 * A claim in memory, moved by nothing but the tables: the smallest world in which the claim and payment tables can be
 * walked at random. It plays the part of the gate (one claim, its clocks, rounds and duties) and of the world around
 * it (people who look at documents, checks that end, a bank that answers or does not).
 */
import {
  type ClaimClock,
  type ClaimEvent,
  type ClaimFacts,
  type ClaimInput,
  type ClaimState,
  claimTable,
  decide,
  type Duty,
  dutyOf,
  type PaymentEvent,
  type PaymentFacts,
  type PaymentInput,
  type PaymentState,
  paymentTable,
  type Role,
} from '#libs/lifecycle'
import { addDays, parseLocalDate } from '#libs/local-date'

export interface Moved {
  readonly from: ClaimState
  readonly event: ClaimEvent
  readonly to: ClaimState
  readonly actor: string
  readonly role: Role
  readonly round: number
  readonly total: string | null
  /** Clocks after the step. */
  readonly clocks: ReadonlyMap<ClaimClock, 'running' | 'paused'>
  readonly payments: ClaimFacts['payments']
}

export interface ModelPayment {
  readonly reference: string
  state: PaymentState
  sends: number
  inReleasedBatch: boolean
  inBatch: boolean
  accountChecked: boolean
  reissuedAs: string | null
  readonly history: { from: PaymentState; event: PaymentEvent; to: PaymentState; proven: boolean }[]
}

export const OVER_SECOND_LIMIT = '174000000'
const SECOND_LIMIT = '100000000'
const EXPIRES_ON = '2027-03-01'

export class ModelClaim {
  state: ClaimState = 'draft'
  round = 1
  readonly history: Moved[] = []
  readonly clocks = new Map<ClaimClock, 'running' | 'paused'>()
  readonly clockFaults: string[] = []
  readonly payments: ModelPayment[] = []
  private today = parseLocalDate('2026-03-02')
  private lodgedOn: string | null = null
  private readonly due = new Map<ClaimClock, string>()
  private readonly checks = { pending: 0, stalled: 0 }
  private documents = { requiredOpen: 3, undecided: 3, defective: 0, unanswered: 0 }
  private requests = 0
  private heirsSettled = false
  private calculation: { current: boolean; decision: string; total: string } | null = null
  private packet: { kind: 'pay' | 'refuse'; input: ClaimInput; hash: string; total: string } | null = null
  private factsVersion = 0
  private openQuestions = 0
  private posted = 0
  private objectedRound: number | null = null
  private twin: string | null = null

  /** True when the table let it happen. */
  fire(event: ClaimEvent, actor: string, role: Role, input: ClaimInput): boolean {
    const decision = decide(claimTable, { state: this.state, event, role }, this.facts(actor, role, input))
    if (!decision.ok) return false
    const { round, state: from } = this
    const total = this.packet?.total ?? null
    const payments = this.paymentCounts()
    this.state = decision.to
    for (const effect of decision.effects) {
      if (effect.kind === 'next_round') this.openRound(event)
      else if (effect.kind === 'record') this.write(effect.record, input)
      else if (effect.kind.endsWith('_clock') && 'clock' in effect) this.turn(effect.kind, effect.clock)
    }
    if (event === 'submit') this.lodgedOn ??= this.today
    if (event === 'investigate') this.openQuestions = input.questions?.length ?? 0
    if (event === 'request_documents') this.requested()
    if (event === 'supply') this.supplied()
    const clocks = new Map(this.clocks)
    this.history.push({ from, event, to: decision.to, actor, role, round, total, clocks, payments })
    return true
  }

  firePayment(
    payment: ModelPayment,
    event: PaymentEvent,
    actor: string,
    role: Role,
    input: PaymentInput,
  ): boolean {
    const facts = this.paymentFacts(payment, actor, role, input)
    const decision = decide(paymentTable, { state: payment.state, event, role }, facts)
    if (!decision.ok) return false
    const proven = input.inquiryId !== undefined || input.evidenceDocumentId !== undefined
    payment.history.push({ from: payment.state, event, to: decision.to, proven })
    payment.state = decision.to
    if (event === 'send') payment.sends += 1
    if (event === 'add_to_batch') payment.inBatch = true
    if (event === 'remove_from_batch') payment.inBatch = false
    for (const effect of decision.effects) {
      if (effect.kind === 'record' && effect.record === 'settlement') this.posted += 1
      if (effect.kind === 'record' && effect.record === 'settlement_reversal') this.posted -= 1
      if (effect.kind === 'record' && effect.record === 'reissued_payment') this.reissue(payment)
    }
    return true
  }

  facts(actor: string, role: Role, input: ClaimInput): ClaimFacts {
    const { requiredOpen, undecided, defective, unanswered } = this.documents
    return {
      now: `${this.today}T02:00:00.000Z`,
      today: this.today,
      actor: {
        id: actor,
        role,
        branchId: null,
        partyToClaim: true,
        codeConfirmed: true,
        approvalLimit: '500000000',
        duties: this.dutiesOf(actor, this.round),
        verifiedObjectedRound:
          this.objectedRound !== null && this.dutiesOf(actor, this.objectedRound).includes('verify'),
      },
      claim: {
        id: 'claim',
        number: null,
        type: 'jkm_death',
        state: this.state,
        round: this.round,
        branchId: null,
        participantKnown: true,
        eventDate: '2026-03-01',
        relationStated: true,
        contactStated: true,
        lodgedOn: this.lodgedOn,
        expiresOn: EXPIRES_ON,
      },
      twin: { liveClaimNumber: this.twin, grantedDeathClaim: null },
      merging: { into: ['another claim'] },
      cause: { pending: this.causePending(), weighed: false },
      checks: this.checks,
      documents: {
        requiredOpen,
        undecided,
        defective,
        unanswered,
        defectsWithoutCode: 0,
        completeOn: requiredOpen === 0 ? this.today : null,
      },
      requests: { countThisRound: this.requests },
      investigation: { openQuestions: this.openQuestions },
      heirs: { settled: this.heirsSettled, unverifiedAccounts: 0 },
      calculation: {
        exists: this.calculation !== null,
        current: this.calculation?.current ?? false,
        decision: this.calculation?.decision ?? null,
        total: this.calculation?.total ?? null,
      },
      coverage: { openDifferences: 0 },
      proposal: {
        kind: this.packet?.kind ?? null,
        grounds: this.packet?.input.grounds ?? [],
        counterfactual: this.packet?.input.counterfactual ?? null,
        packetHash: this.packet?.hash ?? null,
        currentPacketHash: this.packetHash(),
        total: this.packet?.total ?? null,
        evidence: 'complete',
        levelLimit: '2000000000',
        frozenUntil: null,
        secondLimit: SECOND_LIMIT,
        endorserIds: this.endorsers(),
      },
      payments: this.paymentCounts(),
      clocks: {
        returnDueOn: this.due.get('return') ?? null,
        thirdPartyDueOn: this.due.get('third_party') ?? null,
        objectionDueOn: this.due.get('objection') ?? null,
        thirdPartyLatestOn: addDays(this.today, 20),
        investigationLatestOn: addDays(this.today, 20),
        legalStartedOn: this.clocks.has('legal') ? this.today : null,
      },
      input,
    }
  }

  /** The same input with its last day for an answer set to today, where it names one. */
  datedToday(input: ClaimInput): ClaimInput {
    return input.dueOn === undefined ? input : { ...input, dueOn: this.today }
  }

  // the world around the claim

  findTwin(): void {
    this.twin = 'JKM-2026-000009'
  }
  passDays(days: number): void {
    this.today = addDays(this.today, days)
  }
  endCheck(stalls: boolean): void {
    if (this.checks.pending === 0) return
    this.checks.pending -= 1
    if (stalls) this.checks.stalled += 1
  }
  lookAtItem(accept: boolean): void {
    const { documents } = this
    if (documents.undecided === 0) return
    documents.undecided -= 1
    if (accept) documents.requiredOpen = Math.max(0, documents.requiredOpen - 1)
    else documents.defective += 1
  }
  answerDefect(): void {
    this.documents.unanswered = Math.max(0, this.documents.unanswered - 1)
  }
  settleHeirs(): void {
    this.heirsSettled = true
  }
  draftCalculation(payable: boolean, total: string): void {
    this.calculation = { current: true, decision: payable ? 'payable' : 'rejected_not_member', total }
  }
  changeFacts(): void {
    this.factsVersion += 1
    if (this.calculation) this.calculation.current = false
  }
  answerQuestion(): void {
    this.openQuestions = Math.max(0, this.openQuestions - 1)
  }
  releaseBatch(): void {
    for (const payment of this.payments) if (payment.state === 'in_batch') payment.inReleasedBatch = true
  }
  checkNewAccount(payment: ModelPayment): void {
    payment.accountChecked = true
  }

  // the part of the gate

  private dutiesOf(actor: string, round: number): Duty[] {
    const held = this.history.filter((moved) => moved.actor === actor && moved.round === round)
    return [...new Set(held.flatMap((moved) => dutyOf(moved.event) ?? []))]
  }

  private endorsers(): string[] {
    const proposedAt = this.history.map((moved) => moved.event).lastIndexOf('propose')
    return this.history
      .slice(proposedAt + 1)
      .flatMap((moved) => (moved.event === 'endorse' ? [moved.actor] : []))
  }

  private causePending(): boolean {
    const onCause = this.history.filter(
      (moved) => moved.round === this.round && moved.event.includes('reclassif'),
    )
    return /^(propose|suggest)_/.test(onCause.at(-1)?.event ?? '')
  }

  private packetHash(): string {
    return `facts ${this.factsVersion}`
  }

  private openRound(event: ClaimEvent): void {
    this.objectedRound = event === 'object' ? this.round : null
    this.round += 1
    this.requests = 0
    this.packet = null
  }

  private write(record: string, input: ClaimInput): void {
    if (record === 'checks') Object.assign(this.checks, { pending: 2, stalled: 0 })
    if (record === 'decision_packet') {
      const total = this.calculation?.total ?? '0'
      this.packet = { kind: input.proposal ?? 'pay', input, hash: this.packetHash(), total }
    }
    if (record === 'earlier_shares') this.closeBounced()
    if (record === 'obligations') this.owe(this.packet?.total === '42000000' ? 2 : 3)
    if (record === 'obligations_reversal') this.cancelQueued()
    if (record === 'reissued_payments') this.reissueBounced()
  }

  /** The new decision takes the place of what a bank has sent back of an earlier one. */
  private closeBounced(): void {
    for (const payment of this.live())
      if (payment.state === 'refused' || payment.state === 'returned') payment.state = 'written_back'
  }

  /** What earlier rounds have paid is set off: only the rest becomes payments. */
  private owe(parts: number): void {
    for (let part = this.live().length; part < parts; part++) this.payments.push(this.newPayment())
  }

  private turn(kind: string, clock: ClaimClock): void {
    if (kind === 'start_clock') {
      if (this.clocks.has(clock)) this.clockFaults.push(`${clock} started while it ran, in ${this.state}`)
      this.clocks.set(clock, 'running')
      this.due.set(clock, addDays(this.today, 10))
    }
    if (kind === 'stop_clock') this.clocks.delete(clock)
    if (kind === 'pause_clock' && this.clocks.has(clock)) this.clocks.set(clock, 'paused')
    if (kind === 'resume_clock' && this.clocks.has(clock)) this.clocks.set(clock, 'running')
  }

  private requested(): void {
    this.requests += 1
    this.documents.unanswered = this.documents.defective
  }

  private supplied(): void {
    this.documents.undecided += this.documents.defective
    this.documents.defective = 0
  }

  // payments

  private newPayment(): ModelPayment {
    const reference = `REF-${this.payments.length + 1}`
    const fresh = {
      sends: 0,
      inBatch: false,
      inReleasedBatch: false,
      accountChecked: false,
      reissuedAs: null,
    }
    return { reference, state: 'queued', ...fresh, history: [] }
  }

  private cancelQueued(): void {
    const input = { reason: 'Keputusan ditarik kembali' }
    for (const payment of this.payments) this.firePayment(payment, 'cancel', 'system', 'system', input)
  }

  private reissueBounced(): void {
    for (const payment of [...this.payments]) this.firePayment(payment, 'reissue', 'system', 'system', {})
  }

  private reissue(payment: ModelPayment): void {
    const next = this.newPayment()
    payment.reissuedAs = next.reference
    this.payments.push(next)
  }

  private live(): ModelPayment[] {
    return this.payments.filter(
      (payment) =>
        payment.state !== 'cancelled' && payment.state !== 'written_back' && payment.reissuedAs === null,
    )
  }

  private paymentCounts(): ClaimFacts['payments'] {
    const live = this.live()
    const inState = (...states: PaymentState[]) =>
      live.filter((payment) => states.includes(payment.state)).length
    return {
      total: live.length,
      queued: inState('queued', 'in_batch'),
      inFlight: inState('sent', 'unknown'),
      settled: inState('settled'),
      bounced: inState('refused', 'returned'),
      reissuable: live.filter((p) => p.accountChecked && ['refused', 'returned'].includes(p.state)).length,
      released: this.payments.filter((payment) => payment.inReleasedBatch).length,
      batchReleased: live.length > 0 && live.every((payment) => payment.inReleasedBatch),
      balanced: this.posted === this.payments.filter((payment) => payment.state === 'settled').length,
      shareOnItsWay: false,
    }
  }

  private paymentFacts(payment: ModelPayment, actor: string, role: Role, input: PaymentInput): PaymentFacts {
    return {
      now: `${this.today}T02:00:00.000Z`,
      actor: { id: actor, role, duties: this.dutiesOf(actor, this.round) },
      payment: {
        id: payment.reference,
        reference: payment.reference,
        amount: '42000000',
        sentAt: payment.sends > 0 ? `${this.today}T01:00:00.000Z` : null,
        heldUntil: null,
        reissuedAs: payment.reissuedAs,
        stillOwed: true,
      },
      otherLivePayments: 0,
      account: { checked: true, newAccountChecked: payment.accountChecked },
      batch: payment.inBatch ? { id: 'batch', released: payment.inReleasedBatch } : null,
      statementLine: input.statementLineId
        ? { id: input.statementLineId, amount: '42000000', matched: false }
        : null,
      input,
    }
  }
}
