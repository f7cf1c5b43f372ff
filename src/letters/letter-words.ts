import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { claimTypes } from '#libs/lifecycle'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { readYaml } from '../platform/law-loader/read-yaml.js'
import { letterKinds } from './letter-kinds.js'

const placeholder = /\{(\w+)\}/g
const plain = z.string().trim().min(1)

/** A text that may name these placeholders and no others: a letter never shows a brace that nobody filled. */
function line(...allowed: readonly string[]) {
  return plain.superRefine((text, context) => {
    for (const [whole, name = ''] of text.matchAll(placeholder))
      if (!allowed.includes(name))
        context.addIssue({ code: 'custom', message: `${whole} tidak dikenal di sini` })
  })
}
const lines = (...allowed: readonly string[]) => z.array(line(...allowed)).min(1)
const each = <Name extends string, Words extends z.ZodType>(names: readonly Name[], words: Words) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, words])) as Record<Name, Words>)

const relations = [
  'spouse',
  'child',
  'father',
  'mother',
  'grandparent',
  'grandchild',
  'sibling',
  'parent_in_law',
  'participant',
  'employer',
  'facility',
  'named_in_will',
  'burial_arranger',
  'fund',
  'other',
] as const

const files = {
  letterhead: z.strictObject({
    name: plain,
    line: plain,
    mark: z.string().regex(/^[\w-]+\.svg$/, 'sebutkan berkas SVG di folder ini'),
    accent: z.string().regex(/^#[0-9a-f]{6}$/, 'tulis warna seperti #0f5c5c'),
  }),
  common: z.strictObject({
    kinds: each(letterKinds, z.strictObject({ label: plain, letters: z.string().regex(/^[A-Z]{2}$/) })),
    claim_types: each(claimTypes, plain),
    relations: each(relations, plain),
    relation_of: line('relation'),
    banks: z.record(z.string().regex(/^\d{3}$/), plain),
    account: line('bank', 'last'),
    unknown_bank: line('code'),
    page: z.strictObject({
      ...{ to: plain, number: plain, date: plain, claim: plain },
      footer: line('branch', 'phone'),
      page: line('number', 'page', 'pages'),
      check: line('address', 'code'),
      check_alt: line('address', 'code'),
      mark_alt: line('name'),
      draft: plain,
      draft_note: plain,
    }),
    contact: line('branch', 'phone'),
    free: plain,
  }),
  receipt: z.strictObject({
    condolence: line('participant'),
    ...{
      opening: plain,
      participant: plain,
      type: plain,
      event_date: plain,
      lodged_by: plain,
      lodged_at: plain,
    },
    helped: line('name'),
    ...{ documents_heading: plain, document: plain, files: plain, received: plain, no_documents: plain },
    ...{
      missing_heading: plain,
      missing: plain,
      next_heading: plain,
      next: lines(),
      due: plain,
      due_note: plain,
    },
  }),
  request: z.strictObject({
    opening: line('count'),
    ...{ complete: plain, due: plain, due_note: plain, list_heading: plain, how_heading: plain },
    why: line('why'),
    issuer: line('issuer'),
    alternatives: line('alternatives'),
    with_approval: line('alternative'),
    note: line('note'),
    how: lines('branch'),
  }),
  'decision-approval': z.strictObject({
    opening: line('participant'),
    in_words: line('words'),
    ...{ total: plain, total_anew: plain, lines_heading: plain, line: plain, amount: plain, sum: plain },
    ...{ correction_heading: plain, correction: plain, paid_before: plain, added: plain },
    ...{ asked_back: plain, asked_back_how: plain, next_nothing: plain },
    article: line('article'),
    ...{
      payees_heading: plain,
      payee: plain,
      account: plain,
      share: plain,
      disputed: plain,
      excluded_heading: plain,
    },
    ...{ scholarship_heading: plain, scholarship: plain, child: plain, years: plain, estimate: plain },
    years_range: line('first', 'last'),
    next_due: line('due'),
    ...{ next_heading: plain, next: plain, late: plain, wrong: plain },
    decided: line('branch'),
    packet: line('hash'),
  }),
  'decision-refusal': z.strictObject({
    opening: line('participant'),
    ...{ explained: plain, grounds_heading: plain, counterfactual_heading: plain, objection_heading: plain },
    ...{ due: plain, due_note: plain, asked_back_heading: plain, asked_back_how: plain },
    asked_back: line('payee', 'sum'),
    ground: line('number'),
    article: line('article'),
    fact: line('fact'),
    how: lines('branch'),
    answer: line('days'),
    decided: line('branch'),
    packet: line('hash'),
  }),
  'payment-advice': z.strictObject({
    opening: line('participant'),
    in_words: line('words'),
    ...{ total: plain, payments_heading: plain, payee: plain, owed_to: plain, received: plain },
    reference: line('reference'),
    ...{
      amount: plain,
      sum: plain,
      late_heading: plain,
      late: plain,
      due_on: plain,
      suspended: plain,
      not_there: plain,
      keep: plain,
    },
    late_right: line('article'),
  }),
  guarantee: z.strictObject({
    opening: line('facility'),
    ...{ incident: plain, participant: plain, nik: plain, employer: plain, event_date: plain },
    ...{ scope_heading: plain, scope: lines(), undecided_heading: plain, undecided: plain },
    concluded_by: line('date'),
    ...{ afterwards: plain, billing_heading: plain },
    billing: lines('branch'),
    contact: line('branch', 'phone'),
  }),
  objection: z.strictObject({
    ...{ filed_on: plain, against: plain, decided_on: plain },
    receipt: z.strictObject({
      opening: plain,
      next_heading: plain,
      next: lines(),
      due: plain,
      due_note: plain,
    }),
    answer: z.strictObject({
      ...{ out_of_time: plain, upheld: plain, partly_upheld: plain, dismissed: plain, last_day: plain },
      ...{ reason_heading: plain, reviewer: plain, late_heading: plain },
      late: line('branch'),
      new_evidence: line('branch'),
    }),
    referral: z.strictObject({ opening: plain, body: plain, referred_on: plain, reason_heading: plain }),
    bodies_heading: plain,
    body: line('name', 'basis'),
    decided: line('branch'),
  }),
  'overpayment-notice': z.strictObject({
    ...{ opening: plain, opening_again: plain, claim: plain, payee: plain, amount: plain, no_hurry: plain },
    ...{ paid: plain, due: plain },
    ...{ reason_heading: plain, later_decision: plain, how_heading: plain, how: lines() },
    disagree_heading: plain,
    disagree: lines('branch', 'phone'),
  }),
}
type Files = typeof files
type WordsOf<File extends keyof Files> = z.infer<Files[File]>

/** The words of every letter, from `config/letters`; a text that is missing, unknown or names an unknown value stops the start. */
export class LetterWords {
  readonly head: WordsOf<'letterhead'>
  readonly common: WordsOf<'common'>
  readonly receipt: WordsOf<'receipt'>
  readonly request: WordsOf<'request'>
  readonly approval: WordsOf<'decision-approval'>
  readonly refusal: WordsOf<'decision-refusal'>
  readonly advice: WordsOf<'payment-advice'>
  readonly guarantee: WordsOf<'guarantee'>
  readonly objection: WordsOf<'objection'>
  readonly overpayment: WordsOf<'overpayment-notice'>
  /** The mark as SVG. */
  readonly mark: string

  constructor(folder: string = join(findConfigDirectory(), 'letters')) {
    this.head = read(folder, 'letterhead')
    this.common = read(folder, 'common')
    this.receipt = read(folder, 'receipt')
    this.request = read(folder, 'request')
    this.approval = read(folder, 'decision-approval')
    this.refusal = read(folder, 'decision-refusal')
    this.advice = read(folder, 'payment-advice')
    this.guarantee = read(folder, 'guarantee')
    this.objection = read(folder, 'objection')
    this.overpayment = read(folder, 'overpayment-notice')
    this.mark = readFileSync(join(folder, this.head.mark), 'utf8')
  }

  /** An account as a letter may show it: the bank and the last four digits. */
  account(bankCode: string, accountNumber: string): string {
    const bank = this.common.banks[bankCode] ?? fill(this.common.unknown_bank, { code: bankCode })
    return fill(this.common.account, { bank, last: accountNumber.slice(-4) })
  }

  /** The same beside a name: `suami atau istri peserta`. */
  relationToParticipant(code: string): string {
    return fill(this.common.relation_of, { relation: this.relation(code) })
  }

  /** How somebody is related to the participant; the code itself where it has no words. */
  relation(code: string): string {
    return (this.common.relations as Partial<Record<string, string>>)[code] ?? code
  }
}

/** The text with its values in place. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(placeholder, (whole, name: string) => String(values[name] ?? whole))
}

function read<File extends keyof Files>(folder: string, name: File): WordsOf<File> {
  const path = join(folder, `${name}.yaml`)
  const file = readYaml(path)
  const unreadable = file.problems.map(({ line: at, message }) => `${file.file}:${at}: ${message}`)
  if (unreadable.length > 0) throw new Error(unreadable.join('\n'))
  const parsed = files[name].safeParse(file.content)
  if (parsed.success) return parsed.data as WordsOf<File>
  const wrong = parsed.error.issues.map(
    ({ path: at, message }) =>
      `config/letters/${basename(path)}:${file.lineOf(at)} ${at.join('.')}: ${message}`,
  )
  throw new Error(wrong.join('\n'))
}
