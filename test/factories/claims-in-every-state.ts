import type { ClaimState } from '#libs/lifecycle'
import { SYSTEM } from '../../src/claims/claim-command.port.js'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import type { Product } from '../support/product.js'
import { aClaim, type TestClaim } from './claim.js'

type Way = (product: Product) => Promise<TestClaim>

const GROUNDS = [
  { code: 'NOT_AN_HEIR', article: 'PP 44/2015 Pasal 37 ayat (5)', fact: 'Pemohon keponakan peserta.' },
]

/** How a claim comes to stand in each state, by people and workers alone. */
const ways: Record<ClaimState, Way> = {
  draft: (product) => aClaim(product).draft(),
  screening,
  awaiting_documents: awaitingDocuments,
  in_verification: (product) => aClaim(product).lodged(),
  awaiting_third_party: async (product) => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    const input = { party: 'Puskesmas', question: 'Apa sebab kematiannya?', dueOn: '2022-10-24' }
    await claim.fire('refer', product.staff.verifier, input)
    return claim
  },
  under_investigation: async (product) => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    const { verifier, investigator } = product.staff
    await claim.fire('investigate', verifier, {
      reason: 'Tempat kejadian berbeda.',
      questions: ['Di mana kejadiannya?'],
      investigatorId: investigator.id,
      dueOn: '2022-10-24',
    })
    return claim
  },
  in_approval: (product) => aClaim(product).inApproval(),
  approved: (product) => aClaim(product).approved(),
  paying: (product) => payingInto(product, { bankCode: '002', accountNumber: '555000001' }, 'late', 'paying'),
  awaiting_account: (product) =>
    payingInto(product, { bankCode: '002', accountNumber: '555000002' }, 'refuse', 'awaiting_account'),
  paid: (product) => aClaim(product).paid(),
  rejected: rejected,
  withdrawn: async (product) => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await claim.fire('withdraw', { ...claim.heir, codeConfirmed: true })
    return claim
  },
  inactive: async (product) => {
    const claim = await awaitingDocuments(product)
    product.clock.moveTo('2022-12-01T01:00:00.000Z')
    await claim.fire('go_quiet', SYSTEM)
    return claim
  },
  merged: async (product) => {
    const first = await aClaim(product).withoutDocuments().lodged()
    const second = await aClaim(product).withoutDocuments().of(first.participant).draft()
    await second.submit()
    return second
  },
  lapsed: async (product) => {
    const claim = await aClaim(product).withoutDocuments().diedOn('2016-01-15').draft()
    await claim.fire('lapse', SYSTEM)
    return claim
  },
}

/** One claim for every state of the table; afterwards the clock stands in December, because `inactive` takes its time. */
export async function claimsInEveryState(product: Product): Promise<Map<ClaimState, TestClaim>> {
  const { inactive, screening: held, ...others } = ways
  const claims = new Map<ClaimState, TestClaim>()
  const all = Object.entries(others) as [ClaimState, Way][]
  await Promise.all(all.map(async ([state, way]) => claims.set(state, await way(product))))
  claims.set('inactive', await inactive(product))
  claims.set('screening', await held(product))
  return claims
}

/** Its checks wait, because nobody is at work on them; they go on resting. */
async function screening(product: Product): Promise<TestClaim> {
  const claim = await aClaim(product).draft()
  await product.rest(CheckDocumentsProcessor)
  await claim.submit()
  return claim
}

async function awaitingDocuments(product: Product): Promise<TestClaim> {
  const claim = await aClaim(product).lodged()
  const { verifier } = product.staff
  await claim.accept({ except: ['AKTA_KEMATIAN'] })
  await product.decisions.markDefective(claim.id, 'AKTA_KEMATIAN', 'BLURRED', verifier)
  await claim.fire('request_documents', verifier)
  return claim
}

export async function rejected(product: Product): Promise<TestClaim> {
  const claim = await aClaim(product).verified()
  await claim.fire('propose', product.staff.verifier, {
    proposal: 'refuse',
    grounds: GROUNDS,
    counterfactual: 'Istri peserta dapat mengajukan klaim.',
  })
  await claim.fire('reject', product.staff.approver)
  return claim
}

async function payingInto(
  product: Product,
  account: { bankCode: string; accountNumber: string },
  behaviour: 'late' | 'refuse',
  state: ClaimState,
): Promise<TestClaim> {
  await product.bank.behave({ ...account, behaviour, days: 90 })
  const claim = await aClaim(product).paidInto(account).released()
  await product.reached(claim.id, state)
  return claim
}
