import fc from 'fast-check'
import { type ClaimFacts, type ClaimInput, claimStates, claimTypes, duties, roles } from '#libs/lifecycle'

const flag = fc.boolean()
const count = fc.nat(3)
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const date = fc.constantFrom('2024-02-29', '2026-03-02', '2026-03-03', '2031-12-31')
const rupiah = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(String)
const text = fc.constantFrom('', ' ', 'Alasan')
const id = fc.constantFrom('ani', 'budi')
const ground = fc.record({ code: text, article: text, fact: text })

const input: fc.Arbitrary<ClaimInput> = fc.record(
  {
    reason: text,
    proposal: fc.constantFrom('pay', 'refuse'),
    grounds: fc.array(ground, { maxLength: 2 }),
    counterfactual: text,
    party: text,
    question: text,
    dueOn: date,
    answerDocumentId: text,
    questions: fc.array(text, { maxLength: 2 }),
    investigatorId: id,
    survivingClaimId: id,
    ground: fc.constantFrom('new_evidence', 'court_order'),
    deathCause: fc.constantFrom('work_accident', 'non_work_death'),
    occurredOn: date,
  },
  { requiredKeys: [] },
)

/** Any facts a guard may meet. */
export const anyClaimFacts: fc.Arbitrary<ClaimFacts> = fc.record({
  now: date.map((day) => `${day}T02:00:00.000Z`),
  today: date,
  actor: fc.record({
    id,
    role: fc.constantFrom(...roles),
    branchId: orNull(id),
    partyToClaim: flag,
    codeConfirmed: flag,
    approvalLimit: orNull(rupiah),
    duties: fc.subarray([...duties]),
    verifiedObjectedRound: flag,
  }),
  claim: fc.record({
    id,
    number: orNull(id),
    type: fc.constantFrom(...claimTypes),
    state: fc.constantFrom(...claimStates),
    round: count,
    branchId: orNull(id),
    participantKnown: flag,
    eventDate: orNull(date),
    relationStated: flag,
    contactStated: flag,
    lodgedOn: orNull(date),
    expiresOn: orNull(date),
  }),
  twin: fc.record({ liveClaimNumber: orNull(id), grantedDeathClaim: orNull(id) }),
  merging: fc.record({ into: fc.array(id, { maxLength: 2 }) }),
  cause: fc.record({ pending: flag, weighed: flag }),
  checks: fc.record({ pending: count, stalled: count }),
  documents: fc.record({
    requiredOpen: count,
    undecided: count,
    defective: count,
    defectsWithoutCode: count,
    unanswered: count,
    completeOn: orNull(date),
  }),
  requests: fc.record({ countThisRound: count }),
  investigation: fc.record({ openQuestions: count }),
  heirs: fc.record({ settled: flag, unverifiedAccounts: count }),
  calculation: fc.record({
    exists: flag,
    current: flag,
    decision: orNull(fc.constantFrom('payable', 'rejected_expired')),
    total: orNull(rupiah),
  }),
  coverage: fc.record({ openDifferences: count }),
  proposal: fc.record({
    kind: orNull(fc.constantFrom('pay' as const, 'refuse' as const)),
    grounds: fc.array(ground, { maxLength: 2 }),
    counterfactual: orNull(text),
    packetHash: orNull(id),
    currentPacketHash: orNull(id),
    total: orNull(rupiah),
    evidence: orNull(fc.constantFrom('complete' as const, 'substituted' as const, 'waived' as const)),
    levelLimit: orNull(rupiah),
    frozenUntil: orNull(date),
    secondLimit: orNull(rupiah),
    endorserIds: fc.subarray(['ani', 'budi']),
  }),
  payments: fc.record({
    total: count,
    queued: count,
    inFlight: count,
    settled: count,
    bounced: count,
    reissuable: count,
    released: count,
    batchReleased: flag,
    balanced: flag,
    shareOnItsWay: flag,
  }),
  clocks: fc.record({
    returnDueOn: orNull(date),
    thirdPartyDueOn: orNull(date),
    objectionDueOn: orNull(date),
    thirdPartyLatestOn: orNull(date),
    investigationLatestOn: orNull(date),
    legalStartedOn: orNull(date),
  }),
  input,
})
