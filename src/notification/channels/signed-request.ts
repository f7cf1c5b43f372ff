import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseInstant } from '#libs/local-date'
import type { InstantText } from '../../platform/clock/clock.js'

export const TIMESTAMP_HEADER = 'x-santun-timestamp'
export const SIGNATURE_HEADER = 'x-santun-signature'

/** A signature is good for so long before and after its time. */
const WINDOW_SECONDS = 300

/** The headers that prove who sends this body, and when: HMAC-SHA256 over the time in seconds, a dot, and the body. */
export function signedHeaders(
  secret: string,
  now: InstantText,
  body: string | Buffer,
): Record<string, string> {
  const timestamp = String(secondsOf(now))
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: signatureOf(secret, timestamp, body) }
}

/** Whether this body was signed with the secret, at a time near enough to now. */
export function isSigned(
  secret: string,
  now: InstantText,
  body: Buffer,
  headers: { timestamp: string | undefined; signature: string | undefined },
): boolean {
  const { timestamp = '', signature = '' } = headers
  if (!/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(Number(timestamp) - secondsOf(now)) > WINDOW_SECONDS) return false
  const expected = Buffer.from(signatureOf(secret, timestamp, body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function signatureOf(secret: string, timestamp: string, body: string | Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`
}

function secondsOf(instant: InstantText): number {
  return Math.floor(parseInstant(instant) / 1000)
}
