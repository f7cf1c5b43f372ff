import { createHash } from 'node:crypto'
import { LawBook, type LawDocument, sha256 } from '#libs/law'
import { addDays, dateOfDayNumber, dayNumberOf, parseLocalDate } from '#libs/local-date'
import fc from 'fast-check'

const horizon = parseLocalDate('2015-07-01')
const basis = { act: 'PP 1/2015', article: 'PP 1/2015 Pasal 1', confidence: 'Q' }
const verified = { on: '2026-01-01', how: 'uji' }

/** A history without gaps: at each boundary a new amount, or nothing. */
const history = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 6000 }), { maxLength: 8 }),
    fc.array(fc.option(fc.nat(10 ** 9), { nil: undefined }), { minLength: 9, maxLength: 9 }),
  )
  .map(([days, amounts]) => {
    const starts = [0, ...days.sort((a, b) => a - b)].map((day) => addDays(horizon, day))
    return starts.map((from, index) => {
      const next = starts[index + 1]
      const to = next && addDays(next, -1)
      const amount = amounts[index]
      return { from, to, ...(amount === undefined ? { none: 'belum diatur' } : { value: amount, basis }) }
    })
  })

function document(name: string, values: readonly object[]): LawDocument {
  return {
    name,
    file: `${name}.yaml`,
    content: { label: name, unit: 'IDR', applies_on: 'reference_date', values, verified },
  }
}

test('on every day exactly the period in force answers', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: -100, max: 7000 }), (values, offset) => {
      const on = dateOfDayNumber(dayNumberOf(horizon) + offset)
      const law = LawBook.of([document('uji.jumlah', values)])
      const period = values.find(({ from, to }) => from <= on && (to === undefined || on <= to))
      const expected = period && 'value' in period ? BigInt(period.value) : undefined
      expect(law.findAmount('uji.jumlah', on)?.value).toBe(expected)
    }),
  )
})

test('a history with a day missing, or a day too many, is refused', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(-1, 1), (values, shift) => {
      fc.pre(values.length > 1)
      const [first, ...rest] = values
      const moved = { ...first, to: first?.to && addDays(first.to, shift) }
      expect(() => LawBook.of([document('uji.jumlah', [moved, ...rest])])).toThrow(
        /celah|tumpang tindih|terbalik/,
      )
    }),
  )
})

test('the digest depends on the law and not on the order of its files', () => {
  fc.assert(
    fc.property(history, history, (one, other) => {
      const documents = [document('uji.a', one), document('uji.b', other)]
      const digest = LawBook.of(documents).digest
      expect(LawBook.of([...documents].reverse()).digest).toBe(digest)
      const [first, ...rest] = one
      const changed = document('uji.a', [{ ...first, none: undefined, value: 10 ** 10, basis }, ...rest])
      expect(LawBook.of([changed, document('uji.b', other)]).digest).not.toBe(digest)
    }),
  )
})

test('the digest is SHA-256', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'))
    }),
  )
})
