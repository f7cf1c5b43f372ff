import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { claimColumns, personalFields } from '../../src/platform/personal-data/personal-columns.js'
import { mapPersonal, stringsUnder } from '../../src/platform/personal-data/personal-fields.js'
import { keyIdOf, SealingKey } from '../../src/platform/personal-data/sealing-key.js'
import { SealBroken } from '../../src/platform/personal-data/sealing.js'

const key = new SealingKey('kunci-uji', Buffer.alloc(32, 3))
const anyPlace = fc.constantFrom(...claimColumns)
const anyText = fc.string({ unit: 'binary', maxLength: 300 })

describe('a sealed value', () => {
  it('opens as it was, and says which key it needs', () => {
    fc.assert(
      fc.property(anyPlace, anyText, (place, value) => {
        const sealed = key.seal(place, value)
        expect(key.open(place, sealed)).toBe(value)
        expect(keyIdOf(sealed)).toBe('kunci-uji')
      }),
    )
  })

  it('is the same text for the same value in the same place, and another in every other case', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anyText, anyText, (place, other, value, second) => {
        const isSame = place === other && value === second
        expect(key.seal(place, value) === key.seal(other, second)).toBe(isSame)
      }),
    )
  })

  it('shows nothing of a number that it holds', () => {
    const anyNumber = fc.stringMatching(/^[0-9]{8,20}$/)
    fc.assert(
      fc.property(anyPlace, anyNumber, (place, number) => {
        const sealed = key.seal(place, number)
        expect(sealed).not.toContain(number)
        expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').includes(number)).toBe(false)
      }),
    )
  })

  it('does not open with one bit changed anywhere', () => {
    fc.assert(
      fc.property(anyPlace, anyText, fc.nat(), (place, value, position) => {
        const [version, id, body = ''] = key.seal(place, value).split('.')
        const bytes = Buffer.from(body, 'base64url')
        const bit = position % (bytes.length * 8)
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => key.open(place, `${version}.${id}.${bytes.toString('base64url')}`)).toThrow(SealBroken)
      }),
    )
  })

  it('does not open cut off, in another place, with another key, or under another name of the same key', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anyText, fc.nat(40), (place, other, value, cut) => {
        fc.pre(place !== other)
        const sealed = key.seal(place, value)
        expect(() => key.open(place, sealed.slice(0, -1 - cut))).toThrow(SealBroken)
        expect(() => key.open(other, sealed)).toThrow(SealBroken)
        expect(() => new SealingKey('kunci-uji', randomBytes(32)).open(place, sealed)).toThrow(SealBroken)
        const renamed = new SealingKey('kunci-lain', Buffer.alloc(32, 3))
        expect(() => renamed.open(place, sealed.replace('kunci-uji', 'kunci-lain'))).toThrow(SealBroken)
      }),
    )
  })

  it.each(['', '0812', 'v1', 'v1.kunci-uji', 'v1.kunci-uji.', 'v2.kunci-uji.AAAA', 'v1.kunci-uji.AAAA'])(
    'is never "%s"',
    (text) => {
      expect(() => key.open('claim.answers', text)).toThrow(SealBroken)
    },
  )
})

describe('an answer with personal fields', () => {
  const fieldNames = fc.constantFrom(...personalFields, 'name', 'relation', 'event')
  const anyAnswer = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fieldNames, tie('value'), { maxKeys: 4 }),
    ),
  })).value

  it('is itself again when all of them are sealed and opened', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const sealed = mapPersonal(answer, (field) => key.seal('claim.answers', JSON.stringify(field)))
        const opened = mapPersonal(sealed, (field) => JSON.parse(key.open('claim.answers', field as string)))
        expect(opened).toEqual(JSON.parse(JSON.stringify(answer)))
      }),
    )
  })

  it('holds only sealed texts in those places', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        fc.pre(typeof answer !== 'string')
        const sealed = mapPersonal(answer, (field) => key.seal('claim.answers', JSON.stringify(field)))
        for (const text of stringsUnder(sealed)) expect(keyIdOf(text)).toBe('kunci-uji')
      }),
    )
  })
})
