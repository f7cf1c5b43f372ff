import { describe, expect, it, jest } from '@jest/globals'
import { paymentChaos } from '../chaos/payment-chaos.js'

jest.setTimeout(240_000)

describe('payments, while the bank errs and workers and the database are killed', () => {
  it('pay nobody twice, send nothing twice, and leave every rupiah where the books say', async () => {
    const figures = await paymentChaos({
      claims: 60,
      workers: 2,
      seed: 'santun',
      share: 45,
      days: 12,
      seconds: 100,
    })
    expect(figures).toMatchObject({ claims: 60, paidTwice: 0, sentTwice: 0, unbalanced: 0, ownerless: 0 })
    expect(figures.workersKilled).toBeGreaterThan(0)
  })
})
