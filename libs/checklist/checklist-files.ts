import { isLocalDate, type LocalDate } from '#libs/local-date'
import { z } from 'zod'
import { alternativeApprovals, checklistAskers, circumstances, necessities } from './vocabulary.js'

const text = z.string().trim().min(1)
const code = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'kode ditulis dengan huruf besar, misalnya AKTA_KEMATIAN')
const date = z
  .custom<LocalDate>(isLocalDate, 'bukan tanggal; tulis TTTT-BB-HH')
  .meta({ type: 'string', format: 'date' })

const basis = z.strictObject({ article: text, confidence: z.enum(['Q', 'S', 'M', 'D']) })

const alternative = z.strictObject({
  code,
  name: text,
  approval: z.enum(alternativeApprovals),
  /** The days of application on which it is accepted, both inclusive; without it, always. */
  accepted: z.strictObject({ from: date.optional(), until: date.optional() }).optional(),
  basis: basis.optional(),
})

const document = z.strictObject({
  name: text,
  why: text,
  issuer: text,
  /** What the document shows that the claim needs. */
  shows: z.array(text).min(1),
  /** How a good photo of it looks. */
  photo: text,
  alternatives: z.array(alternative).default([]),
  basis,
})

/** The shape of `config/checklists/documents.yaml`. */
export const documentsFile = z.strictObject({
  conditions: z.strictObject(
    Object.fromEntries(circumstances.map((name) => [name, text])) as Record<
      (typeof circumstances)[number],
      typeof text
    >,
  ),
  documents: z.record(code, document),
})

const [required, ifAvailable] = necessities
/** A document that a circumstance brings with it; `needed` says how much, once it holds. */
const conditional = z.strictObject({
  when: z.enum(circumstances),
  needed: z.enum([required, ifAvailable]).default(required),
})
const item = document.partial().extend({
  document: code,
  necessity: z.union([z.enum([required, ifAvailable]), conditional]),
  alternatives: z.array(alternative).optional(),
})

/** The shape of every other file under `config/checklists`: one list, which may say a document's words anew. */
export const checklistFile = z.strictObject({
  label: text,
  asked_by: z.array(z.enum(checklistAskers)).min(1),
  items: z.array(item).min(1),
})

export type DocumentsFile = z.infer<typeof documentsFile>
export type ChecklistFile = z.infer<typeof checklistFile>
export type Alternative = z.infer<typeof alternative>
export type DocumentBasis = z.infer<typeof basis>
