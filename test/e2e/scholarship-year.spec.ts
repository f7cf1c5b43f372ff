import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Child, ScholarshipDesk } from './scholarship-desk.js'

const ani: Child = {
  name: 'Ani',
  birthDate: '2012-04-12',
  level: 'TK_SD',
  grade: '5',
  firstSchoolYear: '2022/2023',
}

describe('one school year of one child', () => {
  let desk: ScholarshipDesk
  beforeAll(async () => {
    desk = await ScholarshipDesk.open()
  })
  afterAll(() => desk.close())

  it('is opened, applied for, verified, approved by another person, and paid on the rails of every payment', async () => {
    const { heir, awards, claimId } = await desk.family([ani])
    const [award = ''] = awards
    const year = await desk.year(award, '2022/2023')
    expect(year.state).toBe('open')
    await desk.pay(year.id, { level: 'TK_SD', grade: '5' }, heir)
    expect(await desk.year(award, '2022/2023')).toMatchObject({ state: 'paid', amount: 1_500_000n })
    expect(await desk.payments.stateOf(claimId)).toBe('paid')
    const { payable, in_transit } = await desk.payments.ledger(claimId)
    expect([payable, in_transit]).toEqual([undefined, undefined])
  })
})
