import { join } from 'node:path'
import { Command } from 'commander'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { registerLawCommands } from './law.commands.js'

/** What a person sees who types `santun law …`, errors included. */
function law(...words: string[]): string {
  let seen = ''
  const show = (text: string) => {
    seen += text
  }
  const program = new Command('santun').exitOverride().configureOutput({ writeOut: show, writeErr: show })
  registerLawCommands(program)
  try {
    program.parse(['law', ...words], { from: 'user' })
  } catch (error) {
    if (!(error instanceof Error && 'exitCode' in error)) throw error
    seen += `(exit ${String(error.exitCode)})`
  }
  return seen
}

function json(...words: string[]): unknown {
  return JSON.parse(law(...words, '--json'))
}

describe('law list', () => {
  test('shows every parameter with its latest value, period and confidence', () => {
    expect(law('list')).toContain('Santunan kematian sekaligus JKM: Rp20.000.000, sejak 2 Desember 2019 (S)')
  })

  test('can be narrowed by a word of the name, the label or another name', () => {
    expect(law('list', 'PEMAKAMAN')).toMatch(/^jkk.burial .*\njkm.burial .*\n\n2 parameter\. /)
    expect(law('list', 'jkk.stmb.days')).toContain('stmb.days_per_month')
  })

  test('is the same for machines', () => {
    expect(json('list', 'jkm.lump')).toMatchObject({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      parameters: [{ name: 'jkm.lump', unit: 'IDR', value: 20_000_000, from: '2019-12-02' }],
    })
  })
})

describe('law show', () => {
  test('tells value, period, article, confidence and history', () => {
    expect(law('show', 'jkm.lump', '2019-12-01')).toBe(`jkm.lump: Santunan kematian sekaligus JKM

Nilai pada 1 Desember 2019: Rp16.200.000 (enam belas juta dua ratus ribu rupiah)
Berlaku: 1 Juli 2015 sampai 1 Desember 2019
Dasar hukum: PP 44/2015 Pasal 34
Kepastian: S, dilihat pada sumber kedua

Riwayat
  1 Juli 2015 sampai 1 Desember 2019: Rp16.200.000. PP 44/2015 Pasal 34 (S)
  sejak 2 Desember 2019: Rp20.000.000. PP 44/2015 jo. PP 82/2019 Pasal 34 (S)

Dipilih menurut tanggal kecelakaan, diagnosis atau kematian.
Dipakai oleh aturan R-3.2.
Diperiksa 22 November 2026: disalin dari tabel acuan; kesamaannya diuji pada setiap perubahan.
`)
  })

  test('says when and why nothing applies', () => {
    expect(law('show', 'jkk.glasses_cap', '2019-01-01')).toContain(
      'Pada 1 Januari 2019 tidak ada nilai yang berlaku: Belum ada sebelum PP 82/2019.',
    )
    expect(law('show', 'jkm.lump', '2015-06-30')).toContain('tanggal ini sebelum aturan yang dimuat')
  })

  test('finds a parameter by its other name and tells the other readings', () => {
    const shown = law('show', 'jkk.stmb.days_per_month')
    expect(shown).toContain('stmb.days_per_month: Hari dalam satu bulan untuk STMB')
    expect(shown).toContain('Tafsir (pilihan yang dapat diatur) (D)')
    expect(shown).toContain('Tafsir lain yang mungkin: calendar_months.')
  })

  test('shows a table row by row', () => {
    expect(law('show', 'scholarship.levels', '2024-05-01')).toContain(
      '  kode SMP · nama SLTP/SMP sederajat · kelas 7, 8, 9 · per tahun Rp2.000.000 · paling banyak (tahun) 3\n',
    )
  })

  test('shows a time limit with the number it points at, as the days of its row had it', () => {
    const shown = law('show', 'time_limits', '2024-05-01')
    expect(shown).toMatch(/kode PAY_JKK .* batasnya 7 hari kerja\n/)
    expect(shown).toMatch(/kode EXPIRE_JKK_OLD .* batasnya 2 tahun\n/)
    expect(shown).toMatch(/kode EXPIRE_JKK_NEW .* batasnya 5 tahun\n/)
  })

  test('is the same for machines, percent as a number', () => {
    expect(json('show', 'jkk.death_pct', '2024-05-01')).toMatchObject({
      name: 'jkk.death_pct',
      on: '2024-05-01',
      inForce: { value: 60, from: '2019-12-02', basis: { confidence: 'S' } },
      history: [{ to: '2019-12-01' }, { from: '2019-12-02' }],
    })
    expect(json('show', 'jkk.glasses_cap', '2019-01-01')).toMatchObject({ inForce: null })
  })

  test('suggests names for one that does not exist', () => {
    expect(law('show', 'jkm.lumpsum')).toMatch(
      /Parameter jkm.lumpsum tidak ada.*\nMungkin: jkm.lump, .*\n\(exit 1\)$/,
    )
  })

  test('refuses a date that does not exist', () => {
    expect(law('show', 'jkm.lump', '2023-02-29')).toMatch(
      /"2023-02-29" bukan tanggal; tulis TTTT-BB-HH.*\n\(exit 1\)$/,
    )
  })
})

describe('law diff', () => {
  test('shows what changed between two days, with the new article', () => {
    const shown = law('diff', '2019-12-01', '2019-12-02')
    expect(shown).toContain(
      'jkm.burial: Biaya pemakaman JKM\n  Rp3.000.000 -> Rp10.000.000\n  PP 44/2015 jo. PP 82/2019 Pasal 34\n',
    )
    expect(shown).toContain('tidak ada nilai -> Rp20.000.000')
    expect(shown).not.toContain('jkk.death_pct')
  })

  test('shows of a table only the rows that came or went', () => {
    const shown = law('diff', '2026-03-31', '2026-04-01')
    expect(shown).toContain('  + segmen BPU · sektor other · dibayar 50%')
    expect(shown).not.toContain('transport')
  })

  test('says when nothing changed', () => {
    expect(law('diff', '2024-01-01', '2024-01-02')).toBe(
      '0 parameter berbeda antara 1 Januari 2024 dan 2 Januari 2024.\n',
    )
    expect(json('diff', '2024-01-01', '2024-01-02')).toEqual({
      first: '2024-01-01',
      second: '2024-01-02',
      changes: [],
    })
  })

  test('is the same for machines', () => {
    expect(json('diff', '2025-02-23', '2025-02-24')).toMatchObject({
      changes: expect.arrayContaining([
        expect.objectContaining({ name: 'jkm.bpu_full_benefit_min_months', before: null }),
      ]),
    })
  })
})

test('another folder of law that is not in order is refused with all its problems', () => {
  const calendar = join(findConfigDirectory(), 'calendar')
  expect(law('list', '--law', calendar)).toMatch(
    /Data hukum tidak dapat dipakai \(\d+ masalah\):\n[^\n]*2022.yaml:1: unit:/,
  )
  expect(law('list', '--law', join(calendar, 'nowhere'))).toContain('folder tidak ditemukan')
})
