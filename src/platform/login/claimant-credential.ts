/** How a family's session travels: one cookie that no script reads, apart from the one of staff. */
import type { Request, Response } from 'express'
import { cookieOptions } from './session-credential.js'

const SECURE_COOKIE = '__Host-santun-keluarga'
const PLAIN_COOKIE = 'santun-keluarga'

export function claimantTokenOf(request: Request): string | undefined {
  const cookies = request.cookies as Record<string, unknown> | undefined
  const cookie = cookies?.[nameOn(request)]
  return typeof cookie === 'string' && cookie !== '' ? cookie : undefined
}

/** It ends with the browser: phones are lent and shared. */
export function giveClaimantCookie(request: Request, response: Response, token: string): void {
  response.cookie(nameOn(request), token, cookieOptions(request))
}

export function takeClaimantCookieBack(request: Request, response: Response): void {
  response.clearCookie(nameOn(request), cookieOptions(request))
}

function nameOn(request: Request): string {
  return request.secure ? SECURE_COOKIE : PLAIN_COOKIE
}
