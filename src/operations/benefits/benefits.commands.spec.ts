import { mkdtempSync, writeFileSync, cpSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { Command } from 'commander'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { registerBenefitCommands } from './benefits.commands.js'

const folder = mkdtempSync(join(tmpdir(), 'santun-benefits-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Seen {
  out: string
  err: string
  exit: number
}

/** What a person or a program sees of `santun benefits …`. */
function benefits(...words: string[]): Seen {
  const seen: Seen = { out: '', err: '', exit: 0 }
  const program = new Command('santun').exitOverride().configureOutput({
    writeOut: (text) => (seen.out += text),
    writeErr: (text) => (seen.err += text),
  })
  registerBenefitCommands(program)
  try {
    program.parse(['benefits', ...words], { from: 'user' })
  } catch (error) {
    if (!(error instanceof Error && 'exitCode' in error)) throw error
    seen.exit = Number(error.exitCode)
  }
  return seen
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const death = `
participant: { segment: BPU, benefit_wage_base: 1000000, sponsor: APBD }
event: { type: work_accident, event_date: 2022-09-10, outcome: death }
claim: { received: 2022-09-26 }
`
const examples = `
schema_version: 1
examples:
  - id: A
    title: Iuran
    input: { kind: contribution, segment: BPU, reported_income: 3000000, month: 2024-05 }
  - id: B
    input: { kind: decomposition, assumptions: [apa saja] }
  - id: C
    input:
      participant: { segment: PU, contribution_months: 35 }
      event: { type: non_work_death, event_date: 2023-09-12 }
      claim: { received: 2023-10-02 }
      children: [{ name: Siti, birth_date: 2009-05-01, level: SMP, grade: '8', school_year: 2023/2024 }]
`

describe('benefits evaluate', () => {
  it('answers one bare case for a person, with articles and the total in words', () => {
    const { out, exit } = benefits('evaluate', '--file', file('death.yaml', death))
    expect(exit).toBe(0)
    expect(out).toContain('Keputusan: Dapat dibayar')
    expect(out).toContain(
      '60% × 80 × upah sebulan Rp1.000.000 = Rp48.000.000 (PP 44/2015 jo. PP 82/2019 Pasal 25',
    )
    expect(out).toContain('Jumlah: Rp70.000.000 (tujuh puluh juta rupiah)')
  })

  it('answers every example for a machine, in their order and with their id', () => {
    const { out } = benefits('evaluate', '--json', '--file', file('examples.yaml', examples))
    expect(JSON.parse(out)).toMatchObject([
      {
        id: 'A',
        decision: 'computed',
        total: 36_300,
        lines: [{ code: 'CONTRIB_JKK', amount: 29_500 }, { code: 'CONTRIB_JKM' }],
      },
      { id: 'B', skipped: 'decomposition' },
      {
        id: 'C',
        total: 42_000_000,
        rejected_lines: [{ code: 'SCHOLARSHIP_YEAR', reason: 'JKM_CONTRIBUTION_MONTHS_BELOW_36' }],
      },
    ])
  })

  it('reads JSON as well as YAML', () => {
    const json = JSON.stringify({
      kind: 'contribution',
      segment: 'PU',
      monthly_wage: 3394513,
      risk_group: 'II',
      month: '2024-05',
    })
    expect(JSON.parse(benefits('evaluate', '--json', '--file', file('one.json', json)).out)).toMatchObject([
      { total: 28_514 },
    ])
  })

  it('shows shares and schedules to a person', () => {
    const heirs = 'kind: heirs\nprogram: JKM\namount: 42000000\nrelatives: [{ name: Ibu, relation: mother }]'
    expect(benefits('evaluate', '--file', file('heirs.yaml', heirs)).out).toContain('Ibu  Rp42.000.000')
    const projection =
      'kind: scholarship_projection\nchild: { birth_date: 2002-08-01, level: PT, grade: "3", first_school_year: 2024/2025 }'
    expect(benefits('evaluate', '--file', file('projection.yaml', projection)).out).toContain(
      '2025/2026  perguruan tinggi tahun ke-4, usia 23 tahun  berhenti karena batas usia',
    )
  })

  it('refuses wrong facts with exit code 2, the paths on stderr and nothing on stdout', () => {
    const wrong = examples
      .replace('reported_income: 3000000', 'reported_income: -1')
      .replace('segment: PU', 'segment: PNS')
    expect(benefits('evaluate', '--json', '--file', file('wrong.yaml', wrong))).toEqual({
      out: '',
      err:
        'examples[0].input.reported_income (A): tidak boleh kurang dari nol; tulis rupiah utuh\n' +
        'examples[2].input.participant.segment (C): harus salah satu dari: PU, BPU, PMI\n',
      exit: 2,
    })
  })

  it.each([
    ['tidak ada.yaml', undefined, 'tidak dapat dibaca'],
    ['broken.yaml', 'a: [1', 'baris 1: bukan YAML atau JSON yang sah'],
    ['twice.yaml', 'kind: heirs\nkind: heirs', 'baris 2: bukan YAML'],
    ['list.yaml', '- 1', '(berkas): harus berisi satu perkara'],
    ['version.yaml', 'schema_version: 2\nexamples: []', 'schema_version: harus 1'],
    ['noid.yaml', 'schema_version: 1\nexamples: [{ input: {} }]', 'examples[0].id: wajib diisi'],
    ['noinput.yaml', 'schema_version: 1\nexamples: [{ id: A }]', 'examples[0].input: wajib diisi'],
  ])('refuses %s with exit code 2', (name, text, message) => {
    const path = text === undefined ? join(folder, name) : file(name, text)
    const { out, err, exit } = benefits('evaluate', '--file', path)
    expect([out, exit]).toEqual(['', 2])
    expect(err).toContain(message)
  })

  it('refuses a folder that holds no law', () => {
    const { err, exit } = benefits(
      'evaluate',
      '--file',
      file('death.yaml', death),
      '--law',
      join(folder, 'none'),
    )
    expect(exit).toBe(2)
    expect(err).toContain('tidak ditemukan')
  })
})

describe('benefits compare', () => {
  const other = join(folder, 'law')
  cpSync(join(findConfigDirectory(), 'law'), other, { recursive: true })
  change('jkk/burial.yaml', 'value: 10000000', 'value: 12000000')
  change('scholarship/jkm_min_contribution_months.yaml', 'value: 36', 'value: 24')

  function change(name: string, from: string, to: string): void {
    const text = readFileSync(join(other, name), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(other, name), text.replace(from, to))
  }

  it('shows every changed rupiah with the parameter that changed it', () => {
    const { out } = benefits('compare', '--file', file('examples.yaml', examples), '--law', other)
    expect(out).toContain(
      'SCHOLARSHIP_YEAR Siti 2023/2024: Rp0 -> Rp2.000.000 (+Rp2.000.000), karena scholarship.jkm_min_contribution_months',
    )
    expect(out).toContain(
      'scholarship.jkm_min_contribution_months: 36 bulan sejak 2 Desember 2019 -> 24 bulan',
    )
    expect(out).not.toContain('jkk.burial')
    expect(out).toContain('1 dari 3 perkara berubah; Rp42.000.000 menjadi Rp44.000.000 (+Rp2.000.000).')
  })

  it('is the same for machines', () => {
    const { out } = benefits('compare', '--json', '--file', file('death.yaml', death), '--law', other)
    expect(JSON.parse(out)).toMatchObject([
      {
        before: { decision: 'payable', total: 70_000_000 },
        after: { decision: 'payable', total: 72_000_000 },
        lines: [
          {
            line: 'JKK_BURIAL',
            before: 10_000_000,
            after: 12_000_000,
            difference: 2_000_000,
            causes: ['jkk.burial'],
          },
        ],
        causes: [{ parameter: 'jkk.burial', before: { value: 10_000_000 }, after: { value: 12_000_000 } }],
      },
    ])
  })

  it('finds nothing when the law is the same', () => {
    const { out } = benefits(
      'compare',
      '--file',
      file('death.yaml', death),
      '--law',
      join(findConfigDirectory(), 'law'),
    )
    expect(out).toBe('0 dari 1 perkara berubah; Rp0 menjadi Rp0 (Rp0).\n')
  })
})
