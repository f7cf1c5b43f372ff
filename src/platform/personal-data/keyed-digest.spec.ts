import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { KeyedDigest } from './keyed-digest.js'

const text = fc.string({ unit: 'binary', maxLength: 300 })

it('is the HMAC-SHA-256 of any text under any key of up to a block, whatever was digested before', () => {
  const secret = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes))
  fc.assert(
    fc.property(secret, fc.array(text, { minLength: 1, maxLength: 5 }), (key, texts) => {
      const digest = new KeyedDigest(key)
      for (const each of texts) {
        expect(digest.hex(each)).toBe(createHmac('sha256', key).update(each).digest('hex'))
      }
    }),
  )
})

it('refuses a key that is longer than a block', () => {
  expect(() => new KeyedDigest(Buffer.alloc(65))).toThrow(RangeError)
})
