import { Injectable } from '@nestjs/common'
import { type Refusal, refusalCodes, type RefusalParamKind, refusalParams } from '#libs/lifecycle'
import { dateOfInstant, formatDateId, isInstant, isLocalDate, parseInstant } from '#libs/local-date'
import { formatRupiah } from '#libs/rupiah'
import { z } from 'zod'
import { readRuleFile } from '../law-loader/read-rule-file.js'

export const problemCodes = [
  'malformed-request',
  'key-missing',
  'not-signed-in',
  'sign-in-failed',
  'second-factor-needed',
  'second-proof-needed',
  'second-proof-wrong',
  'not-allowed',
  'cross-site',
  'not-found',
  'no-such-step',
  'not-your-role',
  'not-yet',
  'stale-claim',
  'key-reused',
  'request-in-progress',
  'body-too-large',
  'unsupported-media-type',
  'upload-protocol',
  'invalid-input',
  'version-missing',
  'too-many-requests',
  'internal-error',
  'upstream-unavailable',
] as const
export type ProblemCode = (typeof problemCodes)[number]

export const fieldCodes = [
  'UNKNOWN_FIELD',
  'NOT_AN_OBJECT',
  'NOT_A_LIST',
  'UNREADABLE_TEXT',
  'NO_SUCH_DATE',
  'INVALID',
] as const
export type FieldCode = (typeof fieldCodes)[number]

const text = z.string().trim().min(1)
const each = <Name extends string, Words extends z.ZodType>(names: readonly Name[], words: Words) =>
  Object.fromEntries(names.map((name) => [name, words])) as Record<Name, Words>

const problemsFile = z.strictObject({
  problems: z.strictObject(each(problemCodes, z.strictObject({ title: text, text, cure: text }))),
  fields: z.strictObject(each(fieldCodes, text)),
})
const labelled = z.record(z.string(), z.object({ label: text, text }))
const lifecycleFile = z.object({
  refusals: z.object(each(refusalCodes, z.object({ text }))),
  claim_states: labelled,
  claim_events: labelled,
  incident_states: labelled,
  incident_events: labelled,
  roles: labelled,
  duties: labelled,
  clocks: labelled,
  templates: labelled,
  payment_states: labelled,
  batch_states: labelled,
  objection_states: labelled,
  objection_events: labelled,
  recovery_states: labelled,
  recovery_events: labelled,
  award_states: labelled,
  award_events: labelled,
  scholarship_year_states: labelled,
  scholarship_year_events: labelled,
})
type LabelGroup = Exclude<keyof z.infer<typeof lifecycleFile>, 'refusals'>

export interface RefusalInWords {
  code: string
  params: Readonly<Record<string, string | number>>
  words: string
}

/** What people read when something may not be, from `config/messages`; every code has its words, or nothing starts. */
@Injectable()
export class ProblemWords {
  private readonly own = readRuleFile('messages/problems.yaml', problemsFile)
  private readonly lifecycle = readRuleFile('messages/lifecycle.yaml', lifecycleFile)

  find(code: string): { title: string; text: string; cure: string } | undefined {
    return (this.own.problems as Record<string, { title: string; text: string; cure: string }>)[code]
  }

  field(code: FieldCode): string {
    return this.own.fields[code]
  }

  /** The label of a state, event, role, duty or clock, in Indonesian; the code itself where there is none. */
  label(group: LabelGroup, code: string): string {
    return this.lifecycle[group][code]?.label ?? code
  }

  /** One plain sentence about it, in Indonesian. */
  text(group: LabelGroup, code: string): string {
    return this.lifecycle[group][code]?.text ?? ''
  }

  refusal({ code, params = {} }: Refusal): RefusalInWords {
    const template =
      (this.lifecycle.refusals as Partial<Record<string, { text: string }>>)[code]?.text ?? code
    const words = template.replace(/\{(\w+)\}/g, (_, name: string) => this.worded(name, params[name]))
    return { code, params, words }
  }

  private worded(name: string, value: string | number = ''): string {
    const text = String(value)
    switch ((refusalParams as Partial<Record<string, RefusalParamKind>>)[name]) {
      case 'rupiah':
        return formatRupiah(BigInt(text))
      case 'date':
        return isLocalDate(text) ? formatDateId(text) : text
      case 'instant':
        return isInstant(text) ? formatDateId(dateOfInstant(parseInstant(text), 'WIB')) : text
      case 'duty':
        return this.label('duties', text)
      case 'clock':
        return this.label('clocks', text)
      default:
        return text
    }
  }
}
