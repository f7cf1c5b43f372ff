import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { AccountAcceptances } from '../../src/verification/account-acceptances.service.js'
import { SimulatedAccountInquiry } from '../../src/verification/simulated-account-inquiry.adapter.js'
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
    await product.get(SimulatedAccountInquiry).tell({ bankCode: '002', accountNumber, accountHolder: holder })
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
