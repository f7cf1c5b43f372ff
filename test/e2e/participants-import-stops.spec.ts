import { inspect } from 'node:util'
import { aRow, csv, kpjOf, nikOf, TestRegistry } from './participants-registry.js'

let registry: TestRegistry

beforeAll(async () => {
  registry = await TestRegistry.open()
})
beforeEach(() => registry.clear())
afterAll(async () => {
  await registry.close()
})

describe('a file of which many rows are refused', () => {
  const rows = (good: number, bad: number) =>
    Array.from({ length: good + bad }, (_, index) =>
      aRow(0, {
        nik: `6401041708${String(800_001 + index)}`,
        kpj: kpjOf(index),
        ...(index < bad ? { sex: 'X' } : {}),
      }),
    )
  const nobodySaysWhy = { acceptRefusals: undefined }

  it.each([{ uploaded: false }, { uploaded: true }])(
    'stops, and nothing of it is applied: %o',
    async (way) => {
      await expect(registry.send(rows(94, 6), { ...way, ...nobodySaysWhy })).rejects.toThrow(
        '6 dari 100 baris ditolak, lebih dari 5%. Tidak ada yang diterapkan.',
      )
      expect([await registry.count('participant'), await registry.count('import_batch')]).toEqual([0, 0])
    },
  )

  it('says so when it is tried out, which is never stopped', async () => {
    const tried = await registry.send(rows(94, 6), { dryRun: true, ...nobodySaysWhy })
    expect(tried).toMatchObject({ refused: 6, needsAcceptance: true })
    expect(await registry.send(rows(95, 5), { dryRun: true })).toMatchObject({ needsAcceptance: false })
  })

  it('is applied when no more than the rule allows are', async () => {
    expect(await registry.send(rows(95, 5), nobodySaysWhy)).toMatchObject({ new: 95, refused: 5 })
  })

  it('is applied when somebody says why, and the reason is kept sealed', async () => {
    const reason = 'Enam warga pindah, menyusul bulan depan'
    const { batchId } = await registry.send(rows(94, 6), { acceptRefusals: reason })
    const kept = await registry.sql.rows<{ reason: string }>(
      'select accepted_reason as reason from import_batch where id = $1',
      [batchId],
    )
    expect(kept[0]?.reason).not.toContain('warga')
    expect(await registry.personal.reveal(kept, { reason: 'import_batch.accepted_reason' })).toEqual([
      { reason },
    ])
  })
})

describe('headings that are not ours', () => {
  const file = csv([aRow(0)])
    .replace(',nama,', ',Nama Warga,')
    .replace('no_hp', 'Catatan')

  it('are refused with the first rows, for a person to say what they stand for', async () => {
    await expect(registry.send(file)).rejects.toMatchObject({
      headings: expect.arrayContaining(['nik', 'Nama Warga', 'Catatan']),
      firstRows: [expect.arrayContaining([nikOf(0), 'Abdul Salim'])],
    })
  })

  it('do not carry people into a log with the refusal', async () => {
    const error: unknown = await registry.send(file).catch((refused: unknown) => refused)
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(nikOf(0))
  })

  it('are understood from then on, for this sponsor and no other', async () => {
    const cohortId = await registry.cohort()
    await registry.headings.keep(
      cohortId,
      new Map([
        ['nama_warga', 'name'],
        ['catatan', null],
      ]),
      'staff:rina',
    )
    const sameSponsor = await registry.cohort('PR-2023')
    expect(await registry.send(file, { cohortId: sameSponsor })).toMatchObject({ new: 1, refused: 0 })
    const [person] = await registry.sql.rows('select name from participant')
    expect(person).toEqual({ name: 'Abdul Salim' })
    await expect(registry.send(file)).rejects.toThrow('Judul kolom "Nama Warga" tidak dikenal')
    await registry.headings.forget(cohortId)
    await expect(registry.send(file, { cohortId })).rejects.toThrow('Judul kolom "Nama Warga" tidak dikenal')
  })

  it('may be said anew', async () => {
    const say = (standsFor: 'name' | 'occupation') =>
      registry.headings.keep(null, new Map([['nama_warga', standsFor]]), 'staff:rina')
    await say('occupation')
    await say('name')
    expect(await registry.headings.list(null)).toEqual([{ heading: 'nama_warga', standsFor: 'name' }])
  })

  it('are none when the first line is somebody’s data, which is not kept as a heading', async () => {
    const withoutHeadings = csv([aRow(0), aRow(1)]).replace(/^.*\n/, '')
    await expect(registry.send(withoutHeadings)).rejects.toThrow('Baris pertama berkas ini berisi data')
    const kept = registry.headings.keep(null, new Map([[nikOf(0), 'nik']]), 'staff:rina')
    await expect(kept).rejects.toThrow('Baris pertama berkas ini berisi data')
  })
})
