import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { assertSameOrigin, credentialOf } from '../../platform/login/session-credential.js'
import { CrossSiteWrite } from '../../platform/problem/http-problems.js'
import { claimantTokenOf } from '../../platform/login/claimant-credential.js'

export const CSRF_FIELD = '_csrf'

/** What a form must carry to be taken: derived from the session, so that no other page and no other session knows it. */
export function csrfOf(request: Request): string {
  return createHmac('sha256', sessionTokenOf(request)).update('form').digest('base64url')
}

/**
 * Every write of a page: sent by a page of ours, as the browser says, and carrying the token of this session. Forms
 * with files carry it in their address, because their body is read later.
 * @throws CrossSiteWrite
 */
export function assertOwnForm(request: Request): void {
  assertSameOrigin(request)
  if (sessionTokenOf(request) === '') return
  const body = request.body as Record<string, unknown> | undefined
  const given = body?.[CSRF_FIELD] ?? request.query[CSRF_FIELD] ?? request.get('x-csrf-token')
  const wanted = Buffer.from(csrfOf(request))
  const shown = Buffer.from(typeof given === 'string' ? given : '')
  if (shown.length !== wanted.length || !timingSafeEqual(shown, wanted)) throw new CrossSiteWrite()
}

function sessionTokenOf(request: Request): string {
  return credentialOf(request)?.token ?? claimantTokenOf(request) ?? ''
}
