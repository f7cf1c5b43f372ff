import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import {
  claimantRoles,
  claimEvents,
  type ClaimState,
  claimStates,
  claimTable,
  type Role,
  roles,
} from '#libs/lifecycle'
import type { Actor } from '../../src/claims/claim-command.port.js'
import type { Problem } from '../../src/platform/problem/problems.js'
import type { TestClaim } from '../factories/claim.js'
import { claimsInEveryState } from '../factories/claims-in-every-state.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

/** One loop over the whole table, against a claim that really stands in each of its states. */
describe('the gate', () => {
  let product: Product
  let claims: Map<ClaimState, TestClaim>
  beforeAll(async () => {
    product = await Product.start()
    claims = await claimsInEveryState(product)
  })
  afterAll(() => product.close())

  const at = (state: ClaimState): TestClaim => {
    const claim = claims.get(state)
    if (!claim) throw new Error(`no claim stands in ${state}`)
    return claim
  }
  /** Someone of this role who is within reach of the claim. */
  const someone = (role: Role, claim: TestClaim): Actor => {
    const isClaimant = (claimantRoles as readonly Role[]).includes(role)
    return isClaimant
      ? { ...claim.heir, role, codeConfirmed: true }
      : { ...product.staff.auditor, role, branchId: product.branchId }
  }
  const answerTo = (claim: TestClaim, event: (typeof claimEvents)[number], actor: Actor): Promise<string> =>
    claim.fire(event, actor).then(
      () => 'done',
      (error: Problem) => error.code,
    )

  it('finds a claim in every state of the table', async () => {
    for (const state of claimStates) expect([state, await at(state).state()]).toEqual([state, state])
  })

  it('refuses every event to every role that its row does not name', async () => {
    for (const { from, event, by } of claimTable) {
      for (const role of roles.filter((each) => !by.includes(each))) {
        const answer = await answerTo(at(from), event, someone(role, at(from)))
        expect([from, event, role, answer]).toEqual([from, event, role, 'not-your-role'])
      }
    }
  })

  it('refuses every event in every state that has no row for it', async () => {
    for (const state of claimStates) {
      const known = claimTable.filter((row) => row.from === state).map((row) => row.event)
      for (const event of claimEvents.filter((each) => !known.includes(each))) {
        const answer = await answerTo(at(state), event, someone('system', at(state)))
        expect([state, event, answer]).toEqual([state, event, 'no-such-step'])
      }
    }
  })

  it('refuses every event to someone of the right role in another branch, or no party to the claim', async () => {
    const elsewhere = '00000000-0000-4000-8000-000000000000'
    for (const { from, event, by } of claimTable) {
      for (const role of by.filter((each) => each !== 'system')) {
        const stranger: Actor = { id: elsewhere, role, branchId: elsewhere, codeConfirmed: true }
        const refusal = at(from).fire(event, stranger)
        await expect(refusal).rejects.toThrow(/NOT_A_PARTY|OTHER_BRANCH/)
      }
    }
  })

  it('refuses every event on a page that somebody else has overtaken', async () => {
    for (const { from, event, by } of claimTable) {
      const [role = 'system'] = by
      const stale = product.lifecycle.fire(at(from).id, event, someone(role, at(from)), {
        idempotencyKey: at(from).key(),
        expectedVersion: -1,
      })
      await expect(stale).rejects.toMatchObject({ code: 'stale-claim', expectedVersion: -1 })
    }
  })

  it('has moved nothing by all it refused', async () => {
    for (const state of claimStates) expect([state, await at(state).state()]).toEqual([state, state])
  })
})
