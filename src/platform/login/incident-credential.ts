/** How the code of an employer, a facility or a family travels: in a cookie that no script reads, and never in an address. */
import type { Request, Response } from 'express'
import { cookieOptions } from './session-credential.js'

const SECURE_COOKIE = '__Host-santun-lapor'
const PLAIN_COOKIE = 'santun-lapor'

export function incidentCodeOf(request: Request): string {
  const cookies = request.cookies as Record<string, unknown> | undefined
  const cookie = cookies?.[nameOn(request)]
  return typeof cookie === 'string' ? cookie : ''
}

/** It ends with the browser: computers of an office are shared. */
export function giveIncidentCookie(request: Request, response: Response, code: string): void {
  response.cookie(nameOn(request), code, cookieOptions(request))
}

export function takeIncidentCookieBack(request: Request, response: Response): void {
  response.clearCookie(nameOn(request), cookieOptions(request))
}

const nameOn = (request: Request): string => (request.secure ? SECURE_COOKIE : PLAIN_COOKIE)
