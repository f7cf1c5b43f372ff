import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { checklistAskers, checklistFor } from '#libs/checklist'
import { parseLocalDate } from '#libs/local-date'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { loadChecklists } from './load-checklists.js'

const appliedOn = parseLocalDate('2026-03-02')
const required = (asker: (typeof checklistAskers)[number], circumstances = {}) =>
  checklistFor(loadChecklists(), asker, { appliedOn, circumstances })
    .filter(({ necessity }) => necessity === 'required')
    .map(({ code }) => code)

describe('the checklists of the product', () => {
  it('ask a widow of a wage earner for these documents', () => {
    expect(required('jkm_death', { claimant_is_spouse: true, segment_is_pu: true })).toEqual([
      'FORM_JKM',
      'KARTU_PESERTA',
      'KTP_AHLI_WARIS',
      'AKTA_KEMATIAN',
      'KK',
      'SK_AHLI_WARIS',
      'BUKU_NIKAH',
      'REKENING',
      'SURAT_KERJA',
    ])
  })

  it('ask for the papers of the accident when the death was one of work', () => {
    expect(required('jkk_death')).toEqual(
      expect.arrayContaining(['FORM_KK1', 'FORM_KK2', 'FORM_KK3', 'AKTA_KEMATIAN']),
    )
  })

  it('ask for no birth certificate again in the second year of a scholarship', () => {
    expect(required('scholarship_first')).toContain('AKTA_LAHIR')
    expect(required('scholarship_yearly')).not.toContain('AKTA_LAHIR')
  })

  it('accept a village letter instead of the death certificate only for applications before 24 February 2025', () => {
    const ladder = (day: string) =>
      checklistFor(loadChecklists(), 'jkm_death', { appliedOn: parseLocalDate(day), circumstances: {} })
        .find(({ code }) => code === 'AKTA_KEMATIAN')
        ?.alternatives.map(({ code }) => code)
    expect(ladder('2025-02-23')).toContain('LOCAL_DEATH_LETTER')
    expect(ladder('2025-02-24')).not.toContain('LOCAL_DEATH_LETTER')
  })

  it('say in at most twenty words why each document is needed and how to photograph it', () => {
    const sentences = checklistAskers.flatMap(wordsOf)
    expect(sentences.filter((sentence) => sentence.split(' ').length > 20)).toEqual([])
  })
})

function wordsOf(asker: (typeof checklistAskers)[number]): string[] {
  return checklistFor(loadChecklists(), asker, { appliedOn, circumstances: {} }).flatMap(({ why, photo }) => [
    why,
    photo,
  ])
}

describe('loading checklists', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'santun-checklists-'))
    cpSync(join(findConfigDirectory(), 'checklists'), folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const change = (file: string, from: string, to: string) => {
    const path = join(folder, file)
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
  }

  it('names file, line and cure of everything that is wrong at once', () => {
    change('jkm.yaml', 'necessity: required', 'necessity: always')
    change('jkk-death.yaml', 'label:', 'lable:')
    expect(() => loadChecklists(folder)).toThrow(/jkk-death\.yaml:1:.*lable[\s\S]*jkm\.yaml:4:.*necessity/)
  })

  it('refuses a list that asks for an unknown document', () => {
    change('jkm.yaml', 'document: KK,', 'document: KARTU_KELUARGA,')
    expect(() => loadChecklists(folder)).toThrow('dokumen KARTU_KELUARGA tidak ada di documents.yaml')
  })

  it('refuses a document without the reason for which it is asked', () => {
    change('documents.yaml', '    why: Menunjukkan hubungan keluarga antara peserta dan Anda.\n', '')
    expect(() => loadChecklists(folder)).toThrow(/documents\.KK\.why/)
  })
})
