/** How a family's session travels, and before it the secret of the code it waits for: in cookies that no script reads. */
import type { Request, Response } from 'express'
import { cookieOptions } from './session-credential.js'

const SECURE_COOKIE = '__Host-santun-keluarga'
const PLAIN_COOKIE = 'santun-keluarga'
const SECURE_CODE_COOKIE = '__Host-santun-kode'
const PLAIN_CODE_COOKIE = 'santun-kode'
const SECURE_DEVICE_COOKIE = '__Host-santun-hp'
const PLAIN_DEVICE_COOKIE = 'santun-hp'
const DEVICE_COOKIE_MS = 180 * 24 * 60 * 60_000
/** A little longer than a code, so that the page can still say that it is too old. */
const CODE_COOKIE_MS = 15 * 60_000

export function claimantTokenOf(request: Request): string | undefined {
  return cookieOf(request, nameOn(request))
}

/** The handle that `ClaimantCodes` gave this browser. */
export function codeHandleOf(request: Request): string | undefined {
  return cookieOf(request, codeNameOn(request))
}

export function giveCodeCookie(request: Request, response: Response, handle: string): void {
  response.cookie(codeNameOn(request), handle, { ...cookieOptions(request), maxAge: CODE_COOKIE_MS })
}

export function takeCodeCookieBack(request: Request, response: Response): void {
  response.clearCookie(codeNameOn(request), cookieOptions(request))
}

/** It ends with the browser: phones are lent and shared. */
export function giveClaimantCookie(request: Request, response: Response, token: string): void {
  response.cookie(nameOn(request), token, cookieOptions(request))
}

export function takeClaimantCookieBack(request: Request, response: Response): void {
  response.clearCookie(nameOn(request), cookieOptions(request))
}

/** By which this browser's codes are counted apart from those that strangers ask for; it opens nothing. */
export function deviceOf(request: Request): string | undefined {
  return cookieOf(request, deviceNameOn(request))
}

/** It outlives the session: what it is good for is the day on which somebody else asks for codes in the family's place. */
export function giveDeviceCookie(request: Request, response: Response, device: string): void {
  response.cookie(deviceNameOn(request), device, { ...cookieOptions(request), maxAge: DEVICE_COOKIE_MS })
}

function deviceNameOn(request: Request): string {
  return request.secure ? SECURE_DEVICE_COOKIE : PLAIN_DEVICE_COOKIE
}

function cookieOf(request: Request, name: string): string | undefined {
  const cookies = request.cookies as Record<string, unknown> | undefined
  const cookie = cookies?.[name]
  return typeof cookie === 'string' && cookie !== '' ? cookie : undefined
}

function codeNameOn(request: Request): string {
  return request.secure ? SECURE_CODE_COOKIE : PLAIN_CODE_COOKIE
}

function nameOn(request: Request): string {
  return request.secure ? SECURE_COOKIE : PLAIN_COOKIE
}
