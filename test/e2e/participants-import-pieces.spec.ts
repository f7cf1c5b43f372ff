import { aRow, kpjOf, TestRegistry } from './participants-registry.js'

let registry: TestRegistry

beforeAll(async () => {
  registry = await TestRegistry.open()
})
afterAll(async () => {
  await registry.close()
})

function nikOf(index: number): string {
  return `6401041708${String(800_001 + index)}`
}

describe('a file in several pieces', () => {
  /** Of more rows than are checked at once, with twins across pieces, people and cards we know, and rows that are wrong. */
  const rows = Array.from({ length: 9_000 }, (_, index) => {
    const changes = {
      3: { kpj: kpjOf(50_001) },
      4_500: { nik: nikOf(10) },
      4_600: { kpj: kpjOf(11) },
      4_700: { nik: nikOf(3), kpj: kpjOf(3) },
      8_500: { nik: nikOf(12), kpj: kpjOf(4_500) },
      8_600: { birthDate: '31-02-1980' },
      8_700: { kpj: kpjOf(50_000) },
      8_800: { sex: 'P' },
    }[index]
    return aRow(0, { nik: nikOf(index), kpj: kpjOf(index), ...changes })
  })
  const known = [
    aRow(0, { nik: nikOf(60_000), kpj: kpjOf(50_000) }),
    aRow(0, { nik: nikOf(3), kpj: kpjOf(50_001) }),
  ]
  const findings = async (batchId: bigint) => [
    await registry.refused.list(batchId, 'refused', 20),
    (await registry.refused.list(batchId, 'warned', 10_000)).length,
  ]

  it('ends the same whether it is tried out, written while it is read, or uploaded', async () => {
    await registry.send(known)
    const tried = await registry.send(rows, { dryRun: true })
    const told = await findings(tried.batchId)
    const written = await registry.send(rows)
    expect({ ...written, batchId: 0, dryRun: true }).toEqual({ ...tried, batchId: 0 })
    expect(await findings(written.batchId)).toEqual(told)
    const people = await registry.count('participant')
    await registry.undo.undo(written.batchId, 'staff:rina')
    const uploaded = await registry.send(rows, { uploaded: true })
    expect({ ...uploaded, batchId: 0, dryRun: true }).toEqual({ ...tried, batchId: 0 })
    expect(await findings(uploaded.batchId)).toEqual(told)
    expect(await registry.count('participant')).toBe(people)
  })
})

describe('a piece of people nobody knew', () => {
  const strangers = [7, 8, 9].map((index) => aRow(index))

  it('is looked through row by row as soon as one of them has a card or a NIK already', async () => {
    await registry.clear()
    await registry.send([aRow(8, { kpj: kpjOf(80) })])
    const report = await registry.send([...strangers, aRow(6, { kpj: kpjOf(9) })])
    expect(report).toMatchObject({ rows: 4, new: 2, changed: 1, refused: 1 })
    expect(await registry.refused.list(report.batchId, 'refused', 9)).toMatchObject([{ row: 5 }])
    expect([await registry.count('participant'), await registry.count('membership')]).toEqual([3, 4])
  })

  it('is taken back and looked through when the pieces before it are written', async () => {
    await registry.clear()
    const many = Array.from({ length: 6_000 }, (_, index) =>
      aRow(0, { nik: nikOf(index), kpj: kpjOf(index) }),
    )
    await registry.send(many.slice(1_500, 1_501))
    expect(await registry.send(many)).toMatchObject({ new: 5_999, unchanged: 1, refused: 0 })
    expect([await registry.count('participant'), await registry.count('membership')]).toEqual([6_000, 6_000])
  })

  it('does not take a card that another payer’s member has', async () => {
    await registry.clear()
    await registry.send([aRow(0, { kpj: kpjOf(8) })], { cohortId: await registry.cohort() })
    const report = await registry.send(strangers)
    expect(report).toMatchObject({ new: 2, refused: 1 })
    const [refused] = await registry.refused.list(report.batchId, 'refused', 9)
    expect(refused?.reasons.join()).toContain('KPJ ini sudah terdaftar atas NIK lain')
  })

  it('is written once, though it was begun and taken back', async () => {
    await registry.clear()
    await registry.send([aRow(9)])
    const warned = aRow(7, { sex: 'P' })
    expect(await registry.send([warned, aRow(9)])).toMatchObject({ new: 1, warned: 1, unchanged: 1 })
  })
})
