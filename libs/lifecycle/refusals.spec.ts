import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { aReadyClaim } from '../../test/factories/claim-facts.js'
import { claimTable } from './claim.table.js'
import { documentItemTable, type DocumentItemFacts } from './document-item.table.js'
import type { Guard, Refusal } from './engine.js'
import { batchTable } from './payment-batch.table.js'
import type { BatchFacts, PaymentFacts } from './payment.facts.js'
import { paymentTable } from './payment.table.js'
import type { IncidentFacts } from './incident.facts.js'
import { incidentTable } from './incident.table.js'
import { type ObjectionFacts, objectionTable } from './objection.table.js'
import { type RecoveryFacts, recoveryTable } from './recovery.table.js'
import { refusalCodes } from './refusal-codes.js'
import { refusalParams } from './refusal-params.js'
import { awardTable } from './scholarship-award.table.js'
import type { AwardFacts, YearFacts } from './scholarship.guards.js'
import { yearTable } from './scholarship-year.table.js'

/** Everything that all guards of a table have to say against these facts. */
function refusals<F>(table: readonly { guards: readonly Guard<F>[] }[], ...all: F[]): Refusal[] {
  return table.flatMap((row) =>
    row.guards.flatMap((guard) => all.flatMap((facts) => guard.check(facts) ?? [])),
  )
}

const late = '2031-12-31'
const claimFacts = [
  aReadyClaim({
    actor: {
      role: 'objection_reviewer',
      branchId: 'branch-2',
      codeConfirmed: false,
      duties: ['reconcile'],
      verifiedObjectedRound: true,
      approvalLimit: null,
    },
    claim: {
      participantKnown: false,
      eventDate: null,
      relationStated: false,
      contactStated: false,
      expiresOn: null,
    },
    twin: { liveClaimNumber: 'JKM-1', grantedDeathClaim: 'JKK-2' },
    checks: { pending: 1, stalled: 1 },
    documents: { requiredOpen: 1, undecided: 1, defectsWithoutCode: 1, unanswered: 1, defective: 1 },
    requests: { countThisRound: 1 },
    investigation: { openQuestions: 1 },
    heirs: { settled: false, unverifiedAccounts: 1 },
    coverage: { openDifferences: 1 },
    calculation: { exists: false },
    proposal: {
      kind: null,
      grounds: [],
      packetHash: null,
      total: '200',
      secondLimit: '100',
      frozenUntil: '2026-12-31',
    },
    payments: {
      total: 0,
      settled: 0,
      queued: 1,
      released: 1,
      balanced: false,
      batchReleased: false,
      shareOnItsWay: true,
    },
    clocks: { legalStartedOn: '2026-03-01' },
  }),
  aReadyClaim({ claim: { type: 'jkk_stmb' } }),
  aReadyClaim({ cause: { pending: true }, input: { deathCause: 'non_work_death' } }),
  aReadyClaim({ input: { deathCause: 'work_accident', survivingClaimId: 'of another event' } }),
  aReadyClaim({
    claim: { eventDate: '2026-03-01' },
    input: { deathCause: 'work_accident', occurredOn: '2026-03-02' },
  }),
  aReadyClaim({ claim: { type: 'jkk_death' }, input: { proposal: 'refuse' } }),
  aReadyClaim({
    actor: { role: 'heir', partyToClaim: false },
    claim: { eventDate: '2026-03-03' },
    calculation: { current: false, decision: 'rejected_expired', total: '0' },
    proposal: {
      kind: 'refuse',
      grounds: [{ code: 'NOT_A_MEMBER', article: '', fact: 'x' }],
      endorserIds: ['someone'],
    },
    payments: { total: 2, settled: 1 },
    clocks: {
      returnDueOn: '2026-03-02',
      thirdPartyDueOn: '2026-03-02',
      objectionDueOn: '2026-03-01',
      thirdPartyLatestOn: '2026-03-04',
      investigationLatestOn: '2026-03-04',
    },
    input: { proposal: 'refuse', dueOn: '2026-03-01' },
  }),
  aReadyClaim({
    proposal: { kind: 'refuse', grounds: [{ code: 'NOT_A_MEMBER', article: 'Pasal 34', fact: 'x' }] },
    clocks: { thirdPartyLatestOn: '2026-03-04', investigationLatestOn: '2026-03-04' },
    calculation: { decision: 'rejected_expired' },
    documents: { requiredOpen: 1, defective: 1 },
    heirs: { settled: false, unverifiedAccounts: 1 },
    input: { proposal: 'pay', dueOn: '2026-03-05' },
  }),
  aReadyClaim({ today: late, claim: { lodgedOn: late } }),
  aReadyClaim({ today: late }),
]

const payment: PaymentFacts = {
  now: '2026-03-02T02:00:00.000Z',
  actor: { id: 'someone', role: 'reconciler', duties: ['approve'] },
  payment: {
    id: 'p1',
    reference: 'R1',
    amount: '0',
    sentAt: '2026-03-01T02:00:00.000Z',
    heldUntil: '2026-03-03T02:00:00.000Z',
    reissuedAs: 'p2',
    stillOwed: true,
  },
  otherLivePayments: 1,
  account: { checked: false, newAccountChecked: false },
  batch: { id: 'b1', released: true },
  statementLine: null,
  input: {},
}
const paymentFacts = [
  payment,
  { ...payment, batch: null, statementLine: { id: 'l1', amount: '7', matched: true } },
  { ...payment, statementLine: { id: 'l1', amount: '7', matched: false } },
]

