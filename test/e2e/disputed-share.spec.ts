import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Escrows } from '../../src/payment/escrows.service.js'
import { LedgerStatements } from '../../src/payment/ledger-statement.query.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

jest.setTimeout(60_000)

const DISPUTE = 'Istri kedua menyatakan berhak atas bagian ini.'
const ENDED = 'Penetapan pengadilan agama sudah diterima.'

describe('a share that heirs dispute', () => {
  let product: Product
  let accounts = 0
  beforeAll(async () => {
    product = await Product.start()
  })
  afterAll(() => product.close())

  const escrows = () => product.get(Escrows)

  /** Two heirs, each with 21 million; the share of the second is disputed. */
  async function verified(disputed: readonly boolean[] = [false, true]): Promise<TestClaim> {
    const claim = await aClaim(product).lodged()
    await claim.accept()
    const payees = disputed.map((each, index) => ({
      name: `Ahli Waris ${'ABC'.charAt(index)}`,
      relation: 'child' as const,
      bankCode: '002',
      accountNumber: `660011${String(++accounts).padStart(6, '0')}`,
      accountHolder: `Ahli Waris ${'ABC'.charAt(index)}`,
      ...(each ? { dispute: DISPUTE } : {}),
    }))
    await product.verification.settleHeirs(claim.id, { payees }, product.staff.verifier)
    return claim
  }
  async function paid(): Promise<TestClaim> {
    const claim = await verified()
    await claim.propose()
    await claim.fire('approve', product.staff.approver)
    await claim.release()
    await claim.settled()
    return claim
  }
  const balances = async (claim: TestClaim): Promise<Record<string, bigint>> => {
    const read = await new LedgerStatements(product.sql).read({ branchId: null, claimId: claim.id })
    return Object.fromEntries(
      read.balances.filter(({ after }) => after !== 0n).map(({ account, after }) => [account, after]),
    )
  }
  const decide = async (claim: TestClaim, kind: 'release' | 'forfeit', actor = product.staff.approver) => {
    const [share] = await escrows().waiting(claim.id)
    return escrows().decide({ payeeId: share?.payee_id ?? '', kind, reason: ENDED }, actor)
  }

  it('waits while the undisputed share is paid, and the ledger says where it lies', async () => {
    const claim = await paid()
    expect(await claim.state()).toBe('paid')
    expect(await balances(claim)).toEqual({
      benefit_expense: 42_000_000n,
      bank: -21_000_000n,
      escrow: -21_000_000n,
    })
    expect(await escrows().waiting(claim.id)).toMatchObject([{ amount: 21_000_000n, dispute: DISPUTE }])
  })

  it('is paid to its payee by a transfer of its own when the dispute is over', async () => {
    const claim = await paid()
    await decide(claim, 'release')
    await claim.release()
    await until(async () => {
      await product.payments.run()
      return (await balances(claim))['bank'] === -42_000_000n
    }, 'the released share to be settled')
    expect(await balances(claim)).toEqual({ benefit_expense: 42_000_000n, bank: -42_000_000n })
    expect(await claim.state()).toBe('paid')
    expect(await escrows().waiting(claim.id)).toEqual([])
  })

  it('falls to the fund when nobody is entitled to it', async () => {
    const claim = await paid()
    await decide(claim, 'forfeit')
    expect(await balances(claim)).toEqual({
      benefit_expense: 42_000_000n,
      bank: -21_000_000n,
      forfeited_to_fund: -21_000_000n,
    })
    await expect(decide(claim, 'release')).rejects.toThrow()
  })

  it('is decided by an approver who neither verified nor released', async () => {
    const claim = await paid()
    await expect(decide(claim, 'release', as(product.staff.verifier, 'approver'))).rejects.toThrow(
      'DUTY_ALREADY_HELD',
    )
    await expect(decide(claim, 'release', product.staff.manager)).rejects.toThrow('Hanya pejabat')
  })

  it('does not wait any more when its decision is recalled', async () => {
    const claim = await verified()
    await claim.propose()
    await claim.fire('approve', product.staff.approver)
    await claim.fire('recall', product.staff.manager, { reason: 'Ahli waris lain melapor.' })
    expect(await balances(claim)).toEqual({})
  })

  it.each([
    ['waits', 'waits anew'],
    ['fell to the fund', 'waits anew'],
    ['waits', 'is refused'],
    ['was released', 'is refused'],
  ])('that %s when its claim is decided anew %s, and the ledger has it once', async (before, after) => {
    const claim = await paid()
    if (before === 'fell to the fund') await decide(claim, 'forfeit')
    if (before === 'was released') {
      await decide(claim, 'release')
      await expect(claim.reopen()).rejects.toThrow('SHARE_ON_ITS_WAY')
      await claim.release()
      await until(async () => {
        await product.payments.run()
        return (await balances(claim))['bank'] === -42_000_000n
      }, 'the released share to be settled')
    }
    await claim.reopen()
    await expect(decide(claim, 'forfeit')).rejects.toThrow()
    if (after === 'is refused') {
      await claim.fire('propose', product.staff.verifier, {
        proposal: 'refuse',
        grounds: [{ code: 'NOT_COVERED', article: 'PP 44/2015 Pasal 1', fact: 'Iuran berhenti.' }],
        counterfactual: 'Bukti iuran.',
      })
      await claim.fire('reject', product.staff.approver)
      const out = before === 'was released' ? 42_000_000n : 21_000_000n
      expect(await balances(claim)).toEqual({ benefit_expense: out, bank: -out })
      const asked = await product.sql.first(
        'select sum(amount)::bigint as sum from recovery where claim_id = $1',
        [claim.id],
      )
      expect(asked).toEqual({ sum: out })
      return
    }
    const payees = await product.sql.rows<{ name: string; account_holder: string; disputed: boolean }>(
      'select name, account_holder, dispute is not null as disputed from payee where claim_id = $1 order by position',
      [claim.id],
    )
    await product.verification.settleHeirs(
      claim.id,
      {
        payees: payees.map(({ name, account_holder, disputed }) => ({
          ...{ name, relation: 'child', bankCode: '002', accountHolder: account_holder },
          accountNumber: `660022${String(++accounts).padStart(6, '0')}`,
          ...(disputed ? { dispute: DISPUTE } : {}),
        })),
      },
      product.staff.verifier,
    )
    await claim.propose()
    await claim.fire('approve', product.staff.approver)
    await product.reached(claim.id, 'paid')
    expect(await balances(claim)).toEqual({
      benefit_expense: 42_000_000n,
      bank: -21_000_000n,
      escrow: -21_000_000n,
    })
    expect(await escrows().waiting(claim.id)).toHaveLength(1)
  })

  it('is not taken back by a recall once it was decided', async () => {
    const claim = await verified()
    await claim.propose()
    await claim.fire('approve', product.staff.approver)
    await decide(claim, 'forfeit')
    await expect(
      claim.fire('recall', product.staff.manager, { reason: 'Ahli waris lain melapor.' }),
    ).rejects.toThrow('ALREADY_RELEASED')
  })

  it('holds the proposal where every share is disputed', async () => {
    const claim = await verified([true, true])
    await expect(claim.propose()).rejects.toThrow('HEIRS_NOT_SETTLED')
  })

  it('is not paid, released or forfeited by somebody who writes SQL', async () => {
    const claim = await paid()
    const [share] = await escrows().waiting(claim.id)
    const pay = (purpose: string) =>
      product.sql.rows(
        `insert into payment (claim_id, round, payee_id, purpose, amount, bank_code, account_number, account_holder, created_at)
         select y.claim_id, 1, y.id, $2, 21000000, y.bank_code, y.account_number, y.account_holder, now() from payee y where y.id = $1`,
        [share?.payee_id, purpose],
      )
    await expect(pay('benefit')).rejects.toThrow(/disputed|benefit lines/)
    await expect(pay('escrow_release')).rejects.toThrow(/nobody released|benefit lines/)
    await expect(product.sql.rows('update escrow_decision set amount = amount')).rejects.toThrow(
      'permission denied',
    )
  })
})
