import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { OtherProgram } from '../../src/assessment/other-program.service.js'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Recoveries } from '../../src/payment/recoveries.service.js'
import { OverdueDecisions } from '../../src/reporting/overdue-decisions.service.js'
import { findStuck } from '../../src/reporting/stuck.query.js'
import { AccountAcceptances } from '../../src/verification/account-acceptances.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

jest.setTimeout(120_000)

const JKM = 42_000_000n
const JKK = 70_000_000n

describe('a claim that is decided anew', () => {
  let product: Product
  let accounts = 100_000
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

  const owners = async (claim: TestClaim): Promise<string[]> =>
    (await findStuck(product.sql, product.clock.now()))
      .filter(({ number }) => number === claim.number)
      .map(({ todo }) => todo)
  const sweep = () => product.get(OverdueDecisions).sweep()
  /** Who is reminded of what has waited for too long. */
  const reminders = (claim: TestClaim) =>
    product.sql.rows(
      `select owner_role, closed_at is null as open from attention where claim_id = $1 and topic like 'waiting.%'`,
      [claim.id],
    )

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

  it('asks back what was paid too much, in instalments, after a second person has confirmed it, and never without an owner', async () => {
    const claim = await aClaim(product).ofType('jkk_death').paid()
    await claim.reopen()
    await claim.reclassify('non_work_death')
    await decide(claim)
    await product.reached(claim.id, 'paid')
    expect(await transfers(claim)).toEqual([JKK])
    const recoveries = product.get(Recoveries)
    const [raised] = await recoveries.of(claim.id)
    expect(await owners(claim)).toEqual([expect.stringContaining('Dipegang kepala cabang sejak')])
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
    expect(await owners(claim)).toEqual([
      expect.stringMatching(/Dipegang petugas loket .* beri tahu penerima/),
    ])
    await recoveries.step(id, 'notify', officer)
    expect(await owners(claim)).toEqual([
      expect.stringMatching(/Dipegang petugas loket .* bicarakan cicilan/),
    ])
    const plan = [
      { dueOn: '2022-10-01', amount: 20_000_000n },
      { dueOn: '2022-12-25', amount: 8_000_000n },
    ]
    await recoveries.step(id, 'arrange', officer, { plan })
    const receive = (amount: bigint, reference: string) =>
      recoveries.step(id, 'receive', reconciler, { amount, reference, valueDate: '2022-11-25' })
    await sweep()
    await sweep()
    expect(await reminders(claim)).toEqual([{ owner_role: 'officer', open: true }])
    expect(await owners(claim)).toEqual([expect.stringMatching(/diingatkan .* sepakati cicilan/)])
    await receive(20_000_000n, `${claim.number}-1`)
    await sweep()
    expect(await reminders(claim)).toEqual([{ owner_role: 'officer', open: false }])
    expect(await owners(claim)).toEqual([])
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

  describe('whose money the bank sends back', () => {
    const refusal = {
      proposal: 'refuse',
      grounds: [{ code: 'NOT_OF_WORK', article: 'PP 44/2015 Pasal 1', fact: 'Meninggal karena sakit.' }],
      counterfactual: 'Bukti kecelakaan kerja.',
    } as const

    async function refuse(claim: TestClaim): Promise<void> {
      await claim.accept()
      await claim.fire('propose', product.staff.verifier, refusal)
      await claim.fire('reject', product.staff.approver)
    }
    /** Paid into an account whose bank sends the money back on the next day. */
    async function paidInVain(type: 'jkm_death' | 'jkk_death' = 'jkm_death'): Promise<TestClaim> {
      const account = { bankCode: '002', accountNumber: `5501200${++accounts}` }
      await product.bank.behave({ ...account, behaviour: 'return', days: 1 })
      return aClaim(product).ofType(type).paidInto(account).paid()
    }
    async function comesBack(claim: TestClaim): Promise<void> {
      product.clock.moveTo(formatInstant(addHours(parseInstant(product.clock.now()), 24)))
      await until(async () => {
        await product.payments.run()
        return (await claim.count('payment', "state in ('returned', 'written_back')")) > 0
      }, 'the money to come back')
    }
    /** The verifier who settled the payee writes down who has confirmed since that the account works again. */
    async function confirmAccount(claim: TestClaim): Promise<void> {
      const acceptances = product.get(AccountAcceptances)
      const [account, ...others] = await acceptances.waiting(claim.id)
      expect(others).toEqual([])
      expect(account).toMatchObject({ state: 'came_back', bounced_at: expect.stringMatching(/^2022-/) })
      const said = 'Bank menyatakan rekening sudah aktif lagi; keluarga memastikannya di kantor.'
      await acceptances.accept(claim.id, account?.payee_id ?? '', said, product.staff.verifier)
      expect(await acceptances.accepted(claim.id)).toMatchObject([{ state: 'came_back', reason: said }])
    }
    const standing = async (claim: TestClaim): Promise<string[]> =>
      (
        await product.sql.rows<{ state: string }>(
          'select state from payment where claim_id = $1 order by round, created_at',
          [claim.id],
        )
      ).map(({ state }) => state)

    it('is not written back by somebody who writes SQL while it is still owed', async () => {
      const claim = await paidInVain()
      await claim.reopen()
      await comesBack(claim)
      await expect(
        product.sql.rows(
          `with p as (update payment set state = 'written_back', seq = seq + 1 where claim_id = $1 and state = 'returned'
             returning id, claim_id, seq, amount),
           h as (insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at)
             select id, seq, 'returned', 'write_back', 'written_back', 'system', 'system', $2 from p),
           e as (insert into ledger_entry (claim_id, payment_id, kind, posting_count, at)
             select claim_id, id, 'write_back', 2, $2 from p returning id, claim_id)
           insert into ledger_posting (entry_id, claim_id, account, amount) select e.id, e.claim_id, x.account, x.side * p.amount
           from e, p, (values ('returned', 1), ('benefit_expense', -1)) as x(account, side)`,
          [claim.id, product.clock.now()],
        ),
      ).rejects.toThrow('is still owed')
    })

    it('has an owner until the new decision, and is written back when that refuses', async () => {
      const claim = await paidInVain()
      await claim.reopen()
      await comesBack(claim)
      expect(await owners(claim)).toContainEqual(expect.stringContaining('Dipegang verifikator sejak'))
      await refuse(claim)
      await until(async () => (await standing(claim))[0] === 'written_back', 'the money to be placed')
      expect(await claim.count('recovery')).toBe(0)
      for (const account of ['benefit_expense', 'returned', 'bank'])
        expect(await balance(claim, account)).toBe(0n)
      expect(await owners(claim)).toEqual([])
    })

    it('is written back and paid once, as the new decision grants it', async () => {
      const claim = await paidInVain('jkk_death')
      await claim.reopen()
      await comesBack(claim)
      await claim.reclassify('non_work_death')
      await claim.handInMissing()
      await claim.verify()
      await expect(claim.propose()).rejects.toThrow('ACCOUNT_NOT_CHECKED')
      await confirmAccount(claim)
      await claim.propose()
      await claim.fire('approve', product.staff.approver)
      await until(async () => (await standing(claim))[0] === 'written_back', 'the money to be placed')
      await claim.release()
      await claim.settled()
      expect(await standing(claim)).toEqual(['written_back', 'settled'])
      expect(await transfers(claim)).toEqual([JKM])
      expect(await balance(claim, 'benefit_expense')).toBe(JKM)
      expect(await balance(claim, 'bank')).toBe(-JKM)
    })

    it('goes into another account without a further word', async () => {
      const claim = await paidInVain()
      await claim.reopen()
      await comesBack(claim)
      const payee = { ...claim.payee, accountNumber: '55099990001' }
      await claim.accept()
      await product.verification.settleHeirs(claim.id, { payees: [payee] }, product.staff.verifier)
      expect(await product.get(AccountAcceptances).waiting(claim.id)).toEqual([])
      await claim.propose()
    })

    it('after the refusal is set off against what was to be asked back', async () => {
      const claim = await paidInVain()
      await claim.reopen()
      await refuse(claim)
      const [raised] = await product.get(Recoveries).of(claim.id)
      const { manager, officer } = product.staff
      await product
        .get(Recoveries)
        .step(raised?.id ?? '', 'confirm', manager, { reason: 'Saya lihat keputusannya.' })
      await product.get(Recoveries).step(raised?.id ?? '', 'notify', officer)
      await comesBack(claim)
      await until(async () => (await standing(claim))[0] === 'written_back', 'the money to be placed')
      expect(await claim.count('recovery', "state = 'superseded'")).toBe(1)
      expect(await claim.count('recovery')).toBe(1)
      for (const account of ['benefit_expense', 'returned', 'bank', 'recovery_receivable'])
        expect(await balance(claim, account)).toBe(0n)
    })

    it('does not go out again where only a part of it is still owed, until it is decided once more', async () => {
      const claim = await paidInVain('jkk_death')
      await claim.reopen()
      await claim.reclassify('non_work_death')
      await decide(claim)
      await product.reached(claim.id, 'paid')
      await comesBack(claim)
      await product.reached(claim.id, 'awaiting_account')
      expect(await owners(claim)).toContainEqual(expect.stringContaining('buka kembali klaim ini'))
      const [raised] = await product.get(Recoveries).of(claim.id)
      const confirmed = product
        .get(Recoveries)
        .step(raised?.id ?? '', 'confirm', product.staff.manager, { reason: 'Saya lihat keputusannya.' })
      await expect(confirmed).rejects.toThrow('sudah kembali dari bank')
      await product.sql.rows(
        `update payee set account_number = (select o.account_number from payee o where o.claim_id <> $1 limit 1)
         where id = (select payee_id from payment where claim_id = $1 and state = 'returned')`,
        [claim.id],
      )
      await expect(claim.fire('correct_account', claim.heir)).rejects.toThrow('ACCOUNT_NOT_CORRECTED')
      await claim.reopen()
      await claim.verify()
      await confirmAccount(claim)
      await claim.propose()
      await claim.fire('approve', product.staff.approver)
      await claim.release()
      await claim.settled()
      expect(await transfers(claim)).toEqual([JKM])
      expect(await balance(claim, 'benefit_expense')).toBe(JKM)
      expect(await claim.count('recovery', "state <> 'superseded'")).toBe(0)
    })
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
    expect(await owners(claim)).toEqual([expect.stringContaining('Dipegang pejabat penyetuju sejak')])
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
