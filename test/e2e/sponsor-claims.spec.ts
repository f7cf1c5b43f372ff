import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Sponsors } from '../../src/membership/sponsors.service.js'
import { type ClaimsOfMonth, SponsorClaims } from '../../src/reporting/sponsor-claims.query.js'
import { aClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)
const CODE = 'APBD-6499'

describe('claims under the cover of a sponsor', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start()
    for (let count = 0; count < 4; count++) await aClaim(product).verified()
    await (await aClaim(product).approved()).release()
    await product.atRest()
  })
  afterAll(() => product.close())

  /** As if the first so many of the people had been paid for by this sponsor. */
  async function paidFor(people: number): Promise<ClaimsOfMonth[]> {
    const cohort = { code: 'PR', name: 'Pekerja rentan' }
    const sponsor = { code: CODE, name: 'Pemerintah Kabupaten', fund: 'APBD', cohort } as const
    const cohortId = await product.get(Sponsors).ensureCohort(sponsor)
    await product.asOwner.transaction(async (sql) => {
      await sql.rows("set local session_replication_role = 'replica'")
      await sql.rows('update membership set cohort_id = $1', [cohortId])
      await sql.rows("update claim set coverage = coverage - 'sponsor'")
      await sql.rows(
        `update claim set coverage = coverage || jsonb_build_object('sponsor', jsonb_build_object('code', $1::text))
         where id in (select id from claim order by created_at limit $2)`,
        [CODE, people],
      )
    })
    return new SponsorClaims(product.sql).inYear(CODE, 2022)
  }

  it('are counted by month once five families asked, with no sum that would tell of one', async () => {
    const months = await paidFor(5)
    expect(months.map(({ month, lodged }) => [month, lodged])).toEqual([['2022-10', 5]])
    expect(months.map(({ amount, paid }) => [amount, paid])).not.toContainEqual([expect.anything(), null])
  })

  it('are hidden while they are fewer, and those of others are nobody’s business', async () => {
    expect(await paidFor(4)).toEqual([{ month: '2022-10', lodged: null, paid: 0, amount: 0n }])
    expect(await paidFor(0)).toEqual([])
    expect(await new SponsorClaims(product.sql).inYear(CODE, 2021)).toEqual([])
  })
})
