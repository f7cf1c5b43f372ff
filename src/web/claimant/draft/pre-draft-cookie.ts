/** The secret under which a browser's first answers lie, before anybody is signed in. */
import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { cookieOptions } from '../../../platform/login/session-credential.js'

const SECURE_COOKIE = '__Host-santun-isian'
const PLAIN_COOKIE = 'santun-isian'
const TOKEN_BYTES = 32

export function preDraftTokenOf(request: Request): string | undefined {
  const cookies = request.cookies as Record<string, unknown> | undefined
  const cookie = cookies?.[nameOn(request)]
  return typeof cookie === 'string' && cookie !== '' ? cookie : undefined
}

/** The token that the browser has, or a new one. It ends with the browser: phones are lent and shared. */
export function givePreDraftToken(request: Request, response: Response): string {
  const token = preDraftTokenOf(request) ?? randomBytes(TOKEN_BYTES).toString('base64url')
  response.cookie(nameOn(request), token, cookieOptions(request))
  return token
}

/** What comes next is another claim. */
export function takePreDraftTokenBack(request: Request, response: Response): void {
  response.clearCookie(nameOn(request), cookieOptions(request))
}

function nameOn(request: Request): string {
  return request.secure ? SECURE_COOKIE : PLAIN_COOKIE
}
