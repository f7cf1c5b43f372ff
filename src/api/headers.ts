import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Request, Response } from 'express'
import { KeyMissing, VersionMissing } from '../platform/problem/http-problems.js'

const KEY = /^[\x21-\x7e]{8,128}$/
const VERSION = /^(?:W\/)?"(\d{1,9})"$/

/** The caller's own name for a command, so that the same command sent twice is done once. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  keyOf(context.switchToHttp().getRequest<Request>()),
)

export interface StepHeaders {
  key: string
  /** The version of the claim that the caller saw. */
  seen: number
}

/** What a step on a claim must bring besides its input: the key, and out of If-Match the version that was seen. */
export const StepHeaders = createParamDecorator((_: unknown, context: ExecutionContext): StepHeaders => {
  const request = context.switchToHttp().getRequest<Request>()
  const key = keyOf(request)
  const version = VERSION.exec(request.get('if-match') ?? '')?.[1]
  if (version === undefined) throw new VersionMissing()
  return { key, seen: Number(version) }
})

function keyOf(request: Request): string {
  const key = request.get('idempotency-key') ?? ''
  if (!KEY.test(key)) throw new KeyMissing()
  return key
}

export function giveVersion(response: Response, version: number): void {
  response.set('ETag', `"${version}"`)
}
