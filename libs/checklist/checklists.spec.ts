import { describe, expect, it } from '@jest/globals'
import { parseLocalDate } from '#libs/local-date'
import { checklistFile, documentsFile } from './checklist-files.js'
import { checklistFor, type Checklists, readChecklists } from './checklists.js'
import { checklistAskers, circumstances } from './vocabulary.js'

const basis = { article: 'Pasal 1', confidence: 'Q' }
const words = { name: 'Nama', why: 'Gunanya.', issuer: 'Desa', shows: ['nama'], photo: 'Terang.', basis }
const catalogue = documentsFile.parse({
  conditions: Object.fromEntries(circumstances.map((name) => [name, `bila ${name}`])),
  documents: {
    AKTA: {
      ...words,
      alternatives: [
        { code: 'LETTER', name: 'Surat', approval: 'approver', accepted: { until: '2025-02-23' } },
        { code: 'NOTICE', name: 'Pemberitahuan', approval: 'verifier', accepted: { from: '2025-02-24' } },
      ],
    },
    MARRIAGE: words,
    KTP: words,
  },
})
const list = (items: object[], askedBy: readonly string[] = checklistAskers) =>
  checklistFile.parse({ label: 'Daftar', asked_by: askedBy, items })
const items = [
  { document: 'AKTA', necessity: 'required' },
  { document: 'MARRIAGE', necessity: { when: 'claimant_is_spouse' } },
  { document: 'KTP', necessity: 'if_available', name: 'KTP peserta' },
]

function checklistsOf(...lists: ReturnType<typeof list>[]): Checklists {
  const result = readChecklists(catalogue, new Map(lists.map((one, index) => [`${index}.yaml`, one])))
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '))
  return result.checklists
}

const on = (appliedOn: string, stated: Partial<Record<(typeof circumstances)[number], boolean>> = {}) =>
  checklistFor(checklistsOf(list(items)), 'jkm_death', {
    appliedOn: parseLocalDate(appliedOn),
    circumstances: stated,
  })

describe('a checklist', () => {
  it('keeps the order of its list and counts from one', () => {
    expect(on('2026-01-05').map(({ code, position }) => [code, position])).toEqual([
      ['AKTA', 1],
      ['MARRIAGE', 2],
      ['KTP', 3],
    ])
  })

  it('requires a conditional document when its circumstance holds and says why', () => {
    const marriage = on('2026-01-05', { claimant_is_spouse: true })[1]
    expect(marriage).toMatchObject({ necessity: 'required', condition: { words: 'bila claimant_is_spouse' } })
  })

  it('does not need a conditional document when its circumstance is stated not to hold', () => {
    expect(on('2026-01-05', { claimant_is_spouse: false })[1]?.necessity).toBe('not_needed')
  })

  it('asks for a conditional document only if there is one, where its list says so', () => {
    const letter = {
      document: 'MARRIAGE',
      necessity: { when: 'represented_by_letter', needed: 'if_available' },
    }
    const found = checklistFor(checklistsOf(list([letter])), 'jkm_death', {
      appliedOn: parseLocalDate('2026-01-05'),
      circumstances: { represented_by_letter: true },
    })
    expect(found[0]?.necessity).toBe('if_available')
  })

  it('does not read an unanswered circumstance as no', () => {
    expect(on('2026-01-05')[1]?.necessity).toBe('if_applies')
  })

  it('may say the words of a document anew for one list', () => {
    expect(on('2026-01-05')[2]).toMatchObject({ name: 'KTP peserta', why: 'Gunanya.' })
  })

  it('offers only the alternatives that are lawful on the day of application', () => {
    const codes = (day: string) => on(day)[0]?.alternatives.map(({ code }) => code)
    expect(codes('2025-02-23')).toEqual(['LETTER'])
    expect(codes('2025-02-24')).toEqual(['NOTICE'])
  })
})

describe('reading checklists', () => {
  const problemsOf = (...lists: ReturnType<typeof list>[]) => {
    const result = readChecklists(catalogue, new Map(lists.map((one, index) => [`${index}.yaml`, one])))
    return result.ok ? [] : result.problems.map(({ message }) => message)
  }

  it('refuses a document that the catalogue does not know', () => {
    expect(problemsOf(list([{ document: 'PASPOR', necessity: 'required' }]))).toEqual([
      'dokumen PASPOR tidak ada di documents.yaml',
    ])
  })

  it('refuses a document that is asked for twice', () => {
    expect(problemsOf(list([...items, { document: 'KTP', necessity: 'required' }]))).toEqual([
      'dokumen KTP diminta dua kali',
    ])
  })

  it('refuses a claim type with two lists, and one with none, in one answer', () => {
    const problems = problemsOf(list(items, ['jkm_death']), list(items, ['jkm_death']))
    expect(problems).toContain('jkm_death sudah punya daftar dokumen lain')
    expect(problems).toContain('jkk_death belum punya daftar dokumen')
  })
})
