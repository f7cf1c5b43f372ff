import { createHash } from 'node:crypto'
import { getDistricts } from 'idn-area-data'
import { type LocalDate, ageOn, parseLocalDate } from '#libs/local-date'
import { type ParticipantRow, type RowWarning, readHeader, rowChecker } from '#libs/participant-row'
import { PASER_WORKERS, paserCohort } from './paser-cohort.js'
import { participantA, participantB } from './paser-families.js'

const asOf = parseLocalDate('2022-10-03')
const lines: string[] = []
const rows: ParticipantRow[] = []
const warnings: RowWarning[] = []

beforeAll(async () => {
  for await (const line of paserCohort()) lines.push(line)
  const knownDistricts = new Set((await getDistricts()).map(({ code }) => code.replaceAll('.', '')))
  const header = readHeader((lines[0] ?? '').trim().split(','))
  if (!header.ok) throw new Error('the header is refused')
  const check = rowChecker(header.layout, { asOf, knownDistricts, sponsored: true })
  for (const line of lines.slice(1)) {
    const answer = check(line.slice(0, -1).split(','))
    if (!answer.ok) throw new Error(`refused: ${line}`)
    rows.push(answer.row)
    warnings.push(...answer.warnings)
  }
})

describe('the cohort of Paser', () => {
  it('has the workers of October 2022, each a row without refusal or warning', () => {
    expect(rows).toHaveLength(PASER_WORKERS)
    expect(warnings).toEqual([])
  })

  it('has every NIK and every KPJ once', () => {
    expect(new Set(rows.map(({ nik }) => nik)).size).toBe(PASER_WORKERS)
    expect(new Set(rows.map(({ kpj }) => kpj)).size).toBe(PASER_WORKERS)
  })

  it('lives in all ten districts of the regency', () => {
    const districts = new Set(rows.map(({ areaCode }) => areaCode.slice(0, 6)))
    expect([...districts].sort()).toEqual(
      Array.from({ length: 10 }, (_, at) => `6401${String(at + 1).padStart(2, '0')}`),
    )
  })

  it('has the occupations of the programme', () => {
    expect([...new Set(rows.map(({ occupation }) => occupation))].sort()).toEqual([
      'UMKM',
      'guru honorer',
      'pedagang',
      'pekebun',
      'pekerja keagamaan',
      'pekerja sosial',
      'petani',
      'petugas RT',
    ])
  })

  it('is of working age', () => {
    const ages = rows.map(({ birthDate }) =>
      ageOn(birthDate, parseLocalDate('2022-10-01') satisfies LocalDate),
    )
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([18, 64])
  })

  it('holds the two participants of the story', () => {
    for (const { nik, kpj, name, birthDate } of [participantA, participantB]) {
      expect(rows.find((row) => row.nik === nik)).toMatchObject({
        kpj,
        name,
        birthDate,
        membershipStart: '2022-10-01',
      })
    }
  })

  it('is the same file every time, and another with another seed', async () => {
    const digest = async (seed: number) => {
      const hash = createHash('sha256')
      for await (const line of paserCohort({ count: 500, seed })) hash.update(line)
      return hash.digest('hex')
    }
    expect(await digest(1)).toBe(await digest(1))
    expect(await digest(1)).not.toBe(await digest(2))
  })
})
