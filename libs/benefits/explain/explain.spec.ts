import { describe, expect, it } from '@jest/globals'
import { loadWorkingCalendar } from '../../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../../src/platform/law-loader/load-law.js'
import { type Answer, evaluate, placeAtSchool } from '../index.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })

type Fields = Record<string, unknown>

function answerTo(input: Fields): Answer {
  const evaluation = evaluate(input, law, calendar)
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
  return evaluation.answer
}

function claim(parts: { participant?: Fields; event?: Fields; claim?: Fields } & Fields): Answer {
  const { participant, event, claim: application, ...rest } = parts
  return answerTo({
    participant: { segment: 'PU', benefit_wage_base: 3_000_000, ...participant },
    event: { type: 'work_accident', event_date: '2023-05-10', outcome: 'recovered', ...event },
    claim: { received: '2023-06-10', ...application },
    ...rest,
  })
}

const because = ({ lines }: Answer) => lines.map((line) => line.because)
const refusals = ({ counterfactuals = [] }: Answer) => counterfactuals.map((each) => each.because)
const since2019 = 'PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III, berlaku sejak 2 Desember 2019'

describe('a line says its arithmetic', () => {
  it('for a death', () => {
    expect(because(claim({ event: { outcome: 'death' } }))[0]).toBe(
      `Santunan kematian karena kecelakaan kerja: 60% × 80 × upah sebulan Rp3.000.000 = Rp144.000.000 (${since2019}).`,
    )
  })

  it('for a death below the minimum', () => {
    const answer = claim({ participant: { benefit_wage_base: 400_000 }, event: { outcome: 'death' } })
    expect(because(answer)[0]).toContain(
      '60% × 80 × upah sebulan Rp400.000 = Rp19.200.000, kurang dari jumlah paling sedikit, sehingga dibayar Rp20.000.000',
    )
  })

  it('for incapacity', () => {
    expect(because(claim({ stmb_days: 200 }))[1]).toContain(
      'bagian 2, 20 hari × Rp3.000.000 ÷ 30 × 100% = Rp2.000.000',
    )
  })

  it('for parts that are added, limited, covered and capped', () => {
    const disabilities = [
      { code: 'ARM_SHOULDER_R' },
      { code: 'THUMB_R' },
      { code: 'HEARING_LOSS_ONE_10DB', side: 'L', decibel: 79 },
      { code: 'LEG_HIP', side: 'R', function_loss_pct: 50 },
    ]
    expect(because(claim({ event: { outcome: 'partial' }, disabilities }))[0]).toContain(
      'lengan kanan dari sendi bahu ke bawah 40% + ' +
        'penurunan daya dengar sebelah telinga setiap 10 desibel 3% × 7, paling banyak 20% = 20% + ' +
        'sebelah kaki dari pangkal paha ke bawah 35% × kehilangan fungsi 50% = 17,5%; ' +
        'ibu jari tangan kanan tidak ditambahkan karena sudah termasuk lengan kanan dari sendi bahu ke bawah' +
        ' = 77,5%, dibatasi menjadi 70%; 70% × 80 × upah sebulan Rp3.000.000 = Rp168.000.000',
    )
  })

  it('for a left-handed participant', () => {
    const answer = claim({
      participant: { handedness: 'left' },
      event: { outcome: 'partial' },
      disabilities: [{ code: 'INDEX_L' }],
    })
    expect(because(answer)[0]).toContain(
      'telunjuk tangan kiri (memakai angka sisi sebelahnya karena peserta kidal) 9%',
    )
  })

  it('for receipts and reference prices', () => {
    const receipts = {
      medical: 5,
      dentures: 6_000_000,
      glasses: 400_000,
      orthosis_reference_price: 1_000_000,
    }
    const [medical, dentures, glasses, orthosis] = because(claim({ receipts }))
    expect(medical).toContain('kuitansi Rp5 diganti seluruhnya')
    expect(dentures).toContain('kuitansi Rp6.000.000 diganti sampai batas Rp5.000.000')
    expect(glasses).toContain('kuitansi Rp400.000 tidak melampaui batas Rp1.000.000')
    expect(orthosis).toContain('harga acuan Rp1.000.000 ditambah 40% = Rp1.400.000')
  })

  it('for the shortfall of an employer', () => {
    const { employer_lines: owed = [] } = claim({
      participant: { true_monthly_wage: 4_000_000 },
      event: { outcome: 'total_permanent' },
    })
    expect(owed[0]?.because).toContain(
      'Santunan cacat total tetap: Rp224.000.000 menurut upah sebenarnya Rp4.000.000, ' +
        'dikurangi Rp168.000.000 menurut upah yang dilaporkan Rp3.000.000 = Rp56.000.000',
    )
  })

  it('for a cohort with relief', () => {
    const answer = answerTo({
      kind: 'contribution',
      segment: 'BPU',
      reported_income: 1_000_000,
      sector: 'transport',
      first_month: '2027-03',
      months: 2,
      workers: 10,
    })
    expect(because(answer)[0]).toContain(
      '10 pekerja × (1% × penghasilan dasar kelompok 1 Rp1.000.000, ' +
        '1 bulan × Rp5.000, keringanan sehingga dibayar 50% + 1 bulan × Rp10.000; ' +
        'Rp6.800, 1 bulan × Rp3.400, keringanan sehingga dibayar 50% + 1 bulan × Rp6.800) = Rp252.000',
    )
  })

  it('for lateness', () => {
    const late = {
      program: 'JKM',
      requirements_complete: '2024-04-05',
      paid_on: '2024-04-22',
      late_base: 42_000_000,
    }
    expect(because(answerTo(late))[0]).toContain(
      'Rp42.000.000 × 1% × 4 hari = Rp1.680.000; batas 18 April 2024, dibayar 22 April 2024',
    )
  })
})

