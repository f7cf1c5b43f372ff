import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { LetterContents } from '../../src/letters/letter-contents.service.js'
import { occasionOfRecovery } from '../../src/letters/letter-occasion.query.js'
import { Recoveries } from '../../src/payment/recoveries.service.js'
import { LedgerStatements } from '../../src/payment/ledger-statement.query.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

const WRONG = 'Iuran ternyata berhenti sebelum kejadian.'
const SEEN = 'Saya lihat daftar iuran yang sama.'

describe('what was paid too much', () => {
  let product: Product
  let claim: TestClaim
  let payeeId: string
  let finder: Actor
  let manager: Actor
  let officer: Actor
  let reconciler: Actor
  let receipts = 0
  beforeAll(async () => {
    product = await Product.start()
    finder = product.staff.verifier
    manager = product.staff.manager
    officer = product.staff.officer
    reconciler = product.staff.reconciler
    claim = await aClaim(product).paid()
    const [payee] = await product.sql.rows<{ id: string }>('select id from payee where claim_id = $1', [
      claim.id,
    ])
    payeeId = payee?.id ?? ''
  })
  afterAll(() => product.close())

  const recoveries = () => product.get(Recoveries)
  const identified = (amount = 1_000_000n) =>
    recoveries().identify(claim.id, { payeeId, amount, reason: WRONG }, finder)
  const confirmed = async (amount?: bigint): Promise<string> => {
    const id = await identified(amount)
    await recoveries().step(id, 'confirm', manager, { reason: SEEN })
    return id
  }
  const arranged = async (): Promise<string> => {
    const id = await confirmed()
    await recoveries().step(id, 'notify', officer)
    const plan = [
      { dueOn: '2022-11-25', amount: 400_000n },
      { dueOn: '2022-12-25', amount: 600_000n },
    ]
    await recoveries().step(id, 'arrange', officer, { plan })
    return id
  }
  const receive = (id: string, amount: bigint, reference = `SETOR-${++receipts}`) =>
    recoveries().step(id, 'receive', reconciler, { amount, reference, valueDate: '2022-11-25' })
  const balance = async (account: string): Promise<bigint> => {
    const { balances } = await new LedgerStatements(product.sql).read({ branchId: null, claimId: claim.id })
    expect(balances.reduce((sum, { after }) => sum + after, 0n)).toBe(0n)
    return balances.find((each) => each.account === account)?.after ?? 0n
  }

  it('comes back in instalments, and the ledger tells each of them', async () => {
    const owed = await balance('recovery_receivable')
    const id = await arranged()
    expect(await balance('recovery_receivable')).toBe(owed + 1_000_000n)
    expect(await receive(id, 400_000n)).toBe('recovering')
    expect(await balance('recovery_receivable')).toBe(owed + 600_000n)
    expect(await receive(id, 600_000n)).toBe('settled')
    expect(await balance('recovery_receivable')).toBe(owed)
    expect(await claim.state()).toBe('paid')
  })

  it('is confirmed by another person than who found it', async () => {
    const id = await recoveries().identify(claim.id, { payeeId, amount: 10_000n, reason: WRONG }, manager)
    await expect(recoveries().step(id, 'confirm', manager, { reason: SEEN })).rejects.toThrow('SAME_PERSON')
    await expect(recoveries().step(id, 'confirm', finder, { reason: SEEN })).rejects.toThrow('not-your-role')
    await recoveries().step(id, 'waive', as(finder, 'manager'), { reason: SEEN })
  })

  it('is never more than the payee was paid', async () => {
    await expect(identified(42_000_001n)).rejects.toThrow('paling banyak')
    await expect(identified(0n)).rejects.toThrow('paling banyak')
  })

  it('is recorded once, however often a form is sent, and not a second time for the same money', async () => {
    const found = { payeeId, amount: 30_000_000n, reason: WRONG }
    const key = randomUUID()
    const sent = await Promise.all([1, 2].map(() => recoveries().identify(claim.id, found, finder, key)))
    expect(sent).toEqual([key, key])
    expect((await recoveries().of(claim.id)).filter(({ id }) => id === key)).toHaveLength(1)
    await expect(recoveries().identify(claim.id, { ...found, amount: 1n }, finder, key)).rejects.toThrow(
      'Kunci',
    )
    await expect(identified(30_000_000n)).rejects.toThrow('sudah dicatat')
    await recoveries().step(key, 'waive', manager, { reason: SEEN })
  })

  it('does not come back twice under one reference, nor beyond what is open', async () => {
    const id = await arranged()
    await receive(id, 400_000n, 'SETOR-SAMA')
    await expect(receive(id, 400_000n, 'SETOR-SAMA')).rejects.toThrow('sudah dicatat')
    await expect(receive(id, 600_001n)).rejects.toThrow('MORE_THAN_OPEN')
    await recoveries().step(id, 'write_off', manager, { reason: 'Penerima meninggal tanpa harta.' })
  })

  it('is disputed by the payee, looked at by another person, and waived', async () => {
    const before = await balance('benefit_expense')
    const id = await confirmed()
    await recoveries().step(id, 'notify', officer)
    await recoveries().step(id, 'dispute', officer, { reason: 'Penerima menunjukkan bukti iuran.' })
    expect(await recoveries().step(id, 'waive', manager, { reason: 'Bukti iuran benar.' })).toBe('waived')
    expect(await balance('benefit_expense')).toBe(before)
  })

  it('is planned to the last rupiah', async () => {
    const id = await confirmed()
    await recoveries().step(id, 'notify', officer)
    const plan = [{ dueOn: '2022-11-25', amount: 999_999n }]
    await expect(recoveries().step(id, 'arrange', officer, { plan })).rejects.toThrow('PLAN_DIFFERS')
    await recoveries().step(id, 'waive', manager, { reason: SEEN })
  })

  it('tells the family plainly, without a sum', async () => {
    const [row] = await product.sql.rows<{ count: number }>(
      `select count(*)::int as count from outbox where claim_id = $1 and payload ->> 'template' = 'overpayment-notice'`,
      [claim.id],
    )
    expect(row?.count).toBeGreaterThan(0)
    await product.atRest()
  })

  it('tells the payee in a letter of its own what, why and how to disagree, anew after each dispute', async () => {
    const whole = await aClaim(product).paid()
    const [payee] = await product.sql.rows<{ id: string }>('select id from payee where claim_id = $1', [
      whole.id,
    ])
    const found = { payeeId: payee?.id ?? '', amount: 2_000n, reason: WRONG }
    const id = await recoveries().identify(whole.id, found, finder)
    await recoveries().step(id, 'confirm', manager, { reason: SEEN })
    await recoveries().step(id, 'notify', officer)
    await recoveries().step(id, 'dispute', officer, { reason: 'Penerima tidak setuju.' })
    await recoveries().step(id, 'uphold', manager, { reason: SEEN })
    await product.atRest()
    const letters = await product.sql.rows<{ recovery_seq: number }>(
      `select l.recovery_seq from letter l join letter_file f on f.letter_id = l.id
       where l.claim_id = $1 and l.kind = 'overpayment-notice' and l.recovery_id = $2 order by 1`,
      [whole.id, id],
    )
    expect(letters).toEqual([{ recovery_seq: 2 }, { recovery_seq: 4 }])
    const occasion = await occasionOfRecovery(product.sql, id, 2)
    const compose = await product.get(LetterContents).ofRecovery(id, 2)
    const told = JSON.stringify(occasion && compose?.(occasion))
    for (const said of ['Rp2.000', 'Rp42.000.000', 'Rp41.998.000', WRONG, 'Boleh dicicil', 'Tidak setuju?'])
      expect(told).toContain(said)
    await recoveries().step(id, 'waive', manager, { reason: SEEN })
  })

  it('cannot be moved, raised or taken away by somebody who writes SQL', async () => {
    const id = await identified()
    const refused = (text: string) => expect(product.sql.rows(text, [id])).rejects
    await refused(`update recovery set state = 'settled' where id = $1`).toThrow('without a step')
    await refused('update recovery set amount = 1 where id = $1').toThrow('permission denied')
    await refused('delete from recovery where id = $1').toThrow('permission denied')
    await refused(
      `insert into recovery_transition (recovery_id, seq, from_state, event, to_state, actor_id, actor_role, at)
       values ($1, 1, 'identified', 'settle', 'settled', 'system', 'system', now())`,
    ).toThrow('no such step')
    await expect(
      product.sql.rows(
        `insert into recovery_transition (recovery_id, seq, from_state, event, to_state, actor_id, actor_role, at)
         values ($1, 1, 'identified', 'confirm', 'confirmed', $2, 'manager', now())`,
        [id, finder.id],
      ),
    ).rejects.toThrow('another person')
  })
})
