import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { LawBookError, type LawProblem } from '#libs/law'
import { parseLocalDate } from '#libs/local-date'
import { loadLaw } from './load-law.js'

const folder = mkdtempSync(join(tmpdir(), 'santun-law-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0

/** A folder of law with the given files, by path. */
function lawOf(files: Record<string, string>): string {
  const root = join(folder, String((count += 1)))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** What is wrong with the law, as `line: message` of each problem. */
function problemsOf(files: Record<string, string>): string[] {
  return failureOf(files).map(({ line, message }) => `${line}: ${message}`)
}

function failureOf(files: Record<string, string>): readonly LawProblem[] {
  try {
    loadLaw(lawOf(files))
    return []
  } catch (error) {
    if (error instanceof LawBookError) return error.problems
    throw error
  }
}

const lump = `label: Santunan kematian sekaligus JKM
unit: IDR
applies_on: reference_date
values:
  - from: 2015-07-01
    to: 2019-12-01
    value: 16200000
    basis: { act: PP 44/2015, article: PP 44/2015 Pasal 34, confidence: S }
  - from: 2019-12-02
    value: 20000000
    basis: { act: PP 82/2019, article: PP 82/2019 Pasal 34, confidence: S }
verified: { on: 2026-01-01, how: dibandingkan dengan naskah }
`
const jkm = (text: string) => ({ 'jkm/lump.yaml': text })

function table(name: string, rows: string): Record<string, string> {
  const text = `label: Tabel
unit: table
applies_on: reference_date
values:
  - from: 2015-07-01
    value:
${rows}
    basis: { act: PP 44/2015, article: PP 44/2015, confidence: S }
verified: { on: 2026-01-01, how: dibandingkan dengan naskah }
`
  return { [`${name.replaceAll('.', '/')}.yaml`]: text }
}

test('a folder of files becomes a book of law, named after their paths', () => {
  const law = loadLaw(lawOf({ ...jkm(lump), 'jkm/bpu_wait/amount.yaml': lump }))
  expect(law.names()).toEqual(['jkm.bpu_wait.amount', 'jkm.lump'])
  expect(law.amount('jkm.lump', parseLocalDate('2024-05-01')).value).toBe(20_000_000n)
})

describe('a file that cannot be relied on stops the start, with its line:', () => {
  test('a gap at the beginning', () => {
    expect(problemsOf(jkm(lump.replace('2015-07-01', '2016-01-01')))).toEqual([
      '5: celah: tidak ada keterangan untuk 2015-07-01 sampai sebelum 2016-01-01; beri nilai atau "none"',
    ])
  })

  test('a gap between two periods', () => {
    expect(problemsOf(jkm(lump.replace('from: 2019-12-02', 'from: 2019-12-05')))).toEqual([
      '9: celah: tidak ada keterangan antara 2019-12-01 dan 2019-12-05',
    ])
  })

  test('a gap at the end', () => {
    expect(problemsOf(jkm(lump.replace('from: 2019-12-02', 'from: 2019-12-02\n    to: 2026-12-31')))).toEqual(
      ['10: celah: tidak ada keterangan setelah 2026-12-31; beri nilai atau "none"'],
    )
  })

  test('an overlap', () => {
    expect(problemsOf(jkm(lump.replace('to: 2019-12-01', 'to: 2019-12-31')))).toEqual([
      '9: tumpang tindih: mulai 2019-12-02 padahal masa sebelumnya berlaku sampai 2019-12-31',
    ])
  })

  test('a period that never ends before the next begins', () => {
    expect(problemsOf(jkm(lump.replace('    to: 2019-12-01\n', '')))).toEqual([
      '8: tumpang tindih: mulai 2019-12-02 padahal masa sebelumnya berlaku sampai seterusnya',
    ])
  })

  test('a period that ends before it begins', () => {
    expect(problemsOf(jkm(lump.replace('to: 2019-12-01', 'to: 2014-12-01')))[0]).toBe(
      '6: masa berlaku terbalik: 2014-12-01 lebih awal dari 2015-07-01',
    )
  })

  test('a value without basis', () => {
    expect(problemsOf(jkm(lump.replace(/    basis.*Pasal 34.*\n(?=  - )/, '')))).toEqual([
      '5: nilai tanpa dasar hukum; isi "basis" dengan act, article dan confidence',
    ])
  })

  test('a basis without article', () => {
    expect(problemsOf(jkm(lump.replace('article: PP 82/2019 Pasal 34, ', '')))[0]).toMatch(
      /^11: values.1.basis.article:/,
    )
  })

  test('neither a value nor the word that there is none', () => {
    expect(problemsOf(jkm(lump.replace('    value: 16200000\n', '')))).toEqual([
      '5: isi tepat satu: "value", atau "none" dengan alasan mengapa tidak ada nilai',
    ])
  })

  test('both a value and the word that there is none', () => {
    expect(problemsOf(jkm(lump.replace('value: 16200000', 'value: 16200000\n    none: dicabut')))).toEqual([
      '5: isi tepat satu: "value", atau "none" dengan alasan mengapa tidak ada nilai',
    ])
  })

  test('an unknown unit', () => {
    expect(problemsOf(jkm(lump.replace('IDR', 'rupiah')))[0]).toMatch(
      /^2: unit: nilai tidak dikenal; pilih IDR, percent/,
    )
  })

  test('an unknown key', () => {
    expect(problemsOf(jkm(lump.replace('    to: 2019-12-01', '    until: 2019-12-01')))).toEqual([
      '6: kunci "until" tidak dikenal',
    ])
  })

  test('a missing key', () => {
    expect(problemsOf(jkm(lump.replace('label: Santunan kematian sekaligus JKM\n', '')))[0]).toMatch(
      /^1: label:/,
    )
  })

  test('an amount that is not a whole number of rupiah', () => {
    expect(problemsOf(jkm(lump.replace('16200000', '16200000.5')))[0]).toMatch(/^7: values.0.value:/)
    expect(problemsOf(jkm(lump.replace('16200000', '16.200.000')))[0]).toMatch(/^7: values.0.value:/)
    expect(problemsOf(jkm(lump.replace('16200000', '-1')))[0]).toMatch(/^7: values.0.value:/)
  })

  test('a date that does not exist', () => {
    expect(problemsOf(jkm(lump.replace('to: 2019-12-01', 'to: 2019-11-31')))[0]).toBe(
      '6: values.0.to: bukan tanggal; tulis TTTT-BB-HH',
    )
  })

  test('an unknown confidence', () => {
    expect(problemsOf(jkm(lump.replace('confidence: S }\nverified', 'confidence: X }\nverified')))).toEqual([
      '11: values.1.basis.confidence: nilai tidak dikenal; pilih Q, S, M, D',
    ])
  })

  test('a choice the calculation does not know', () => {
    const text = lump.replace('IDR', 'choice').replace('16200000', 'half_up').replace('20000000', 'ceiling')
    expect(problemsOf({ 'rounding/mode.yaml': text })).toEqual([
      '10: pilihan "ceiling" tidak dikenal; pilih half_up atau floor',
    ])
  })

  test('a name of a choice or table with another unit, and the reverse', () => {
    expect(problemsOf({ 'rounding/mode.yaml': lump })[0]).toMatch(
      /^2: satuan IDR tidak cocok: rounding.mode adalah pilihan/,
    )
    expect(problemsOf({ 'heirs/order.yaml': lump })[0]).toMatch(
      /^2: satuan IDR tidak cocok: heirs.order adalah tabel/,
    )
    expect(problemsOf(table('jkm.lump', '      - { a: 1 }'))[0]).toMatch(
      /^2: satuan table tidak cocok: tabel jkm.lump tidak dikenal/,
    )
  })

  test('a name that another file has', () => {
    const other = lump.replace('values:', 'aliases: [jkm.lump]\nvalues:')
    expect(problemsOf({ ...jkm(lump), 'jkm/other.yaml': other })[0]).toMatch(
      /^4: nama jkm.lump sudah dipakai di .*lump.yaml$/,
    )
  })

  test('a key that comes twice', () => {
    expect(problemsOf(jkm(lump.replace('unit: IDR', 'unit: IDR\nunit: IDR')))[0]).toMatch(
      /^3: Map keys must be unique/,
    )
  })

  test('text that is not YAML', () => {
    expect(problemsOf(jkm(lump.replace('confidence: S }\n  -', 'confidence: S\n  -')))[0]).toMatch(/^\d+: /)
  })

  test('an empty file', () => {
    expect(problemsOf(jkm(''))[0]).toMatch(/^1: /)
  })

  test('a file of another kind', () => {
    expect(problemsOf({ ...jkm(lump), 'jkm/catatan.txt': 'x' })).toEqual([
      '1: hanya berkas .yaml yang boleh ada di folder ini',
    ])
  })

  test('a folder that is not there', () => {
    expect(() => loadLaw(join(folder, 'nowhere'))).toThrow('folder tidak ditemukan')
  })
})

describe('a table that cannot be relied on stops the start, with the line of its row:', () => {
  test('an unknown column and a missing one', () => {
    expect(
      problemsOf(
        table(
          'scholarship.levels',
          '      - { code: SMP, name: SMP, grades: ["7"], amount: 1, max_paid_years: 3 }',
        ),
      ),
    ).toEqual([expect.stringMatching(/^7: 0.amount_per_year:/), '7: kunci "amount" tidak dikenal'])
  })

  test('a code that comes twice', () => {
    const row = '      - { code: SMP, name: SMP, grades: ["7"], amount_per_year: 1, max_paid_years: 3 }'
    expect(problemsOf(table('scholarship.levels', `${row}\n${row}`))).toEqual(['8: kode SMP muncul dua kali'])
  })

  test('a disability contained in one that is not listed, or without its percentage', () => {
    const rows = `      - { code: HAND, name: Tangan, percent: 32, mode: fixed, contained_in: ARM, confidence: M }
      - { code: SCALP, name: Kulit kepala, percent_min: 10, mode: range, confidence: S }`
    expect(problemsOf(table('jkk.disability_percentages', rows))).toEqual([
      '7: HAND termasuk dalam ARM, tetapi kode itu tidak ada',
      '8: SCALP tidak mempunyai persentase yang lengkap',
    ])
  })

  test('income bands that leave an income out', () => {
    const rows = `      - { band: 1, income_from: 0, income_to: 1100000, benefit_wage_base: 1000000, confidence: S }
      - { band: 2, income_from: 1200000, benefit_wage_base: 1200000, confidence: M }`
    expect(problemsOf(table('contribution.bpu_bands', rows))).toEqual([
      '8: golongan 2 tidak bersambung dengan golongan sebelumnya',
    ])
  })

  test('a time limit that points at no parameter', () => {
    const row = `      - { code: PAY, what: Bayar, who: BPJS, parameter: jkm.days, starts_from: lengkap, consequence: ganti rugi, from: 2015-07-01, article: PP 44/2015, confidence: Q }`
    expect(problemsOf(table('time_limits', row))).toEqual([
      '5: batas waktu PAY menunjuk parameter jkm.days yang tidak ada',
    ])
  })
})

test('all problems of all files are said at once', () => {
  const problems = failureOf({
    'a/b.yaml': lump.replace('IDR', 'rupiah'),
    'c/d.yaml': lump.replace('to: 2019-12-01', 'to: 2019-12-31').replace('20000000', 'banyak'),
  })
  expect(problems.map(({ file }) => file.split('/').slice(-2).join('/'))).toEqual(['a/b.yaml', 'c/d.yaml'])
})
