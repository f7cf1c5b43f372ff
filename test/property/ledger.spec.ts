import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  type Account,
  accounts,
  balances,
  type Entry,
  entry,
  type EntryKind,
  entryKinds,
  moneyMove,
  type Posting,
  reversalOf,
} from '#libs/ledger'

const kind = fc.constantFrom(...entryKinds)
const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const posting: fc.Arbitrary<Posting> = fc.record({ account: fc.constantFrom(...accounts), amount })
const sumOf = (postings: readonly Posting[]): bigint => postings.reduce((sum, { amount }) => sum + amount, 0n)

/** Entries as the product makes them, over random amounts. */
const madeEntry: fc.Arbitrary<Entry> = fc
  .tuple(kind, fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([each, size]) => made(each, size))

function made(each: EntryKind, size: bigint): Entry {
  const answer = moneyMove(each, size)
  if (!answer.ok) throw new Error(`${each} over ${size} was refused`)
  return answer.entry
}

describe('a ledger entry', () => {
  it('is made of balanced postings on different accounts, and of nothing else', () => {
    fc.assert(
      fc.property(kind, fc.array(posting, { maxLength: 6 }), (each, postings) => {
        const names = postings.map(({ account }) => account)
        const sound =
          postings.length >= 2 &&
          sumOf(postings) === 0n &&
          postings.every(({ amount }) => amount !== 0n) &&
          new Set(names).size === names.length
        expect(entry(each, postings).ok).toBe(sound)
      }),
      { numRuns: 2_000 },
    )
  })

  it('balances whenever the last posting takes the rest', () => {
    const distinct = fc.uniqueArray(fc.constantFrom<Account>(...accounts), { minLength: 2 })
    fc.assert(
      fc.property(kind, distinct, fc.bigInt({ min: 1n, max: 10n ** 12n }), (each, names, size) => {
        const first = names.slice(1).map((account) => ({ account, amount: size }))
        const rest = { account: names[0] ?? 'bank', amount: -size * BigInt(first.length) }
        const answer = entry(each, [...first, rest])
        expect(answer.ok && sumOf(answer.entry.postings)).toBe(0n)
      }),
    )
  })

  it('says everything that is wrong with it at once', () => {
    const answer = entry('obligation', [
      { account: 'payable', amount: 0n },
      { account: 'payable', amount: 7n },
    ])
    expect(answer).toEqual({
      ok: false,
      refusals: [
        { code: 'POSTING_ZERO', params: { account: 'payable' } },
        { code: 'ACCOUNT_TWICE', params: { account: 'payable' } },
        { code: 'NOT_BALANCED', params: { difference: '7' } },
      ],
    })
  })

  it('is not made over nothing or less', () => {
    fc.assert(
      fc.property(kind, fc.bigInt({ min: -(10n ** 12n), max: 0n }), (each, size) => {
        expect(moneyMove(each, size).ok).toBe(false)
      }),
    )
  })
})

describe('the balances', () => {
  it('add up to zero after any entries', () => {
    fc.assert(
      fc.property(fc.array(madeEntry), (entries) => {
        expect(Object.values(balances(entries)).reduce((sum, each) => sum + each, 0n)).toBe(0n)
      }),
    )
  })

  it('are restored by reversing entries, in any order', () => {
    fc.assert(
      fc.property(fc.array(madeEntry), fc.array(madeEntry), (kept, taken) => {
        const reversed = taken.toReversed().map((each) => reversalOf(each, each.kind))
        expect(balances([...kept, ...taken, ...reversed])).toEqual(balances(kept))
      }),
    )
  })
})
