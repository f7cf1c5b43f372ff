import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { QualityReviewDto } from '../../src/approval/quality-review.dto.js'
import { QualityReviews, type Reviewer } from '../../src/approval/quality-reviews.service.js'
import { rejected } from '../factories/claims-in-every-state.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

const PAY: QualityReviewDto = {
  verdict: 'pay',
  total: '42000000',
  reason: 'PP 44/2015 Pasal 34: istri peserta.',
}

describe('a decision drawn for review', () => {
  let product: Product
  let paid: TestClaim
  let refused: TestClaim

  beforeAll(async () => {
    product = await Product.start()
    // Whatever the hash of these decisions is, they are drawn: the draw itself has a test of its own.
    await product.asOwner.rows(
      `create or replace function quality_draw(hash bytea) returns int language sql immutable as 'select 0'`,
    )
    paid = await aClaim(product).approved()
    refused = await rejected(product)
  })
  afterAll(() => product.close())

  const reviews = (): QualityReviews => product.get(QualityReviews)
  const reviewer = (role: 'manager' | 'approver' | 'verifier' = 'manager'): Reviewer => ({
    staffId: product.staff[role].id,
    branchId: product.branchId,
  })

  it('waits for somebody who had no part in it, and says nothing of how it went', async () => {
    const waiting = await reviews().waiting(reviewer())
    expect(waiting.map(({ number }) => number).toSorted()).toEqual([paid.number, refused.number].toSorted())
    expect(Object.keys(waiting[0] ?? {})).toEqual(['claimId', 'seq', 'number', 'decidedAt'])
  })

  it.each(['approver', 'verifier'] as const)('does not wait for the %s who took part', async (role) => {
    expect(await reviews().waiting(reviewer(role))).toEqual([])
    await expect(reviews().decide(paid.number, PAY, reviewer(role))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('does not wait for a manager of another branch', async () => {
    const elsewhere = { ...reviewer(), branchId: '00000000-0000-4000-8000-0000000000ff' }
    expect(await reviews().waiting(elsewhere)).toEqual([])
  })

  it('asks for the amount of a verdict to pay', async () => {
    const without: QualityReviewDto = { ...PAY, total: undefined }
    await expect(reviews().decide(paid.number, without, reviewer())).rejects.toMatchObject({
      errors: [{ pointer: '/total', code: 'TOTAL_MISSING' }],
    })
  })

  it('agrees when verdict and amount are the same, to the rupiah, and once when it is sent twice', async () => {
    const twins = await Promise.allSettled([1, 2].map(() => reviews().decide(paid.number, PAY, reviewer())))
    expect(twins).toContainEqual({ status: 'fulfilled', value: { agrees: true } })
    expect(twins).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'not-found' }),
    })
  })

  it('is reviewed once', async () => {
    await expect(reviews().decide(paid.number, PAY, reviewer())).rejects.toMatchObject({ code: 'not-found' })
  })

  it('comes before the manager when the second verdict differs, and is left as it is', async () => {
    expect(await reviews().decide(refused.number, PAY, reviewer())).toEqual({ agrees: false })
    const open = await product.sql.rows<{ topic: string; owner_role: string }>(
      'select topic, owner_role from attention where claim_id = $1 and closed_at is null',
      [refused.id],
    )
    expect(open).toContainEqual({ topic: 'quality.review', owner_role: 'manager' })
    expect(await product.stateOf(refused.id)).toBe('rejected')
  })

  it('stands beside its review only then', async () => {
    const finished = await reviews().finished(product.branchId)
    expect(
      finished.map(({ number, agrees, firstKind, secondKind }) => [number, agrees, firstKind, secondKind]),
    ).toEqual(
      expect.arrayContaining([
        [paid.number, true, 'pay', 'pay'],
        [refused.number, false, 'refuse', 'pay'],
      ]),
    )
  })

  it('keeps its reason sealed and cannot be rewritten', async () => {
    const [kept] = await product.sql.rows<{ reason: string }>('select reason from quality_review limit 1')
    expect(kept?.reason).not.toContain('istri')
    await expect(product.sql.rows('update quality_review set agrees = true')).rejects.toThrow(
      /permission denied/,
    )
  })
})

describe('the draw', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start()
  })
  afterAll(() => product.close())

  it('takes as many of many decisions as the rate says, by their hash alone', async () => {
    const [drawn] = await product.sql.rows<{ share: number }>(
      `select count(*) filter (where quality_draw(sha256(n::text::bytea)) < 500)::float8 / count(*) as share
       from generate_series(1, 20000) n`,
    )
    expect(drawn?.share).toBeGreaterThan(0.043)
    expect(drawn?.share).toBeLessThan(0.057)
  })

  it('reaches further where something stood out', async () => {
    // Above the rate of ordinary approvals, below that of signalled ones.
    await product.asOwner.rows(
      `create or replace function quality_draw(hash bytea) returns int language sql immutable as 'select 2000'`,
    )
    const account = { bankCode: '002', accountNumber: '401202559003' }
    await aClaim(product).paidInto(account).approved()
    const signalled = await aClaim(product).paidInto(account).approved()
    const waiting = await product
      .get(QualityReviews)
      .waiting({ staffId: product.staff.manager.id, branchId: product.branchId })
    expect(waiting.map(({ number }) => number)).toEqual([signalled.number])
  })
})
