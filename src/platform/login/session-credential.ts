/** How a session travels: a bearer token for machines, a cookie for browsers. Nothing else is looked at. */
import { createHash } from 'node:crypto'
import type { CookieOptions, Request, Response } from 'express'
import { CrossSiteWrite } from '../problem/http-problems.js'

const SECURE_COOKIE = '__Host-santun'
/** Browsers refuse the prefix on plain http, which only a machine of one's own uses. */
const PLAIN_COOKIE = 'santun'
const READING = ['GET', 'HEAD', 'OPTIONS']

export interface Credential {
  token: string
  from: 'bearer' | 'cookie'
}

export function credentialOf(request: Request): Credential | null {
  const bearer = /^Bearer ([\w-]+)$/.exec(request.get('authorization') ?? '')?.[1]
  if (bearer) return { token: bearer, from: 'bearer' }
  const cookies = request.cookies as Record<string, unknown> | undefined
  const cookie = cookies?.[cookieName(request)]
  return typeof cookie === 'string' && cookie !== '' ? { token: cookie, from: 'cookie' } : null
}

/** What is kept of a session token. */
export function digestOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** It ends with the browser; how long the session itself lasts stands in its row. */
export function giveCookie(request: Request, response: Response, token: string): void {
  response.cookie(cookieName(request), token, cookieOptions(request))
}

export function takeCookieBack(request: Request, response: Response): void {
  response.clearCookie(cookieName(request), cookieOptions(request))
}

/**
 * A browser sends the cookie on its own, also when another site made it send the request. A write is therefore taken
 * only when the browser says that a page of ours sent it: by Sec-Fetch-Site, or by Origin where the browser is old.
 */
export function assertSameOrigin(request: Request): void {
  if (READING.includes(request.method)) return
  const site = request.get('sec-fetch-site')
  const ours = site === undefined ? originIsOurs(request) : site === 'same-origin'
  if (!ours) throw new CrossSiteWrite()
}

function originIsOurs(request: Request): boolean {
  const origin = request.get('origin')
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host
}

function cookieName(request: Request): string {
  return request.secure ? SECURE_COOKIE : PLAIN_COOKIE
}

export function cookieOptions(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' }
}
