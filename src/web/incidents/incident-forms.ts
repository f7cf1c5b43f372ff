/** The forms of an incident as data: what each asks, and how its answers become what a service takes. */
import { type IncidentEvent, type IncidentState, incidentOutcomes, otherSchemes } from '#libs/lifecycle'
import { billKinds, billPayees, noteKinds, stmbPayees } from '../../incidents/care.dto.js'
import { partyKinds } from '../../incidents/notice.dto.js'
import { dateOf } from '../shared/components/fields.js'
import type { FormValues } from '../shared/form.js'
import { instantAt } from '../shared/when.js'
import type { incidentDoorId } from '../words/incident-door.js'
import type { incidentId } from '../words/incident.js'

type Word = keyof typeof incidentId

export type IncidentField =
  | {
      kind: 'text' | 'area' | 'whole' | 'percent'
      name: string
      label: Word
      hint?: Word
      maxLength?: number
    }
  | { kind: 'date'; name: string; label: Word; hint?: Word }
  /** A day and an hour at the branch, sent as `<name>` and `<name>Hour`. */
  | { kind: 'moment'; name: string; label: Word; hourLabel: Word; hint: Word }
  | { kind: 'choice'; name: string; label: Word; choices: readonly { value: string; word: Word }[] }
  /** A part of the body from the table of the law; its choices come with the page. */
  | { kind: 'part'; name: string; label: Word }

function choice<Value extends string>(
  name: string,
  label: Word,
  values: readonly Value[],
  word: (value: Value) => Word,
): IncidentField {
  return { kind: 'choice', name, label, choices: values.map((value) => ({ value, word: word(value) })) }
}
const reason: IncidentField = { kind: 'area', name: 'reason', label: 'reason', maxLength: 2000 }
const reference: IncidentField = { kind: 'text', name: 'reference', label: 'reference', maxLength: 200 }
const facility: IncidentField = { kind: 'text', name: 'facility', label: 'facility', maxLength: 200 }
const received: readonly IncidentField[] = [
  {
    kind: 'moment',
    name: 'receivedAt',
    label: 'receivedDate',
    hourLabel: 'receivedHour',
    hint: 'receivedHint',
  },
  { kind: 'area', name: 'latenessReason', label: 'latenessReason', maxLength: 2000 },
]

const steps: Partial<Record<IncidentEvent, readonly IncidentField[]>> = {
  report_stage1: received,
  guarantee: [facility],
  find_not_covered: [reason],
  ask_determination: [reason],
  conclude: [reference],
  determine: [reference],
  find_not_work_related: [
    reference,
    reason,
    { kind: 'date', name: 'deathDate', label: 'deathDate', hint: 'deathHint' },
  ],
  object: [reason],
  doctor_states: [
    choice('outcome', 'outcome', incidentOutcomes, (value) => `outcome_${value}`),
    { kind: 'moment', name: 'statedAt', label: 'statedDate', hourLabel: 'statedHour', hint: 'receivedHint' },
    { kind: 'date', name: 'deathDate', label: 'deathDate', hint: 'deathHint' },
  ],
  report_stage2: received,
  relapse: [facility, reason],
  transfer: [choice('scheme', 'scheme', otherSchemes, (value) => `scheme_${value}`), reason],
}

/** What a step asks, from where the incident stands. */
export function fieldsOfStep(event: IncidentEvent, from: IncidentState): readonly IncidentField[] {
  if (event === 'guarantee' && from === 'not_covered') return [facility, reason]
  return steps[event] ?? []
}

