import { describe, expect, it } from '@jest/globals'
import type { LocalDate } from '#libs/local-date'
import { type ClaimFactsOnPaper, findingsOn, isAgreement } from './paper-findings.js'

const facts: ClaimFactsOnPaper = {
  participant: { nik: '6401021708850003', name: 'Suryadi Pranata', birthDate: '1985-08-17' as LocalDate },
  claimant: { name: 'Ratna Wulandari', relation: 'spouse' },
  deathDate: '2026-02-20' as LocalDate,
  children: ['Bagas Pranata'],
}
const certificate = (day: string) => [
  'KUTIPAN AKTA KEMATIAN',
  'Berdasarkan Akta Kematian Nomor 6401-KM-26022026-0014',
  `bahwa di PASER pada tanggal ${day}`,
  'telah meninggal dunia seorang bernama',
  'Nama : SURYADI PRANATA',
  'NIK : 6401021708850003',
  'lahir di PASER pada tanggal 17-08-1985',
]
const familyCard = (own: string, theirs: string) => [
  'KARTU KELUARGA',
  'No. 6401021203150007',
  '1 SURYADI PRANATA 6401021708850003 LAKI-LAKI',
  '2 RATNA WULANDARI 6401025203880002 PEREMPUAN',
  `1 KAWIN ${own} WNI`,
  `2 KAWIN ${theirs} WNI`,
]

describe('what a paper says of the claim', () => {
  it('agrees when number, name and day of death are those of the claim', () => {
    const findings = findingsOn(
      'AKTA_KEMATIAN',
      certificate('DUA PULUH FEBRUARI tahun DUA RIBU DUA PULUH ENAM'),
      facts,
    )
    expect(findings).toEqual({ participant_nik: 'same', participant_name: 'same', death_date: 'same' })
    expect(isAgreement(findings)).toBe(true)
  })

  it('does not agree when the certificate names another day of death', () => {
    const findings = findingsOn('AKTA_KEMATIAN', certificate('21-02-2026'), facts)
    expect(findings.death_date).toBe('differs')
    expect(isAgreement(findings)).toBe(false)
  })

  it('finds husband and wife on a family card', () => {
    const findings = findingsOn('KK', familyCard('KEPALA KELUARGA', 'ISTRI'), facts)
    expect(findings).toMatchObject({ claimant_name: 'same', relation: 'same' })
  })

  it('tells when the family card knows another relation than the claimant stated', () => {
    expect(findingsOn('KK', familyCard('KEPALA KELUARGA', 'ANAK'), facts).relation).toBe('differs')
  })

  it('leaves a relation open that the card alone does not show', () => {
    expect(findingsOn('KK', familyCard('CUCU', 'FAMILI LAIN'), facts).relation).toBe('not_found')
  })

  it('looks for the holder of the account and for the parent of the child', () => {
    expect(findingsOn('REKENING', ['Nama : RATNA WULANDARI'], facts)).toEqual({ claimant_name: 'same' })
    expect(findingsOn('AKTA_LAHIR', ['BAGAS PRANATA', 'anak dari ayah SURYADI PRANATA'], facts)).toEqual({
      participant_name: 'same',
      child_name: 'same',
    })
  })

  it('does not agree when it was read but nothing of the claim stands there', () => {
    expect(isAgreement(findingsOn('KTP_PESERTA', ['surat tanda tamat belajar'], facts))).toBe(false)
  })

  it('compares nothing that the claim does not say', () => {
    const silent = { ...facts, claimant: { name: null, relation: null } }
    expect(isAgreement(findingsOn('REKENING', ['Nama : RATNA WULANDARI'], silent))).toBe(false)
  })
})
