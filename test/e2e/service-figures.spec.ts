import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import { type ServiceFigures, ServiceFiguresQuery } from '../../src/reporting/service-figures.query.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { rejected } from '../factories/claims-in-every-state.js'
import { Product } from '../support/product.js'

jest.setTimeout(90_000)

/**
 * Five claims of one branch, lodged on Monday 17 October 2022: one is paid on the day, one is paid late, one is refused,
 * one is approved and not paid, and one lacks a readable paper. Whatever the dashboard says is counted here by hand.
 */
describe('the figures of the dashboard', () => {
  let product: Product
  let waiting: TestClaim

  beforeAll(async () => {
    product = await Product.start()
    await aClaim(product).paid()
    await rejected(product)
    waiting = await aClaim(product).approved()
    const late = await aClaim(product).approved()
    const incomplete = await aClaim(product).lodged()
    await product.decisions.markDefective(incomplete.id, 'AKTA_KEMATIAN', 'BLURRED', product.staff.verifier)
    product.clock.moveTo('2022-10-24T02:00:00.000Z')
    await late.release()
    await late.settled()
  })
  afterAll(() => product.close())

  const figures = (on: string, branchId: string | null = product.branchId): Promise<ServiceFigures> =>
    new ServiceFiguresQuery(product.sql, product.get(LawInForce)).read(branchId, on)

  it('count what came in and what ended in its week', async () => {
    const { flow } = await figures('2022-10-24')
    expect(flow).toHaveLength(12)
    expect(flow.slice(-2)).toEqual([
      { week: '2022-10-17', lodged: 5, paid: 1, refused: 1 },
      { week: '2022-10-24', lodged: 0, paid: 1, refused: 0 },
    ])
  })

  it('count what is open by how far it is from the last day of the law', async () => {
    const on = async (day: string) =>
      Object.fromEntries((await figures(day)).ageing.map(({ age, count }) => [age, count]))
    expect(await on('2022-10-18')).toEqual({ due_soon: 1, not_started: 1 })
    expect(await on('2022-10-20')).toEqual({ due_today: 1, not_started: 1 })
    expect(await on('2022-10-24')).toEqual({ overdue: 1, not_started: 1 })
    expect(await on('2022-10-28')).toEqual({ overdue_long: 1, not_started: 1 })
  })

  it('say what waiting costs today and has cost, one percent a day of what is not paid', async () => {
    const [branch] = (await figures('2022-10-24')).branches
    expect(branch).toMatchObject({
      code: 'PSR',
      open: 2,
      overdue: 1,
      cost_today: 420_000n,
      cost_so_far: 1_680_000n,
    })
    const [calculation] = await product.sql.rows<{ total: bigint }>(
      'select total from calculation where claim_id = $1 order by id desc limit 1',
      [waiting.id],
    )
    expect(calculation?.total).toBe(42_000_000n)
  })

  it('say of the payments how many came after the last day of the law', async () => {
    const [branch] = (await figures('2022-10-24')).branches
    expect(branch).toMatchObject({ settled: 2, late: 1, paid_this_month: 84_000_000n })
    const [next] = (await figures('2022-11-01')).branches
    expect(next).toMatchObject({ settled: 2, late: 1, paid_this_month: 0n })
  })

  it('name why papers went back, and how often', async () => {
    expect((await figures('2022-10-24')).causes).toEqual([
      { document: 'AKTA_KEMATIAN', defect: 'BLURRED', count: 1 },
    ])
  })

  it('count nothing of another branch', async () => {
    const [other] = await product.asOwner.rows<{ id: string }>(
      `insert into branch (code, name, zone, phone) values ('SMD', 'Samarinda', 'Asia/Makassar', '0541') returning id`,
    )
    const { flow, ageing, branches, causes } = await figures('2022-10-24', other?.id ?? '')
    expect([ageing, causes]).toEqual([[], []])
    expect(flow.every(({ lodged, paid, refused }) => lodged + paid + refused === 0)).toBe(true)
    expect(branches).toMatchObject([{ code: 'SMD', open: 0, settled: 0, cost_today: 0n }])
    expect((await figures('2022-10-24', null)).branches).toHaveLength(2)
  })
})
