/**
 * Says of every operation who may call it and which problems it may answer with, each with an example. Both follow from
 * what the operation is: from its roles, and from the headers, parameters and bodies it takes.
 */
import type { NestExpressApplication } from '@nestjs/platform-express'
import { ModulesContainer, Reflector } from '@nestjs/core'
import { getSchemaPath } from '@nestjs/swagger'
import { ACCESS, type Access } from '../../platform/login/access.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import type { ProblemCode, ProblemWords } from '../../platform/problem/problem-words.js'
import { PROBLEM_PAGES } from '../../platform/problem/problem.filter.js'
import { ProblemDto } from './problem.dto.js'

export interface Operation {
  operationId?: string
  description?: string
  parameters?: readonly { name?: string; in?: string }[]
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, unknown>
  security?: Record<string, string[]>[]
}

type Controller = new (...given: never[]) => object

/** The name of an operation: its controller and its method. */
export const operationIdOf = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}_${method}`

/** Who may call each operation, by its name. */
export function accessOfOperations(application: NestExpressApplication): Map<string, Access> {
  const reflector = new Reflector()
  const found = new Map<string, Access>()
  for (const module of application.get(ModulesContainer).values())
    for (const { metatype } of module.controllers.values()) {
      const controller = metatype as Controller
      const methods = Object.entries(Object.getOwnPropertyDescriptors(controller.prototype))
      for (const [name, { value }] of methods as [string, { value?: () => unknown }][]) {
        const access = value && reflector.getAllAndOverride<Access | undefined>(ACCESS, [value, controller])
        if (access !== undefined) found.set(operationIdOf(controller.name, name), access)
      }
    }
  return found
}

/** Adds who may call it and what may go wrong. */
export function describeAnswers(operation: Operation, access: Access, words: ProblemWords): void {
  if (access !== 'public') {
    operation.security = [{ bearer: [] }]
    operation.description = [operation.description, rolesInWords(access)].filter(Boolean).join(' ')
  }
  const codes = problemsOf(operation, access)
  for (const status of new Set(codes.map((code) => statuses[code])))
    operation.responses[status] ??= answerWith(
      codes.filter((code) => statuses[code] === status),
      words,
    )
  const problem = { schema: { $ref: getSchemaPath(ProblemDto) } }
  operation.responses.default ??= {
    description: 'It did not succeed',
    content: { 'application/problem+json': problem },
  }
}

function rolesInWords(access: Access): string {
  const held = typeof access === 'string' ? [access] : access
  return held.length === staffRoles.length ? 'For all staff.' : `For: ${held.join(', ')}.`
}

/** Statuses of the problems that a caller can foresee; whatever else happens has the form of `default`. */
export const statuses = {
  'malformed-request': 400,
  'key-missing': 400,
  'not-signed-in': 401,
  'second-proof-needed': 401,
  'second-proof-wrong': 401,
  'not-allowed': 403,
  'not-found': 404,
  'no-such-step': 409,
  'not-your-role': 409,
  'not-yet': 409,
  'stale-claim': 409,
  'key-reused': 409,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'upload-protocol': 409,
  'invalid-input': 422,
  'version-missing': 428,
} as const satisfies Partial<Record<ProblemCode, number>>
type Foreseen = keyof typeof statuses

function problemsOf({ parameters = [], requestBody }: Operation, access: Access): Foreseen[] {
  const takes = (place: string, name?: string): boolean =>
    parameters.some((each) => each.in === place && (name === undefined || each.name === name))
  const json = requestBody?.content['application/json'] !== undefined
  const when: readonly [boolean, readonly Foreseen[]][] = [
    [access !== 'public', ['not-signed-in', 'not-allowed']],
    [takes('path'), ['not-found']],
    [takes('path', 'event'), ['no-such-step', 'not-your-role', 'not-yet']],
    [takes('header', 'Idempotency-Key'), ['key-missing', 'key-reused']],
    [takes('header', 'If-Match'), ['version-missing', 'stale-claim']],
    [takes('header', 'Second-Proof'), ['second-proof-needed', 'second-proof-wrong']],
    [takes('header', 'Tus-Resumable'), ['upload-protocol']],
    [json, ['malformed-request']],
    [requestBody !== undefined, ['invalid-input', 'body-too-large', 'unsupported-media-type']],
    [takes('query'), ['invalid-input']],
  ]
  return [...new Set(when.flatMap(([holds, codes]) => (holds ? codes : [])))]
}

function answerWith(codes: readonly Foreseen[], words: ProblemWords): object {
  const examples = codes.map((code): [string, object] => [code, { value: exampleOf(code, words) }])
  const content = { schema: { $ref: getSchemaPath(ProblemDto) }, examples: Object.fromEntries(examples) }
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: { 'application/problem+json': content },
  }
}

function exampleOf(code: Foreseen, words: ProblemWords): object {
  const said = words.find(code)
  return {
    type: `${PROBLEM_PAGES}/${code}`,
    ...{ title: said?.title, status: statuses[code], detail: said?.text, code },
  }
}
