import { parseLocalDate } from '#libs/local-date'
import { aRow, TestRegistry } from './participants-registry.js'

const october = parseLocalDate('2022-10-01')
let registry: TestRegistry
let claimId: string

beforeAll(async () => {
  registry = await TestRegistry.open()
})
beforeEach(async () => {
  await registry.clear()
  const cohortId = await registry.cohort()
  await registry.send([aRow(0)], { cohortId })
  await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 3 })
  claimId = await registry.openClaim(0, '2022-10-11')
})
afterAll(async () => {
  await registry.close()
})

async function payLate(): Promise<void> {
  const cohortId = await registry.cohort()
  await registry.contributions.payCohort({ cohortId, firstMonth: october, months: 3 }, october)
}

describe('coverage that changes after submission', () => {
  it('is no difference while the registry says the same', async () => {
    registry.clock.moveTo('2022-10-20T01:00:00.000Z')
    expect(await registry.differences.compare(claimId)).toBe(false)
    expect(await registry.differences.of(claimId)).toEqual([])
  })

  it('becomes one row for the verifier, however often it is compared', async () => {
    await payLate()
    expect(await registry.differences.compare(claimId)).toBe(true)
    expect(await registry.differences.compare(claimId)).toBe(false)
    expect(await registry.differences.of(claimId)).toMatchObject([
      { before: { reason: 'IN_GRACE' }, after: { reason: 'COVERED' }, seenBy: null },
    ])
  })

  it('moves the facts of the claim, so that no decision rests on what was known before', async () => {
    const version = () =>
      registry.sql.first<{ v: number }>('select facts_version as v from claim where id = $1', [claimId])
    const before = await version()
    await payLate()
    await registry.differences.compare(claimId)
    expect((await version())?.v).toBe((before?.v ?? 0) + 1)
  })

  it('is seen by whoever looked first', async () => {
    await payLate()
    await registry.differences.compare(claimId)
    const [difference] = await registry.differences.of(claimId)
    if (!difference) throw new Error('no difference')
    await registry.differences.markSeen(claimId, difference.id, 'staff:vera')
    await registry.differences.markSeen(claimId, difference.id, 'staff:budi')
    expect(await registry.differences.of(claimId)).toMatchObject([{ seenBy: 'staff:vera' }])
  })
})
