import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { AccountAcceptances } from '../../src/verification/account-acceptances.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { as } from '../factories/staff.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

describe('an account that the bank has in another name', () => {
  let product: Product
  let second: Actor
  let next = 0
  beforeAll(async () => {
    product = await Product.start()
    second = as(product.staff.secondVerifier, 'verifier')
  })
  afterAll(() => product.close())

  const acceptances = () => product.get(AccountAcceptances)
  const BECAUSE = 'Nama di KTP dan buku tabungan dilihat bersama; orangnya sama.'

  /** A claim settled by its verifier; the bank says whose the account is. */
  async function settled(holder: string): Promise<TestClaim> {
    const accountNumber = `77001122${String(++next).padStart(4, '0')}`
    await product.bank.behave({ bankCode: '002', accountNumber, behaviour: 'normal', holder })
    return aClaim(product).reportedBy('Siti Aminah').paidInto({ bankCode: '002', accountNumber }).verified()
  }
  const accept = async (claim: TestClaim, actor: Actor) => {
    const [account] = await acceptances().waiting(claim.id)
    return acceptances().accept(claim.id, account?.payee_id ?? '', BECAUSE, actor)
  }

  it('is proposed at once when the bank names the payee', async () => {
    const claim = await settled('SITI AMINAH')
    expect(await acceptances().waiting(claim.id)).toEqual([])
    await claim.propose()
    expect(await claim.state()).toBe('in_approval')
  })

  it('holds the proposal until a second person has accepted it, with a reason', async () => {
    const claim = await settled('Siti Rahmah')
    await expect(claim.propose()).rejects.toThrow('ACCOUNT_NOT_CHECKED')
    await expect(accept(claim, product.staff.verifier)).rejects.toThrow('diterima oleh orang kedua')
    await accept(claim, second)
    await claim.propose()
    expect(await acceptances().accepted(claim.id)).toMatchObject([
      { payee: 'Siti Aminah', account_holder: 'Siti Rahmah', reason: BECAUSE },
    ])
  })

  it('nearly the same is accepted by who settled it, but not without a word', async () => {
    const claim = await settled('Siti Aminah Putri')
    await expect(claim.propose()).rejects.toThrow('ACCOUNT_NOT_CHECKED')
    await accept(claim, product.staff.verifier)
    await claim.propose()
    expect(await claim.state()).toBe('in_approval')
  })

  it('that nobody has at the bank is not accepted by anybody', async () => {
    const claim = await settled('')
    expect(await acceptances().waiting(claim.id)).toEqual([])
    await expect(claim.propose()).rejects.toThrow('ACCOUNT_NOT_CHECKED')
  })

  it('is accepted by who may then neither approve nor release', async () => {
    const claim = await settled('Siti Rahmah')
    await accept(claim, second)
    await claim.propose()
    await expect(claim.fire('approve', as(second, 'approver'))).rejects.toThrow('DUTY_ALREADY_HELD')
  })

  it('may be settled anew after it was accepted', async () => {
    const claim = await settled('Siti Rahmah')
    await accept(claim, second)
    await product.verification.settleHeirs(
      claim.id,
      { payees: [{ ...claim.payee, accountNumber: '7700999900', accountHolder: 'Siti Aminah' }] },
      product.staff.verifier,
    )
    await claim.propose()
    expect(await claim.state()).toBe('in_approval')
  })

  describe('of which the bank says nothing', () => {
    const silentAbout = async (): Promise<TestClaim> => {
      const accountNumber = `77001122${String(++next).padStart(4, '0')}`
      await product.bank.behave({ bankCode: '002', accountNumber, behaviour: 'unnamed' })
      return aClaim(product).reportedBy('Siti Aminah').paidInto({ bankCode: '002', accountNumber }).verified()
    }
    const owners = (claim: TestClaim) =>
      product.sql.rows(
        `select owner_role, closed_at is null as open from attention where claim_id = $1 and topic = 'account.inquiry'`,
        [claim.id],
      )

    it('stays unverified, with an owner, and is not proposed', async () => {
      const claim = await silentAbout()
      expect(await acceptances().waiting(claim.id)).toMatchObject([{ state: 'unverified' }])
      expect(await owners(claim)).toEqual([{ owner_role: 'verifier', open: true }])
      await expect(claim.propose()).rejects.toThrow('ACCOUNT_NOT_CHECKED')
    })

    it('is good once the bank is asked again and names the payee', async () => {
      const claim = await silentAbout()
      const { bankCode, accountNumber } = claim.payee
      await product.bank.behave({ bankCode, accountNumber, behaviour: 'normal' })
      await product.verification.settleHeirs(claim.id, { payees: [claim.payee] }, product.staff.verifier)
      expect(await owners(claim)).toEqual([{ owner_role: 'verifier', open: false }])
      await claim.propose()
    })

    it('is accepted by a second person who saw the savings book, never by who settled it', async () => {
      const claim = await silentAbout()
      await expect(accept(claim, product.staff.verifier)).rejects.toThrow('diterima oleh orang kedua')
      await accept(claim, second)
      expect(await owners(claim)).toEqual([{ owner_role: 'verifier', open: false }])
      expect(await acceptances().accepted(claim.id)).toMatchObject([{ state: 'unverified', reason: BECAUSE }])
      await claim.propose()
      expect(await claim.state()).toBe('in_approval')
    })

    it('is not accepted by SQL by the person who settled it', async () => {
      const claim = await silentAbout()
      await expect(
        product.sql.rows(
          `insert into account_acceptance (claim_id, payee_id, bank_code, account_number, account_holder, accepted_by, accepted_at, reason)
           select claim_id, id, bank_code, account_number, account_holder, confirmed_by, now(), 'v1.x' from payee where claim_id = $1`,
          [claim.id],
        ),
      ).rejects.toThrow('another person than the one who confirmed')
    })
  })

  it('keeps the reason sealed, and the answer of the bank for good', async () => {
    const claim = await settled('Siti Rahmah')
    await accept(claim, second)
    const [row] = await product.sql.rows<{ reason: string }>(
      'select reason from account_acceptance where claim_id = $1',
      [claim.id],
    )
    expect(row?.reason).toMatch(/^v1\./)
    expect(
      await product.sql.rows('select answer, holder from account_inquiry where claim_id = $1', [claim.id]),
    ).toEqual([{ answer: 'found', holder: 'Siti Rahmah' }])
    await expect(product.sql.rows('delete from account_inquiry')).rejects.toThrow('permission denied')
  })
})
