import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { OtherProgram } from '../../src/assessment/other-program.service.js'
import { Recoveries } from '../../src/payment/recoveries.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

jest.setTimeout(120_000)

const JKM = 42_000_000n
const JKK = 70_000_000n

describe('a claim that is decided anew', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start()
  })
  afterAll(() => product.close())

  const typeOf = async (claim: TestClaim) =>
    product.sql.first<{ type: string; submitted_at: string }>(
      'select type, submitted_at from claim where id = $1',
      [claim.id],
    )
  const transfers = async (claim: TestClaim): Promise<bigint[]> =>
    (
      await product.sql.rows<{ amount: bigint }>(
        `select amount from payment where claim_id = $1 and live and state = 'settled' order by round`,
        [claim.id],
      )
    ).map(({ amount }) => amount)
  const balance = async (claim: TestClaim, account: string): Promise<bigint> =>
    (
      await product.sql.first<{ sum: bigint }>(
        'select coalesce(sum(amount), 0)::bigint as sum from ledger_posting where claim_id = $1 and account = $2',
        [claim.id, account],
      )
    )?.sum ?? 0n

  async function decide(claim: TestClaim): Promise<void> {
    await claim.handInMissing()
    await claim.verify()
    await claim.propose()
    await claim.fire('approve', product.staff.approver)
  }

  it('is paid as JKM when the death was not of work, and keeps the day on which it was lodged', async () => {
    const claim = await aClaim(product).ofType('jkk_death').verified()
    const lodged = (await typeOf(claim))?.submitted_at
    const refusal = {
      proposal: 'refuse',
      grounds: [{ code: 'NOT_OF_WORK', article: 'PP 44/2015 Pasal 1', fact: 'Meninggal karena sakit.' }],
      counterfactual: 'Bukti kecelakaan kerja.',
    } as const
    await expect(claim.fire('propose', product.staff.verifier, refusal)).rejects.toThrow('JKM_NOT_WEIGHED')
    await claim.reclassify('non_work_death')
    expect(await typeOf(claim)).toEqual({ type: 'jkm_death', submitted_at: lodged })
    await decide(claim)
    await claim.release()
    await claim.settled()
    expect(await transfers(claim)).toEqual([JKM])
  })

  it('pays only the difference when a paid JKM turns out to be JKK, and says so in packet and letter', async () => {
    const claim = await aClaim(product).paid()
    await claim.reopen('new_evidence')
    await claim.reclassify('work_accident', '2022-10-11')
    await decide(claim)
    const packet = await product.sql.first<{ correction: object; total: bigint }>(
      `select basis -> 'correction' as correction, total from decision_packet where claim_id = $1 order by seq desc limit 1`,
      [claim.id],
    )
    const first = await product.sql.first<{ hash: string }>(
      'select hash from decision_packet where claim_id = $1 and round = 1',
      [claim.id],
    )
    expect(packet).toEqual({
      total: JKK,
      correction: {
        corrects: first?.hash,
        held: [{ payee: claim.payee.name, paid: Number(JKM), overpaid: -Number(JKK - JKM) }],
      },
    })
    await claim.release()
    await claim.settled()
    expect(await transfers(claim)).toEqual([JKM, JKK - JKM])
    expect(await balance(claim, 'benefit_expense')).toBe(JKK)
    expect(await claim.count('recovery')).toBe(0)
  })

  it('asks back what was paid too much, in instalments, after a second person has confirmed it', async () => {
    const claim = await aClaim(product).ofType('jkk_death').paid()
    await claim.reopen()
    await claim.reclassify('non_work_death')
    await decide(claim)
    await product.reached(claim.id, 'paid')
    expect(await transfers(claim)).toEqual([JKK])
    const recoveries = product.get(Recoveries)
    const [raised] = await recoveries.of(claim.id)
    expect(raised).toMatchObject({
      amount: JKK - JKM,
      open: JKK - JKM,
      state: 'identified',
      decided_in: 2,
      reason: null,
    })
    const id = raised?.id ?? ''
    const { manager, officer, reconciler } = product.staff
    await recoveries.step(id, 'confirm', manager, { reason: 'Saya lihat keputusan yang baru.' })
    expect(await balance(claim, 'benefit_expense')).toBe(JKM)
    await recoveries.step(id, 'notify', officer)
    const plan = [
      { dueOn: '2022-11-25', amount: 20_000_000n },
      { dueOn: '2022-12-25', amount: 8_000_000n },
    ]
    await recoveries.step(id, 'arrange', officer, { plan })
    const receive = (amount: bigint, reference: string) =>
      recoveries.step(id, 'receive', reconciler, { amount, reference, valueDate: '2022-11-25' })
    await receive(20_000_000n, `${claim.number}-1`)
    expect(await receive(8_000_000n, `${claim.number}-2`)).toBe('settled')
    expect(await balance(claim, 'bank')).toBe(-JKM)
    expect(await balance(claim, 'recovery_receivable')).toBe(0n)
  })

  it('asks nothing back any more when a third decision grants it after all', async () => {
    const claim = await aClaim(product).ofType('jkk_death').paid()
    await claim.reopen()
    await claim.reclassify('non_work_death')
    await decide(claim)
    await product.reached(claim.id, 'paid')
    await claim.reopen('court_order')
    await claim.reclassify('work_accident', '2022-10-11')
    const [raised] = await product.get(Recoveries).of(claim.id)
    await product
      .get(Recoveries)
      .step(raised?.id ?? '', 'confirm', product.staff.manager, { reason: 'Saya lihat keputusannya.' })
    await decide(claim)
    await product.reached(claim.id, 'paid')
    expect(await transfers(claim)).toEqual([JKK])
    expect(await claim.count('recovery', "state = 'superseded'")).toBe(1)
    expect(await balance(claim, 'benefit_expense')).toBe(JKK)
    expect(await balance(claim, 'recovery_receivable')).toBe(0n)
  })

  it('is proposed as JKM by the product itself when the calculation finds no work in the death', async () => {
    const claim = await aClaim(product).ofType('jkk_death').lodged()
    await product.sql.rows(
      `insert into calculation (claim_id, round, created_at, input, basis_digest, law_digest, decision, total, answer)
       select id, round, now(), '{}', 'as found', 'law', 'rejected_not_eligible', 0, '{}' from claim where id = $1`,
      [claim.id],
    )
    const other = product.get(OtherProgram)
    await other.propose(claim.id)
    await other.propose(claim.id)
    expect((await claim.history()).filter(({ event }) => event === 'suggest_reclassification')).toHaveLength(
      1,
    )
    await claim.fire('reclassify', product.staff.approver)
    expect((await typeOf(claim))?.type).toBe('jkm_death')
  })

  it('waits for the approver, who may also leave its type as it is', async () => {
    const claim = await aClaim(product).verified()
    const { verifier, approver } = product.staff
    const proposal = { deathCause: 'work_accident', occurredOn: '2022-10-11', reason: 'Saksi mata.' } as const
    await claim.fire('propose_reclassification', verifier, proposal)
    await expect(claim.propose()).rejects.toThrow('RECLASSIFICATION_PENDING')
    await claim.fire('decline_reclassification', approver, { reason: 'Saksi tidak hadir di tempat.' })
    await claim.propose()
    expect((await typeOf(claim))?.type).toBe('jkm_death')
  })

  it('cannot be made another type by somebody who writes SQL', async () => {
    const claim = await aClaim(product).lodged()
    await expect(
      product.sql.rows(`update claim set type = 'jkk_death' where id = $1`, [claim.id]),
    ).rejects.toThrow('another type than its latest reclassification')
    await claim.fire('propose_reclassification', product.staff.verifier, {
      deathCause: 'work_accident',
      occurredOn: '2022-10-11',
      reason: 'Saksi mata.',
    })
    await expect(
      product.sql.rows(
        `insert into reclassification (claim_id, seq, round, from_type, to_type, death_cause, occurred_on, proposed_seq)
         select id, seq, round, type, 'jkk_death', 'work_accident', '2022-10-11', seq from claim where id = $1`,
        [claim.id],
      ),
    ).rejects.toThrow('as one person proposed and another confirmed')
  })
})
