import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { type DefectCode, defectCodes } from '#libs/checklist'
import { documentItemStates } from '#libs/lifecycle'
import { z } from 'zod'
import { findConfigDirectory } from '../platform/law-loader/config-directory.js'
import { readYaml } from '../platform/law-loader/read-yaml.js'
import { InvalidInput } from '../platform/problem/problems.js'
import { checkKinds, checkOutcomes } from './checks/document-check.js'

const refusalCodes = [
  'CLAIM_CLOSED_FOR_DOCUMENTS',
  'CLAIM_NOT_IN_VERIFICATION',
  'UNKNOWN_DOCUMENT',
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TYPE_NOT_ALLOWED',
  'FILE_BROKEN_OFF',
  'SAME_FILE_AGAIN',
  'TOO_MANY_FILES',
  'FILE_NOT_STORED',
  'STEP_NOT_POSSIBLE',
  'CHECKS_PENDING',
  'REASON_MISSING',
  'DEFECT_WITHOUT_CODE',
  'UNKNOWN_DEFECT',
  'UNKNOWN_ALTERNATIVE',
  'ALTERNATIVE_NEEDS_APPROVER',
] as const
export type DocumentRefusal = (typeof refusalCodes)[number]

const problemNames = [
  'not_found',
  'dangerous',
  'claim_not_found',
  'not_a_party',
  'other_branch',
  'role_may_not',
  'storage_unavailable',
] as const

const text = z.string().trim().min(1)
const wordsFor = <Name extends string, Words extends z.ZodType>(names: readonly Name[], words: Words) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, words])) as Record<Name, Words>)

const messages = z.strictObject({
  item_states: wordsFor(documentItemStates, text),
  defects: wordsFor(defectCodes, z.strictObject({ words: text, cure: text })),
  checks: wordsFor(checkKinds, text),
  outcomes: wordsFor(checkOutcomes, text),
  refusals: wordsFor(refusalCodes, text),
  problems: wordsFor(problemNames, text),
})

/** What the document stage says to people, from `config/messages/documents.yaml`; every code has its words, or nothing starts. */
@Injectable()
export class DocumentWords {
  private readonly words = messages.parse(
    readYaml(join(findConfigDirectory(), 'messages', 'documents.yaml')).content,
  )

  readonly states = this.words.item_states
  readonly checks = this.words.checks
  readonly outcomes = this.words.outcomes
  readonly problems = this.words.problems

  defect(code: DefectCode): { words: string; cure: string } {
    return this.words.defects[code]
  }

  /** The problem to throw when one field of a request cannot be taken. */
  refusal(
    pointer: string,
    code: DocumentRefusal,
    params: Record<string, string | number> = {},
  ): InvalidInput {
    const detail = this.words.refusals[code].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(params[name] ?? ''),
    )
    return new InvalidInput(detail, [{ pointer, code, detail }])
  }
}
