import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { sealedAccount } from '../support/personal-data.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

jest.setTimeout(60_000)

const STAYS = 'stay as they were proposed'
const NEW_ACCOUNT = 'update payee set account_number = $2 where claim_id = $1'

/** Whoever holds the application's own role cannot change who is paid, how much, or into which account. */
describe('once a packet is proposed', () => {
  let product: Product
  let proposed: TestClaim
  beforeAll(async () => {
    product = await Product.start()
    proposed = await aClaim(product).inApproval()
  })
  afterAll(() => product.close())

  const trying = (text: string, claim: TestClaim = proposed, ...more: unknown[]) =>
    expect(product.sql.rows(text, [claim.id, ...more])).rejects

  it.each([
    ['a line is taken out', 'delete from benefit_line where claim_id = $1'],
    [
      'a line is slipped in',
      `insert into benefit_line (claim_id, round, calculation_id, code, payee_id, amount)
       select claim_id, round, calculation_id, 'MORE', payee_id, 1 from benefit_line where claim_id = $1 limit 1`,
    ],
    ['an account is changed', `update payee set account_holder = 'ORANG LAIN' where claim_id = $1`],
    ['a check of an account is undone', `update payee set account_state = 'invalid' where claim_id = $1`],
    ['a payee is taken out', 'delete from payee where claim_id = $1'],
  ])('it is refused that %s', (_, text) => trying(text).toThrow(STAYS))

  it.each([
    ['an amount', 'update benefit_line set amount = 1 where claim_id = $1'],
    ['a name', `update payee set name = 'Orang Lain' where claim_id = $1`],
    ['a packet', `update decision_packet set total = 1 where claim_id = $1`],
    ['a calculation', `update calculation set total = 1 where claim_id = $1`],
    ['the amount of a payment', `update payment set amount = 1 where claim_id = $1`],
  ])('nobody may write %s anew', (_, text) => trying(text).toThrow('permission denied'))

  it('a claim that was sent back is settled anew', async () => {
    const claim = await aClaim(product).inApproval()
    await claim.fire('send_back', product.staff.approver, { reason: 'Periksa Kartu Keluarga.' })
    await product.sql.rows('delete from benefit_line where claim_id = $1', [claim.id])
    await product.sql.rows('delete from payee where claim_id = $1', [claim.id])
    expect(await claim.count('benefit_line')).toBe(0)
  })

  it('a payee names another account only when the money came back', async () => {
    const account = { bankCode: '002', accountNumber: '555000090' }
    await product.bank.behave({ ...account, behaviour: 'refuse', reason: 'ACCOUNT_CLOSED' })
    const claim = await aClaim(product).paidInto(account).approved()
    const other = await sealedAccount(product.sql, claim.id, '555000091')
    await trying(NEW_ACCOUNT, claim, other).toThrow(STAYS)
    await claim.release()
    await product.reached(claim.id, 'awaiting_account', () => product.payments.run())
    await product.sql.rows(NEW_ACCOUNT, [claim.id, other])
    await trying('delete from payee where claim_id = $1', claim).toThrow(STAYS)
  })

  it('a change that waits for a decision in progress sees the decision', async () => {
    const claim = await aClaim(product).verified()
    await product.atRest()
    const change = product.asOwner.transaction(async (sql) => {
      await sql.rows('select from claim where id = $1 for no key update', [claim.id])
      const waiting = product.sql.rows('delete from benefit_line where claim_id = $1', [claim.id])
      waiting.catch(() => undefined)
      await until(
        async () =>
          (
            await product.asOwner.rows(
              `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            )
          ).length > 0,
        'the change to wait for the claim',
      )
      await sql.rows(`set local session_replication_role = 'replica'`)
      await sql.rows(`update claim set state = 'in_approval' where id = $1`, [claim.id])
      await sql.rows(
        `insert into decision_packet (claim_id, seq, round, kind, basis, hash, total, frozen_at, frozen_by)
         values ($1, 99, 1, 'pay', '{}', packet_hash('{}'), 0, now(), 'test')`,
        [claim.id],
      )
      return { waiting }
    })
    await expect((await change).waiting).rejects.toThrow(STAYS)
    expect(await claim.count('benefit_line')).toBeGreaterThan(0)
  })
})
