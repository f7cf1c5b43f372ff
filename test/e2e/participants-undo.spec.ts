import { parseLocalDate } from '#libs/local-date'
import { InvalidInput } from '../../src/platform/problem/problems.js'
import { aRow, kpjOf, TestRegistry } from './participants-registry.js'

const october = parseLocalDate('2022-10-01')
let registry: TestRegistry

beforeAll(async () => {
  registry = await TestRegistry.open()
})
beforeEach(async () => {
  await registry.clear()
})
afterAll(async () => {
  await registry.close()
})

async function refusalOf(batchId: bigint): Promise<string | undefined> {
  const error: unknown = await registry.undo.undo(batchId, 'staff:rina').then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof InvalidInput ? error.errors[0]?.code : String(error)
}

describe('the undo of an import', () => {
  it('takes back whom it brought and keeps that they were known', async () => {
    const { batchId } = await registry.send([aRow(0), aRow(1)])
    registry.clock.moveTo('2022-10-02T01:00:00.000Z')
    expect(await registry.undo.undo(batchId, 'staff:rina')).toEqual({ removed: 2, restored: 0 })
    expect(await registry.count('participant')).toBe(0)
    expect(await registry.count('membership')).toBe(0)
    const past = await registry.sql.rows('select kpj, superseded_at from membership_past order by kpj')
    expect(past).toEqual([
      { kpj: kpjOf(0), superseded_at: '2022-10-02T01:00:00.000Z' },
      { kpj: kpjOf(1), superseded_at: '2022-10-02T01:00:00.000Z' },
    ])
  })

  it('gives back what it had changed', async () => {
    await registry.send([aRow(0, { income: '1000000' })])
    registry.clock.moveTo('2022-10-02T01:00:00.000Z')
    const changed = { name: 'Abdul Salim Rahman', income: '2000000', start: '2022-09-01' }
    const { batchId } = await registry.send([aRow(0, changed), aRow(1)])
    registry.clock.moveTo('2022-10-03T01:00:00.000Z')
    expect(await registry.undo.undo(batchId, 'staff:rina')).toEqual({ removed: 1, restored: 1 })
    const known = await registry.sql.rows(
      'select name, started_on, reported_income from participant p join membership m on m.participant_id = p.id',
    )
    expect(known).toEqual([{ name: 'Abdul Salim', started_on: '2022-10-01', reported_income: 1_000_000n }])
    expect(await registry.count('participant_past')).toBe(3)
  })

  it('lets the same file be imported again', async () => {
    const { batchId } = await registry.send([aRow(0)])
    await registry.undo.undo(batchId, 'staff:rina')
    expect(await registry.send([aRow(0)])).toMatchObject({ new: 1, repeated: false })
  })

  it('is refused when a later import rests on it', async () => {
    const { batchId } = await registry.send([aRow(0)])
    registry.clock.moveTo('2022-10-02T01:00:00.000Z')
    await registry.send([aRow(0, { occupation: 'pekebun' })])
    expect(await refusalOf(batchId)).toBe('LATER_IMPORT')
  })

  it('is refused once its members are on a bill', async () => {
    const cohortId = await registry.cohort()
    const { batchId } = await registry.send([aRow(0)], { cohortId })
    await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 1 })
    expect(await refusalOf(batchId)).toBe('LATER_BILL')
    expect(await registry.count('participant')).toBe(1)
  })

  it('is refused when there is a claim on one of its participants', async () => {
    const { batchId } = await registry.send([aRow(5)])
    await registry.openClaim(5, '2022-10-11')
    expect(await refusalOf(batchId)).toBe('LATER_CLAIM')
  })

  it('is refused for a dry run, for what is undone, and for what never was', async () => {
    const { batchId: dry } = await registry.send([aRow(0)], { dryRun: true })
    const { batchId: done } = await registry.send([aRow(0)])
    await registry.undo.undo(done, 'staff:rina')
    expect(await refusalOf(dry)).toBe('BATCH_DRY_RUN')
    expect(await refusalOf(done)).toBe('BATCH_UNDONE')
    expect(await refusalOf(999n)).toBe('BATCH_UNKNOWN')
  })

  it('is the only way for the application to take a participant away', async () => {
    await registry.send([aRow(0)])
    await expect(registry.sql.rows('delete from participant')).rejects.toThrow('permission denied')
  })
})