describe('a refusal says when it would be paid', () => {
  it('with too few contribution months', () => {
    const answer = claim({
      participant: { contribution_months: 35 },
      event: { type: 'non_work_death', outcome: 'death' },
      children: [{ name: 'Anak 1', birth_date: '2012-01-01' }],
    })
    expect(refusals(answer)).toEqual([
      'Beasiswa pendidikan anak tidak dibayar karena masa iur kurang dari 36 bulan. Akan dibayar bila masa iur ' +
        'paling sedikit 36 bulan, tercatat 35 (PP 44/2015 jo. PP 82/2019 Pasal 34).',
    ])
  })

  it('with an application too late', () => {
    expect(refusals(claim({ claim: { received: '2028-05-11' } }))).toEqual([
      'Klaim ini tidak dibayar karena pengajuan pertama diterima sesudah hari terakhir yang sah. Akan dibayar bila ' +
        'pengajuan pertama diterima paling lambat 10 Mei 2028, tercatat 11 Mei 2028 (PP 44/2015 jo. PP 82/2019 Pasal 26).',
    ])
  })

  it('with arrears of the employer, who pays first', () => {
    const answer = claim({ participant: { arrears_months: 4 }, stmb_days: 3 })
    expect(refusals(answer)[0]).toContain(
      'Klaim ini dibayar lebih dahulu oleh pemberi kerja karena pemberi kerja menunggak iuran lebih lama daripada ' +
        'yang ditanggung. Akan dibayar BPJS Ketenagakerjaan bila tunggakan iuran paling banyak 3 bulan, tercatat 4',
    )
  })

  it('with arrears of an informal worker, payable once they are settled', () => {
    const participant = { segment: 'BPU', paid_until: '2023-04-30' }
    expect(refusals(claim({ participant, stmb_days: 3 }))[0]).toContain(
      'Klaim ini belum dibayar karena iuran menunggak. Akan dibayar bila iuran lunas sekurang-kurangnya sampai 10 Mei 2023, ' +
        'tercatat 30 April 2023',
    )
  })

  it('with a child who reached the age', () => {
    const children = [
      { name: 'Siti', birth_date: '2000-06-10', level: 'PT', grade: '4', school_year: '2022/2023' },
    ]
    expect(refusals(claim({ event: { outcome: 'death' }, children }))[0]).toContain(
      'Beasiswa pendidikan anak untuk Siti tahun ajaran 2022/2023 tidak dibayar karena anak telah berusia 23 tahun. ' +
        'Akan dibayar bila usia anak paling banyak 22 tahun, tercatat 23',
    )
  })

  it('with a sudden death that was no work accident', () => {
    const event = {
      type: 'sudden_death_at_work',
      event_date: '2024-03-01',
      outcome: 'death',
      collapsed_at: '2024-03-01T10:00:00+08:00',
      died_at: '2024-03-03T10:00:00+08:00',
      taken_directly_to_care: true,
    }
    expect(refusals(claim({ event, claim: { received: '2024-04-01' } }))[0]).toContain(
      'Santunan kematian karena kecelakaan kerja tidak dibayar karena kejadian ini bukan kecelakaan kerja. ' +
        'Akan dibayar bila peserta meninggal paling lama 24 jam sesudah jatuh',
    )
  })

  it('with a reading instead of an article where the law is silent', () => {
    const event = { type: 'non_work_death', outcome: 'death' }
    expect(refusals(claim({ event, claim: { received: '2030-01-01' } }))[0]).toContain(
      'tercatat 1 Januari 2030 (tafsir yang dipilih karena peraturan tidak menyebutnya)',
    )
  })

  it('without a promise when no fact would change it', () => {
    expect(
      refusals(
        claim({
          event: { event_date: '2018-01-01' },
          claim: { received: '2018-02-01' },
          receipts: { glasses: 1 },
        }),
      ),
    ).toEqual([
      'Biaya kacamata tidak dibayar karena manfaat ini belum ada menurut aturan pada tanggal kejadian.',
    ])
  })
})

describe('the document of a line', () => {
  it('carries facts, rule, values of law with their source, and the sentence', () => {
    const answer = claim({
      participant: { benefit_wage_base: 2_950_001 },
      event: { outcome: 'partial' },
      disabilities: [{ code: 'SMELL', function_loss_pct: 12.5 }],
    })
    expect(answer.lines[0]?.toJSON()).toMatchObject({
      code: 'JKK_DISABILITY_PARTIAL',
      amount: 2_950_001n,
      payee: 'participant',
      article: 'PP 44/2015 jo. PP 82/2019 Pasal 25 & Lampiran III',
      working: {
        rule: 'partial_disability',
        parts: [{ code: 'SMELL', table_percent: 10, function_loss: 12.5, percent: 1.25 }],
        percent: 1.25,
        multiplier: 80,
        wage: 2_950_001n,
      },
      parameters: [
        { name: 'jkk.disability_multiplier', value: 80, from: '2019-12-02', confidence: 'S' },
        { name: 'jkk.disability_percentages', value: 'tabel', from: '2015-07-01' },
      ],
    })
  })
})

describe('the place of a child at school', () => {
  it.each([
    ['TK_SD', 'TK-A', 'TK A'],
    ['TK_SD', '4', 'SD kelas 4'],
    ['TK_SD', undefined, 'TK atau SD'],
    ['SMA', '11', 'SMA atau SMK kelas 11'],
    ['PT', '2', 'perguruan tinggi tahun ke-2'],
    ['PT', 'pelatihan', 'pelatihan'],
  ] as const)('%s %s is %s', (level, grade, words) => {
    expect(placeAtSchool(level, grade)).toBe(words)
  })
})