export const careForms = {
  catatan: {
    title: 'addNote',
    button: 'saveNote',
    fields: [
      choice('kind', 'noteKind', noteKinds, (value) => `note_${value}`),
      { kind: 'date', name: 'notedOn', label: 'noteDate' },
      { kind: 'area', name: 'body', label: 'noteBody', maxLength: 2000 },
    ],
  },
  masa: {
    title: 'addPeriod',
    button: 'savePeriod',
    fields: [
      { kind: 'date', name: 'from', label: 'from' },
      { kind: 'date', name: 'to', label: 'to' },
      choice('payee', 'payee', stmbPayees, (value) => `payee_${value}`),
      { kind: 'text', name: 'doctor', label: 'doctor', maxLength: 100 },
    ],
  },
  tagihan: {
    title: 'addBill',
    button: 'saveBill',
    fields: [
      choice('kind', 'billKind', billKinds, (value) => `bill_${value}`),
      choice('payee', 'payee', billPayees, (value) => `payee_${value}`),
      { kind: 'text', name: 'issuer', label: 'issuer', maxLength: 100 },
      { kind: 'text', name: 'number', label: 'billNumber', maxLength: 60 },
      { kind: 'date', name: 'issuedOn', label: 'issuedOn' },
      { kind: 'whole', name: 'amount', label: 'amount' },
    ],
  },
  cacat: {
    title: 'addFinding',
    button: 'saveFinding',
    fields: [
      { kind: 'text', name: 'doctor', label: 'doctor', maxLength: 100 },
      { kind: 'part', name: 'code', label: 'part' },
      { kind: 'percent', name: 'functionLossPercent', label: 'lossPercent', hint: 'lossHint' },
      {
        kind: 'choice',
        name: 'side',
        label: 'side',
        choices: [
          { value: '', word: 'noSide' },
          { value: 'L', word: 'left' },
          { value: 'R', word: 'right' },
        ],
      },
    ],
  },
  pihak: {
    title: 'addParty',
    button: 'addParty',
    fields: [
      choice('kind', 'role', partyKinds, (value) => `kind_${value}`),
      { kind: 'text', name: 'name', label: 'name', maxLength: 100 },
      { kind: 'text', name: 'relation', label: 'relation', hint: 'relationHint', maxLength: 40 },
      { kind: 'text', name: 'phone', label: 'phone', maxLength: 20 },
    ],
  },
} as const satisfies Record<string, { title: Word; button: Word; fields: readonly IncidentField[] }>
export type CareForm = keyof typeof careForms

export const voidFields: readonly IncidentField[] = [
  { kind: 'area', name: 'reason', label: 'voidReason', maxLength: 500 },
]
export const judgeFields: readonly IncidentField[] = [
  { kind: 'whole', name: 'accepted', label: 'acceptedAmount' },
  { kind: 'area', name: 'why', label: 'judgeWhy', maxLength: 500 },
]

/** What was typed, in the form in which the services take it; what is no number stays a text and is refused as such. */
export function answersFrom(
  fields: readonly IncidentField[],
  values: FormValues,
  zone: string,
): Record<string, unknown> {
  const entries = fields.map(({ kind, name }): [string, unknown] => {
    const typed = values[name]
    if (kind === 'date') return [name, dateOf(values, name)]
    if (kind === 'moment') return [name, instantAt(dateOf(values, name), values[`${name}Hour`], zone)]
    if (kind === 'whole' && typed !== undefined)
      return [name, /^[\d.]+$/.test(typed) ? Number(typed.replaceAll('.', '')) : typed]
    if (kind === 'percent' && typed !== undefined) return [name, Number(typed.replace(',', '.'))]
    return [name, typed]
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

const late: IncidentField = { kind: 'area', name: 'latenessReason', label: 'latenessReason', maxLength: 2000 }

/** What people outside send. A report of theirs is received when it is sent, so that they do not date it. */
export const doorForms = {
  'tahap-1': { title: 'stage1', fields: [late] },
  'tahap-2': { title: 'stage2', fields: [late] },
  dokter: { title: 'statement', fields: steps.doctor_states ?? [] },
  masa: { title: 'period', fields: careForms.masa.fields },
  tagihan: { title: 'bill', fields: careForms.tagihan.fields },
  catatan: { title: 'note', fields: careForms.catatan.fields },
  keberatan: { title: 'objection', fields: [reason] },
} as const satisfies Record<string, { title: keyof typeof incidentDoorId; fields: readonly IncidentField[] }>
export type DoorForm = keyof typeof doorForms
