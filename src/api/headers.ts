import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Request, Response } from 'express'
import { KeyMissing, VersionMissing } from '../platform/problem/http-problems.js'

const KEY = /^[\x21-\x7e]{8,128}$/
const VERSION = /^(?:W\/)?"(\d{1,9})"$/

/** The caller's own name for a command, so that the same command sent twice is done once. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  keyOf(context.switchToHttp().getRequest<Request>()),
)

const PROOF = 'second-proof'
/** For the description of the API. */
export const secondProofHeader = {
  name: 'Second-Proof',
  required: false,
  description:
    'For a decision over money: a new code of the second factor, or the percent-encoded password of an account without one',
}

/** What proves who decides; nothing for a header that is not percent-encoded text. */
export const SecondProof = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  proofOf(context.switchToHttp().getRequest<Request>()),
)

export interface StepHeaders {
  key: string
  /** The version of the claim that the caller saw. */
  seen: number
  /** What proves who decides, where the step wants it. */
  typed?: string
}

/** What a step on a claim must bring besides its input: the key, and out of If-Match the version that was seen. */
export const StepHeaders = createParamDecorator((_: unknown, context: ExecutionContext): StepHeaders => {
  const request = context.switchToHttp().getRequest<Request>()
  const key = keyOf(request)
  const version = VERSION.exec(request.get('if-match') ?? '')?.[1]
  if (version === undefined) throw new VersionMissing()
  return { key, seen: Number(version), typed: proofOf(request) }
})

function proofOf(request: Request): string | undefined {
  try {
    return decodeURIComponent(request.get(PROOF) ?? '') || undefined
  } catch {
    return undefined
  }
}

function keyOf(request: Request): string {
  const key = request.get('idempotency-key') ?? ''
  if (!KEY.test(key)) throw new KeyMissing()
  return key
}

/** For the description of the API: what a claim is answered with, and what `If-Match` gives back. */
export const versionHeader = {
  ETag: {
    description: 'The version of the claim, for If-Match',
    schema: { type: 'string' as const },
    example: '"3"',
  },
}

export function giveVersion(response: Response, version: number): void {
  response.set('ETag', `"${version}"`)
}
