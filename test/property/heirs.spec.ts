import { describe, expect, it } from '@jest/globals'
import { type Family, type Relative, settleHeirs, shareOut } from '#libs/heirs'
import { addDays, type LocalDate } from '#libs/local-date'
import fc from 'fast-check'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'

const law = loadLaw()
const runs = { numRuns: Number(process.env['BENEFIT_RUNS'] ?? 2000) }
const on = '2024-05-01' as LocalDate

const relations = [
  'spouse',
  'child',
  'father',
  'mother',
  'grandparent',
  'grandchild',
  'sibling',
  'parent_in_law',
] as const
const ranks = {
  spouse: 1,
  child: 1,
  father: 2,
  mother: 2,
  grandparent: 2,
  grandchild: 2,
  sibling: 3,
  parent_in_law: 4,
}

const relatives: fc.Arbitrary<Relative[]> = fc.uniqueArray(
  fc.record({
    name: fc.integer({ min: 1, max: 99 }).map((number) => `Kerabat ${number}`),
    relation: fc.constantFrom(...relations),
    birthDate: fc.option(
      fc.nat(30_000).map((days) => addDays(on, -days)),
      { nil: undefined },
    ),
    alive: fc.boolean(),
  }),
  { selector: ({ name }) => name, maxLength: 12 },
)

const family: fc.Arbitrary<Family> = fc.record({
  relatives,
  will: fc.option(
    fc.constantFrom({ beneficiary: 'Sahabat', deed: 'notarial', date: on }, { beneficiary: 'Sahabat' }),
    {
      nil: undefined,
    },
  ),
  on: fc.constant(on),
})

describe('the heirs of any family', () => {
  it('share the whole amount to the last rupiah, and nobody more than one rupiah more than another', () => {
    fc.assert(
      fc.property(family, fc.bigInt({ min: 0n, max: 10n ** 12n }), (each, amount) => {
        const { payees } = settleHeirs(each, law)
        if (payees.length === 0) return
        const amounts = shareOut(amount, payees).map((share) => share.amount)
        expect(amounts.reduce((sum, share) => sum + share, 0n)).toBe(amount)
        expect((amounts[0] ?? 0n) - (amounts.at(-1) ?? 0n)).toBeLessThanOrEqual(1n)
        expect([...amounts].sort((a, b) => (a < b ? 1 : -1))).toEqual(amounts)
      }),
      runs,
    )
  })

  it('are all of the first class in which someone is alive', () => {
    fc.assert(
      fc.property(family, (each) => {
        const living = each.relatives.filter(({ alive }) => alive)
        const first = Math.min(...living.map(({ relation }) => ranks[relation]))
        const { payees, excluded } = settleHeirs(each, law)
        const ofClass = living.filter(({ relation }) => ranks[relation] === first).map(({ name }) => name)
        if (living.length > 0)
          expect([...payees.map(({ name }) => name), ...excluded].sort()).toEqual(ofClass.sort())
      }),
      runs,
    )
  })

  it('do not change when the dead and the classes behind are left out', () => {
    fc.assert(
      fc.property(family, (each) => {
        const living = each.relatives.filter(({ alive }) => alive)
        const first = Math.min(...living.map(({ relation }) => ranks[relation]))
        const nearest = living.filter(({ relation }) => ranks[relation] === first)
        expect(settleHeirs({ ...each, relatives: nearest }, law).payees).toEqual(
          settleHeirs(each, law).payees,
        )
      }),
      runs,
    )
  })

  it('are paid eldest first, whatever the order in which they are listed', () => {
    fc.assert(
      fc.property(family, (each) => {
        const dated = each.relatives.filter(({ birthDate }) => birthDate !== undefined)
        const { payees } = settleHeirs({ ...each, relatives: dated }, law)
        const births = payees.map(({ birthDate }) => birthDate ?? '')
        expect([...births].sort()).toEqual(births)
        const reversed = settleHeirs({ ...each, relatives: [...dated].reverse() }, law)
        expect(reversed.payees.map(({ name }) => name).sort()).toEqual(payees.map(({ name }) => name).sort())
      }),
      runs,
    )
  })

  it('who are minors never receive the money themselves', () => {
    fc.assert(
      fc.property(family, (each) => {
        for (const { minor, receivedBy } of settleHeirs(each, law).payees) {
          expect(receivedBy === 'self').toBe(!minor)
        }
      }),
      runs,
    )
  })
})