const batch: BatchFacts = {
  now: payment.now,
  actor: { id: 'someone', role: 'releaser' },
  batch: {
    count: 0,
    total: '5',
    closedHash: 'a',
    currentHash: 'b',
    conflictingPayments: 1,
    unanswered: 1,
    unexplainedLines: 1,
    closerId: 'someone',
    releaserId: 'someone',
  },
  input: {},
}
const batchFacts = [batch, { ...batch, input: { declaredCount: 0, declaredTotal: '6' } }]

const item: DocumentItemFacts = {
  actor: { id: 'someone', role: 'verifier' },
  checksPending: 1,
  fileStored: false,
  input: {},
}

const award: AwardFacts = {
  today: '2026-06-30',
  actor: item.actor,
  earned: false,
  otherAwards: 2,
  awardsAllowed: 2,
  atSchool: false,
  guardianNamedBy: null,
  ended: { by: 'someone', objectUntil: '2026-06-29', objected: false },
  input: {},
}

const year: YearFacts = {
  today: '2026-06-30',
  actor: { ...item.actor, limit: '5' },
  award: { active: false, accountChecked: false },
  year: {
    opensOn: '2026-07-01',
    closesOn: '2027-06-30',
    catchUpUntil: '2032-06-30',
    verifierId: 'someone',
    decidedBefore: ['someone'],
    closedBy: null,
    objectUntil: null,
  },
  evidence: { missing: 1, undecided: 1 },
  ruling: { payable: false, reason: 'AGE_23_REACHED', amount: '6', current: true },
  yearTaken: true,
  payments: { total: 2, settled: 1, released: false, bounced: 0, reissuable: 0 },
  input: {},
}
const yearFacts = [
  year,
  {
    ...year,
    today: '2033-01-01',
    award: { active: true, accountChecked: true },
    ruling: { ...year.ruling, current: false },
    payments: { ...year.payments, total: 0 },
  },
]

const recovery: RecoveryFacts = {
  actor: { id: 'someone', role: 'manager' },
  identifiedBy: 'someone',
  open: '5',
  input: {},
}

const objection: ObjectionFacts = {
  today: '2026-03-02',
  actor: { role: 'objection_reviewer', heldDuty: true, isReviewer: true },
  lastDay: '2026-03-01',
  decidedAnew: null,
  input: {},
}
const objectionFacts: ObjectionFacts[] = [
  objection,
  { ...objection, lastDay: '2026-03-03', actor: { ...objection.actor, isReviewer: false } },
]

const incident: IncidentFacts = {
  now: '2026-03-02T02:00:00.000Z',
  actor: { id: 'someone', role: 'officer', branchId: 'branch-2', partyToIncident: false },
  incident: { branchId: 'branch-1', eventAt: '2026-03-01T02:00:00.000Z', seq: 1 },
  coverage: { covered: false, reason: 'NOT_REGISTERED' },
  clocks: { stage1DueAt: '2026-03-01T03:00:00.000Z', stage2DueAt: '2026-03-01T03:00:00.000Z' },
  findings: { unconfirmed: 1, confirmed: 0 },
  statement: null,
  claims: { missing: 1, open: 1 },
  input: {},
}
const incidentFacts: IncidentFacts[] = [
  incident,
  { ...incident, coverage: { covered: true, reason: null } },
  { ...incident, input: { outcome: 'died', receivedAt: '2026-03-03T02:00:00.000Z' } },
]

const all = [
  ...refusals(incidentTable, ...incidentFacts),
  ...refusals(recoveryTable, recovery),
  ...refusals(objectionTable, ...objectionFacts),
  ...refusals(claimTable, ...claimFacts),
  ...refusals(paymentTable, ...paymentFacts),
  ...refusals(batchTable, ...batchFacts),
  ...refusals(documentItemTable, item),
  ...refusals(awardTable, award, { ...award, atSchool: true }),
  ...refusals(yearTable, ...yearFacts),
]

describe('a refusal', () => {
  it('exists for every code, and no guard uses another code', () => {
    expect([...new Set(all.map((refusal) => refusal.code))].sort()).toEqual([...refusalCodes].sort())
  })

  it('fills every gap in its words', () => {
    const words: Record<string, { text: string }> = parse(
      readFileSync('config/messages/lifecycle.yaml', 'utf8'),
    ).refusals
    const gaps = all.flatMap(({ code, params = {} }) =>
      [...(words[code]?.text ?? '').matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) =>
        name in params ? [] : [`${code} {${name}}`],
      ),
    )
    expect([...new Set(gaps)]).toEqual([])
  })

  it('names only parameters whose kind is known', () => {
    const names = all.flatMap(({ params = {} }) => Object.keys(params))
    expect([...new Set(names)].sort()).toEqual(Object.keys(refusalParams).sort())
  })
})
