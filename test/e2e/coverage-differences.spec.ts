import { parseLocalDate } from '#libs/local-date'
import { sealedForm } from '../support/personal-data.js'
import { aRow, kpjOf, TestRegistry } from './participants-registry.js'

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

/** Past its draft, without the way there. */
async function lodge(id: string, state = 'in_verification'): Promise<void> {
  const owner = registry.asOwner()
  await owner.transaction(async (sql) => {
    await sql.rows('set local session_replication_role = replica')
    await sql.rows('update claim set state = $2 where id = $1', [id, state])
  })
  await owner.onApplicationShutdown()
}

/** What the worker does with the latest announcement. */
async function compareLatest(): Promise<number> {
  const message = await registry.sql.first<{ payload: Record<string, unknown> }>(
    "select payload from outbox where topic = 'coverage.compare' order by due_at desc limit 1",
  )
  return registry.differences.compareTouched(message?.payload ?? {})
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
      { before: { reason: 'IN_GRACE' }, after: { reason: 'COVERED' }, outcome: null },
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

  it('is found by the worker that every correction wakes', async () => {
    const woken = () =>
      registry.sql.first<{ n: number }>(
        "select count(*)::int as n from outbox where topic = 'coverage.compare'",
      )
    const before = (await woken())?.n ?? 0
    await payLate()
    await payLate()
    expect((await woken())?.n).toBe(before + 1)
  })

  describe('of a claim that was lodged', () => {
    beforeEach(() => lodge(claimId))

    it('is found when the worker compares those whom the change touched', async () => {
      await payLate()
      expect(await compareLatest()).toBeGreaterThan(0)
      expect(await compareLatest()).toBe(0)
      expect(await registry.differences.of(claimId)).toMatchObject([{ after: { reason: 'COVERED' } }])
    })

    it('is not looked for when the change touched somebody else', async () => {
      await registry.send([aRow(5)])
      expect(await compareLatest()).toBe(0)
      await payLate()
      await registry.contributions.recordPaidForCard({
        kpj: kpjOf(5),
        payer: 'self',
        firstMonth: october,
        months: 1,
        paidOn: october,
      })
      expect(await compareLatest()).toBe(0)
      expect(await registry.differences.of(claimId)).toEqual([])
    })

    it('is found when an import changes the dates, and superseded when that import is undone', async () => {
      const cohortId = await registry.cohort()
      registry.clock.moveTo('2022-10-02T01:00:00.000Z')
      const { batchId } = await registry.send([aRow(0, { start: '2022-09-01' })], { cohortId })
      expect(await compareLatest()).toBeGreaterThan(0)
      await registry.undo.undo(batchId, 'staff:rina')
      await compareLatest()
      expect((await registry.differences.of(claimId)).map(({ outcome }) => outcome)).toEqual(['superseded'])
    })

    it('is found for a refused claim as well, which may be objected to', async () => {
      await lodge(claimId, 'rejected')
      await payLate()
      await compareLatest()
      expect(await registry.differences.of(claimId)).toHaveLength(1)
    })

    it('is found alike for many at once and for one alone', async () => {
      const cohortId = await registry.cohort()
      await registry.send([aRow(1), aRow(2)], { cohortId })
      const others = [await registry.openClaim(1, '2022-10-11'), await registry.openClaim(2, '2022-10-12')]
      for (const other of others) await lodge(other)
      await payLate()
      await compareLatest()
      for (const other of [claimId, ...others]) expect(await registry.differences.compare(other)).toBe(false)
    })
  })

  it('is superseded when the registry returns to what the claim was told', async () => {
    const cohortId = await registry.cohort()
    await registry.send([aRow(0, { start: '2022-09-01' })], { cohortId })
    await registry.differences.compare(claimId)
    registry.clock.moveTo('2022-10-02T01:00:00.000Z')
    await registry.send([aRow(0), aRow(1)], { cohortId })
    registry.clock.moveTo('2022-10-01T01:00:00.000Z')
    await registry.differences.compare(claimId)
    expect((await registry.differences.of(claimId)).map(({ outcome }) => outcome)).toEqual(['superseded'])
  })

  it('is never changed once it is settled', async () => {
    await payLate()
    await registry.differences.compare(claimId)
    const settle = (outcome: string) =>
      registry.sql.rows(
        `update coverage_difference set outcome = $2, reason = $4, settled_by = 'staff:vera', settled_at = $3
         where claim_id = $1`,
        [claimId, outcome, registry.clock.now(), sealedForm('Sudah dicek.')],
      )
    await settle('kept')
    await expect(settle('adopted')).rejects.toMatchObject({ code: 'SN017' })
  })

  it('needs a reason in the database, too', async () => {
    await payLate()
    await registry.differences.compare(claimId)
    await expect(
      registry.sql.rows(
        `update coverage_difference set outcome = 'kept', settled_by = 'staff:vera', settled_at = $2 where claim_id = $1`,
        [claimId, registry.clock.now()],
      ),
    ).rejects.toThrow('coverage_difference_settled_whole')
  })
})
