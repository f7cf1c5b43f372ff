/**
 * The signatures of SNAP BI, the national standard for open payment interfaces. Pure: who signs what, over which text.
 * A token is asked for with our private key, each call is signed with the secret shared with the bank, and what the bank
 * sends by itself bears a signature of its own private key.
 */
import { createHash, createHmac, type KeyLike, sign, timingSafeEqual, verify } from 'node:crypto'

export interface SignedRequest {
  method: string
  /** From the root on, with its query. */
  path: string
  /** As it goes over the wire. */
  body: string
  /** `2026-03-02T09:00:00+07:00` */
  timestamp: string
}

/** Lower-case hex of SHA-256 over the body without the blanks between its parts. */
export function bodyDigest(body: string): string {
  return createHash('sha256').update(minified(body)).digest('hex')
}

/** For an access token: SHA256withRSA over `client|timestamp`, base64. */
export function tokenSignature(clientId: string, timestamp: string, privateKey: KeyLike): string {
  return sign('RSA-SHA256', Buffer.from(`${clientId}|${timestamp}`), privateKey).toString('base64')
}

export function isTokenSignature(
  { clientId, timestamp, signature }: { clientId: string; timestamp: string; signature: string },
  publicKey: KeyLike,
): boolean {
  return verify(
    'RSA-SHA256',
    Buffer.from(`${clientId}|${timestamp}`),
    publicKey,
    Buffer.from(signature, 'base64'),
  )
}

/** For a call: HMAC-SHA512 over `METHOD:path:token:digest:timestamp`, base64. */
export function callSignature(request: SignedRequest, token: string, secret: string): string {
  const { method, path, body, timestamp } = request
  const text = [method.toUpperCase(), path, token, bodyDigest(body), timestamp].join(':')
  return createHmac('sha512', secret).update(text).digest('base64')
}

export function isCallSignature(
  request: SignedRequest,
  { token, secret, signature }: { token: string; secret: string; signature: string },
): boolean {
  const expected = Buffer.from(callSignature(request, token, secret))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** For what a bank sends by itself: SHA256withRSA over `METHOD:path:digest:timestamp`, base64. */
export function noticeSignature(request: SignedRequest, privateKey: KeyLike): string {
  return sign('RSA-SHA256', Buffer.from(noticeText(request)), privateKey).toString('base64')
}

export function isNoticeSignature(request: SignedRequest, signature: string, publicKey: KeyLike): boolean {
  return verify('RSA-SHA256', Buffer.from(noticeText(request)), publicKey, Buffer.from(signature, 'base64'))
}

function noticeText({ method, path, body, timestamp }: SignedRequest): string {
  return [method.toUpperCase(), path, bodyDigest(body), timestamp].join(':')
}

/** Blanks inside texts stay; what is no JSON stays as it is, and is then refused by its signature or its reader. */
function minified(body: string): string {
  try {
    return body === '' ? '' : JSON.stringify(JSON.parse(body))
  } catch {
    return body
  }
}
