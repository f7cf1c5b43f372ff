import type { ClaimFacts } from '#libs/lifecycle'

type Parts = {
  readonly [K in keyof ClaimFacts]?: ClaimFacts[K] extends string ? string : Partial<ClaimFacts[K]>
}

/** Facts of a death claim with nothing in its way: every guard of the claim table that can be content is. */
export function aReadyClaim(parts: Parts = {}): ClaimFacts {
  return {
    now: parts.now ?? '2026-03-02T02:00:00.000Z',
    today: parts.today ?? '2026-03-02',
    actor: { ...actor, ...parts.actor },
    claim: { ...claim, ...parts.claim },
    cause: { pending: false, weighed: false, ...parts.cause },
    twin: { liveClaimNumber: null, grantedDeathClaim: null, ...parts.twin },
    merging: { into: [], ...parts.merging },
    checks: { pending: 0, stalled: 0, ...parts.checks },
    documents: { ...documents, ...parts.documents },
    requests: { countThisRound: 0, ...parts.requests },
    investigation: { openQuestions: 0, ...parts.investigation },
    heirs: { settled: true, unverifiedAccounts: 0, ...parts.heirs },
    calculation: {
      exists: true,
      current: true,
      decision: 'payable',
      total: '42000000',
      ...parts.calculation,
    },
    coverage: { openDifferences: 0, ...parts.coverage },
    proposal: { ...proposal, ...parts.proposal },
    payments: { ...payments, ...parts.payments },
    clocks: { ...clocks, ...parts.clocks },
    input: { ...parts.input },
  }
}

const actor: ClaimFacts['actor'] = {
  id: 'someone',
  role: 'verifier',
  branchId: 'branch-1',
  partyToClaim: true,
  codeConfirmed: true,
  approvalLimit: '500000000',
  duties: [],
  verifiedObjectedRound: false,
}

const claim: ClaimFacts['claim'] = {
  id: 'claim-1',
  number: 'JKM-2026-000001',
  type: 'jkm_death',
  state: 'in_verification',
  round: 1,
  branchId: 'branch-1',
  participantKnown: true,
  eventDate: '2026-02-20',
  relationStated: true,
  contactStated: true,
  lodgedOn: '2026-02-25',
  expiresOn: '2031-02-20',
}

const documents: ClaimFacts['documents'] = {
  requiredOpen: 0,
  undecided: 0,
  defective: 0,
  defectsWithoutCode: 0,
  unanswered: 0,
  completeOn: '2026-02-26',
}

const proposal: ClaimFacts['proposal'] = {
  kind: 'pay',
  grounds: [],
  counterfactual: null,
  packetHash: 'a1',
  currentPacketHash: 'a1',
  total: '42000000',
  evidence: 'complete',
  levelLimit: '2000000000',
  frozenUntil: null,
  secondLimit: null,
  endorserIds: [],
}

const payments: ClaimFacts['payments'] = {
  total: 1,
  queued: 0,
  inFlight: 0,
  settled: 1,
  bounced: 0,
  reissuable: 0,
  released: 0,
  batchReleased: true,
  balanced: true,
  shareOnItsWay: false,
}

const clocks: ClaimFacts['clocks'] = {
  returnDueOn: null,
  thirdPartyDueOn: null,
  objectionDueOn: null,
  thirdPartyLatestOn: '2026-03-20',
  investigationLatestOn: '2026-03-20',
  legalStartedOn: null,
}
