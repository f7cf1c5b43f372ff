import { describe, expect, it } from '@jest/globals'
import { balances, type Entry, type EntryKind, moneyMove, setOff } from '#libs/ledger'
import fc from 'fast-check'

const PERSONS = 3
const amount = fc.bigInt({ min: 0n, max: 100n })
/** What a decision grants each person in two lines; nothing at all is a refusal. */
const decision = fc.array(fc.tuple(amount, amount), { minLength: PERSONS, maxLength: PERSONS })
/** How much of an open demand comes back before the next decision, in percent. */
const round = fc.record({ decision, comesBack: fc.integer({ min: 0, max: 100 }) })

/** A claim that is decided round after round, by the rule that sets off and the ledger that keeps it. */
class Claim {
  readonly entries: Entry[] = []
  readonly held = Array.from({ length: PERSONS }, () => 0n)
  demands = Array.from({ length: PERSONS }, () => 0n)
  paid = 0n
  recovered = 0n

  decide(lines: readonly (readonly [bigint, bigint])[]): void {
    for (const open of this.demands) this.post('recovery_superseded', open)
    this.demands = lines.map((own, person) => {
      const { already, overpaid } = setOff(own, this.held[person] ?? 0n)
      own.forEach((line, index) => this.pay(person, line - (already[index] ?? 0n)))
      this.post('overpayment', overpaid)
      return overpaid
    })
  }

  comesBack(percent: number): void {
    this.demands = this.demands.map((open, person) => {
      const back = (open * BigInt(percent)) / 100n
      this.post('repayment', back)
      this.held[person] = (this.held[person] ?? 0n) - back
      this.recovered += back
      return open - back
    })
  }

  private pay(person: number, sum: bigint): void {
    for (const kind of ['obligation', 'instruction', 'settlement'] as const) this.post(kind, sum)
    this.held[person] = (this.held[person] ?? 0n) + sum
    this.paid += sum
  }

  private post(kind: EntryKind, sum: bigint): void {
    if (sum === 0n) return
    const made = moneyMove(kind, sum)
    if (!made.ok) throw new Error(`no entry ${kind} over ${sum}`)
    this.entries.push(made.entry)
  }
}

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n)

describe('whatever rounds a claim goes through', () => {
  it('what was paid, less what came back and what is asked back, is what the last round decided', () => {
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 8 }), (rounds) => {
        const claim = new Claim()
        for (const { decision: lines, comesBack } of rounds) {
          claim.decide(lines)
          const decided = sumOf(lines.flat())
          expect(claim.paid - claim.recovered - sumOf(claim.demands)).toBe(decided)
          claim.comesBack(comesBack)
          const { benefit_expense, bank, recovery_receivable, payable, in_transit } = balances(claim.entries)
          expect(benefit_expense).toBe(decided)
          expect(bank).toBe(claim.recovered - claim.paid)
          expect(recovery_receivable).toBe(sumOf(claim.demands))
          expect([payable, in_transit]).toEqual([0n, 0n])
        }
      }),
    )
  })

  it('nobody is paid what he holds, nor asked for more than he holds', () => {
    fc.assert(
      fc.property(fc.array(amount), amount, (lines, held) => {
        const { already, overpaid } = setOff(lines, held)
        expect(sumOf(already) + overpaid).toBe(held)
        already.forEach((part, index) => expect(part <= (lines[index] ?? 0n)).toBe(true))
        expect(overpaid === 0n || sumOf(lines) === sumOf(already)).toBe(true)
      }),
    )
  })
})
