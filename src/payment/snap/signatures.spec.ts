import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  bodyDigest,
  callSignature,
  isCallSignature,
  isNoticeSignature,
  isTokenSignature,
  noticeSignature,
  tokenSignature,
} from './signatures.js'

const timestamp = '2026-03-02T09:00:00+07:00'
const body = '{ "partnerReferenceNo": "a b",\n  "amount": { "value": "10000.00", "currency": "IDR" } }'
const request = { method: 'POST', path: '/v1.0/transfer-interbank', body, timestamp }

describe('a signature of SNAP', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let folder: string
  const at = (name: string, content: string | Buffer): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  /** Another program's opinion: it shares no line with ours. */
  const openssl = (args: readonly string[], input: string): string =>
    execFileSync('openssl', [...args], { input, stdio: ['pipe', 'pipe', 'pipe'] }).toString()
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'santun-snap-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('covers the body without its blanks, and keeps those inside a text', () => {
    const minified = '{"partnerReferenceNo":"a b","amount":{"value":"10000.00","currency":"IDR"}}'
    const [digest] = openssl(['dgst', '-sha256', '-r'], minified).split(' ')
    expect(bodyDigest(body)).toBe(digest)
    expect(bodyDigest('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('for a token is what openssl verifies, and what openssl signs we take', () => {
    const signature = tokenSignature('client-1', timestamp, privateKey)
    const key = at('public.pem', publicKey.export({ type: 'spki', format: 'pem' }))
    const signed = at('token.sig', Buffer.from(signature, 'base64'))
    expect(
      openssl(['dgst', '-sha256', '-verify', key, '-signature', signed], `client-1|${timestamp}`),
    ).toContain('Verified OK')
    const ours = at('private.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const text = at('text', `client-1|${timestamp}`)
    const theirs = execFileSync('openssl', ['dgst', '-sha256', '-sign', ours, text]).toString('base64')
    expect(isTokenSignature({ clientId: 'client-1', timestamp, signature: theirs }, publicKey)).toBe(true)
    expect(isTokenSignature({ clientId: 'client-2', timestamp, signature: theirs }, publicKey)).toBe(false)
  })

  it('for a call is what openssl computes over method, path, token, digest and time', () => {
    const signature = callSignature(request, 'token-1', 'secret-1')
    const text = ['POST', request.path, 'token-1', bodyDigest(body), timestamp].join(':')
    const hex = openssl(['dgst', '-sha512', '-hmac', 'secret-1', '-r'], text).split(' ')[0] ?? ''
    expect(signature).toBe(Buffer.from(hex, 'hex').toString('base64'))
  })

  it('does not fit when anything in the call is another', () => {
    const given = { token: 't', secret: 's', signature: callSignature(request, 't', 's') }
    expect(isCallSignature(request, given)).toBe(true)
    const others = [
      { method: 'PUT' },
      { path: '/v1.0/transfer' },
      { body: '{}' },
      { timestamp: '2026-03-02T09:00:01+07:00' },
    ]
    for (const other of others) expect(isCallSignature({ ...request, ...other }, given)).toBe(false)
    expect(isCallSignature(request, { ...given, token: 'u' })).toBe(false)
    expect(isCallSignature(request, { ...given, secret: 'u' })).toBe(false)
    expect(isCallSignature(request, { ...given, signature: '' })).toBe(false)
  })

  it('of a notice is the bank’s and nobody else’s', () => {
    const signature = noticeSignature(request, privateKey)
    expect(isNoticeSignature(request, signature, publicKey)).toBe(true)
    expect(isNoticeSignature({ ...request, body: '{}' }, signature, publicKey)).toBe(false)
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    expect(isNoticeSignature(request, noticeSignature(request, stranger), publicKey)).toBe(false)
    for (const rubbish of ['', 'x', '%%%']) expect(isNoticeSignature(request, rubbish, publicKey)).toBe(false)
  })

  /** RFC 4231, test case 2: the primitive beneath a call's signature. */
  it('stands on an HMAC-SHA512 as published', async () => {
    const { createHmac } = await import('node:crypto')
    const mac = createHmac('sha512', 'Jefe').update('what do ya want for nothing?').digest('hex')
    expect(mac).toBe(
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    )
  })
})
