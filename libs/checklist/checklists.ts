import type { LocalDate } from '#libs/local-date'
import type { Alternative, ChecklistFile, DocumentBasis, DocumentsFile } from './checklist-files.js'
import { type ChecklistAsker, checklistAskers, type Circumstance, type Necessity } from './vocabulary.js'

/** What a checklist may know of a claim. A circumstance that nobody has stated is left out, not read as "no". */
export interface ChecklistFacts {
  /** Day on which the application was received; today while nothing was lodged. */
  readonly appliedOn: LocalDate
  readonly circumstances: Readonly<Partial<Record<Circumstance, boolean>>>
}

/** One document a claim asks for, in the words of its config. */
export interface ChecklistItem {
  readonly code: string
  /** Place in the list, from 1. */
  readonly position: number
  readonly name: string
  readonly why: string
  readonly issuer: string
  readonly shows: readonly string[]
  readonly photo: string
  readonly necessity: Necessity
  /** Why it is asked for at all, where that depends on a circumstance. */
  readonly condition: { readonly circumstance: Circumstance; readonly words: string } | null
  /** What may stand in for it on the day of application, the easiest to approve first. */
  readonly alternatives: readonly Alternative[]
  readonly basis: DocumentBasis
}

/** All checklists, checked against their catalogue of documents. */
export interface Checklists {
  readonly catalogue: DocumentsFile
  readonly lists: ReadonlyMap<ChecklistAsker, ChecklistFile>
}

/** A problem of the config, with the name of the file and the sentence that says what to repair. */
export interface ChecklistProblem {
  readonly file: string
  readonly message: string
}

export type ChecklistsResult =
  | { readonly ok: true; readonly checklists: Checklists }
  | { readonly ok: false; readonly problems: readonly ChecklistProblem[] }

/**
 * Puts the catalogue and the lists together. Refuses a list that names an unknown document or one twice, and a claim
 * type with no list or two; every problem is said at once.
 */
export function readChecklists(
  catalogue: DocumentsFile,
  files: ReadonlyMap<string, ChecklistFile>,
): ChecklistsResult {
  const problems: ChecklistProblem[] = []
  const lists = new Map<ChecklistAsker, ChecklistFile>()
  for (const [file, list] of files) {
    problems.push(...documentProblems(file, list, catalogue))
    for (const asker of list.asked_by) {
      if (lists.has(asker)) problems.push({ file, message: `${asker} sudah punya daftar dokumen lain` })
      lists.set(asker, list)
    }
  }
  for (const asker of checklistAskers) {
    if (!lists.has(asker)) problems.push({ file: '', message: `${asker} belum punya daftar dokumen` })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checklists: { catalogue, lists } }
}

function documentProblems(file: string, list: ChecklistFile, catalogue: DocumentsFile): ChecklistProblem[] {
  const codes = list.items.map((item) => item.document)
  const unknown = codes.filter((code) => !catalogue.documents[code])
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index)
  return [
    ...unknown.map((code) => ({ file, message: `dokumen ${code} tidak ada di documents.yaml` })),
    ...twice.map((code) => ({ file, message: `dokumen ${code} diminta dua kali` })),
  ]
}

/**
 * The documents that these facts require, in the order of the list. A document whose circumstance is stated not
 * to hold stays in the answer as `not_needed`, so that a corrected statement is seen as a change.
 * @throws Error when the asker has no list, which `readChecklists` rules out
 */
export function checklistFor(
  checklists: Checklists,
  asker: ChecklistAsker,
  facts: ChecklistFacts,
): ChecklistItem[] {
  const list = checklists.lists.get(asker)
  if (!list) throw new Error(`No checklist for ${asker}.`)
  return list.items.map(({ document: code, necessity, ...ownWords }, index) => {
    const document = checklists.catalogue.documents[code]
    if (!document) throw new Error(`Document ${code} is not in the catalogue.`)
    const { alternatives, ...words } = { ...document, ...ownWords }
    const condition = typeof necessity === 'string' ? null : conditionOf(checklists, necessity.when)
    return {
      code,
      position: index + 1,
      ...words,
      necessity:
        typeof necessity === 'string'
          ? necessity
          : necessityUnder(facts.circumstances[necessity.when], necessity.needed),
      condition,
      alternatives: alternatives.filter((alternative) => isAcceptedOn(alternative, facts.appliedOn)),
    }
  })
}

function conditionOf(checklists: Checklists, circumstance: Circumstance): ChecklistItem['condition'] {
  return { circumstance, words: checklists.catalogue.conditions[circumstance] }
}

function necessityUnder(holds: boolean | undefined, needed: Necessity): Necessity {
  if (holds === undefined) return 'if_applies'
  return holds ? needed : 'not_needed'
}

function isAcceptedOn({ accepted }: Alternative, day: LocalDate): boolean {
  return !(accepted?.from && day < accepted.from) && !(accepted?.until && day > accepted.until)
}
