import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Sql } from '../../src/platform/database/sql.js'
import { enlist } from '../factories/staff.js'
import { PaymentDesk } from './payment-desk.js'

describe('an account', () => {
  let desk: PaymentDesk
  beforeEach(async () => {
    desk = await PaymentDesk.open()
  })
  afterEach(() => desk.close())

  async function bounced(): ReturnType<PaymentDesk['approved']> {
    const accountNumber = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'refuse' })
    const claim = await desk.approved([{ accountNumber, amount: 42_000_000n }])
    await desk.released()
    await desk.process.settle()
    return claim
  }

  const waits = async (id: string) =>
    (await desk.process.batches.addQueued(id, desk.closer)).refused.map(({ refusals }) => refusals)

  it('that was changed after approval waits a day to the very instant before its money joins a batch', async () => {
    const { claimId, heir } = await bounced()
    await desk.newAccount(claimId, desk.account())
    desk.clock.moveTo('2022-10-13T02:00:00.000Z')
    const { at } = await desk.process.claims.fire(claimId, 'correct_account', heir, { idempotencyKey: 'new' })
    const [held] = await desk.sql.rows<{ held_until: string }>(
      `select held_until from payment where claim_id = $1 and state = 'queued'`,
      [claimId],
    )
    expect(held?.held_until).toBe(at.replace('-13T', '-14T'))
    const { id } = await desk.process.batches.open(desk.branchId, desk.closer)
    expect(await waits(id)).toEqual([[{ code: 'PAYMENT_ON_HOLD', params: { until: held?.held_until } }]])
    desk.dayLater()
    expect(await waits(id)).toEqual([])
    await desk.process.batches.close(id, { count: 1, total: 42_000_000n }, desk.closer)
    await desk.release(id, desk.releaser)
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
  })

  it('that was changed cannot be hurried by SQL', async () => {
    const { claimId, heir } = await bounced()
    await desk.newAccount(claimId, desk.account())
    await desk.process.claims.fire(claimId, 'correct_account', heir, { idempotencyKey: 'new' })
    const hurry = desk.sql.rows('update payment set held_until = null where claim_id = $1', [claimId])
    await expect(hurry).rejects.toThrow('permission denied')
    const join = desk.sql.rows(
      `insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at)
       select id, 1, 'queued', 'add_to_batch', 'in_batch', 'system', 'system', created_at from payment
       where claim_id = $1 and state = 'queued'`,
      [claimId],
    )
    await expect(join).rejects.toThrow('after a change of account')
  })

  it('in another name is good only when another person than the one who confirmed the payee accepted just it', async () => {
    const { claimId } = await desk.approved()
    const [confirmer, other] = await Promise.all([staffMember(), staffMember()])
    await mismatched(claimId, confirmer)
    const { id } = await desk.process.batches.open(desk.branchId, desk.closer)
    const accept = (by: string) =>
      desk.sql.rows(
        `insert into account_acceptance
           (claim_id, payee_id, bank_code, account_number, account_holder, accepted_by, accepted_at, reason)
         select claim_id, id, bank_code, account_number, account_holder, $2, now(), 'Nama gadis' from payee where claim_id = $1`,
        [claimId, by],
      )
    expect(await waits(id)).toMatchObject([[{ code: 'ACCOUNT_NOT_CHECKED' }]])
    await expect(accept(confirmer)).rejects.toThrow('another person')
    await accept(other)
    expect(await waits(id)).toEqual([])
  })

  /** As if the verifier had settled it so; afterwards nobody may, so here the guards look away. */
  async function mismatched(claimId: string, confirmer: string): Promise<void> {
    const owner = new Sql(desk.database.owner, 1)
    await owner.rows(
      `begin;
       set local session_replication_role = 'replica';
       update payee set account_state = 'name_mismatch', confirmed_by = '${confirmer}' where claim_id = '${claimId}';
       commit`,
    )
    await owner.onApplicationShutdown()
  }

  async function staffMember(): Promise<string> {
    const member = desk.staff('verifier')
    await enlist(desk.database, [{ ...member, branchId: desk.branchId }])
    return member.id
  }
})
