import { describe, expect, it } from '@jest/globals'
import { isSigned, SIGNATURE_HEADER, signedHeaders, TIMESTAMP_HEADER } from './signed-request.js'

const SECRET = 'rahasia-bersama-yang-cukup-panjang'
const NOW = '2022-10-17T01:00:00.000Z'
const body = Buffer.from('{"message_id":"a"}')
const headers = signedHeaders(SECRET, NOW, body)
const signed = { timestamp: headers[TIMESTAMP_HEADER], signature: headers[SIGNATURE_HEADER] }

describe('a signature', () => {
  it('is good for its body, its time and its secret', () => {
    expect(isSigned(SECRET, NOW, body, signed)).toBe(true)
  })

  it('is the HMAC that anybody else computes', () => {
    expect(signed).toEqual({
      timestamp: '1665968400',
      signature: 'sha256=8b6e63e6fc97e3d6bc5ba85d0bf6c7f82a69bac95c80d6afaa8192dc6cd424bb',
    })
  })

  it.each([
    ['another body', SECRET, NOW, Buffer.from('{"message_id":"b"}'), signed],
    ['another secret', `${SECRET}x`, NOW, body, signed],
    ['another time', SECRET, NOW, body, { ...signed, timestamp: '1665968401' }],
    ['no signature', SECRET, NOW, body, { ...signed, signature: undefined }],
    ['no time', SECRET, NOW, body, { ...signed, timestamp: undefined }],
    ['a time that is no number', SECRET, NOW, body, { ...signed, timestamp: 'NaN' }],
    ['half a signature', SECRET, NOW, body, { ...signed, signature: signed.signature?.slice(0, 30) }],
  ])('is refused with %s', (_, secret, now, of, given) => {
    expect(isSigned(secret, now, of, given)).toBe(false)
  })

  it.each([
    ['2022-10-17T00:55:00.000Z', true],
    ['2022-10-17T00:54:59.000Z', false],
    ['2022-10-17T01:05:00.000Z', true],
    ['2022-10-17T01:05:01.000Z', false],
  ])('at %s is in its window: %s', (now, good) => {
    expect(isSigned(SECRET, now, body, signed)).toBe(good)
  })
})
