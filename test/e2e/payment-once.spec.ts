import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Actor, SYSTEM } from '../../src/claims/claim-command.port.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { type ApprovedClaim, PaymentDesk } from './payment-desk.js'
import { sealedForm } from '../support/personal-data.js'

/** A step of a claim written by hand, as somebody with the application's own role could. */
async function forge(
  sql: Sql,
  claimId: string,
  event: string,
  to: string,
  actor: Pick<Actor, 'id' | 'role'>,
) {
  await sql.rows(
    `with c as (select *, round + case when $2 = 'reopen' then 1 else 0 end as next from claim where id = $1),
     step as (
       insert into claim_transition (claim_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id,
         input, input_hash, idempotency_key, facts_digest, law_digest, at, prev_hash, hash)
       select id, seq + 1, state, $2, $3, next, $5, $6, branch_id, '{}', '', $4::text, '', '', now(), last_hash,
         sha256(convert_to($4::text, 'UTF8')) from c returning seq, round, hash)
     update claim set state = $3, seq = step.seq, round = step.round, last_hash = step.hash from step where id = $1`,
    [claimId, event, to, randomUUID(), actor.id, actor.role],
  )
}

describe('the same death is paid once', () => {
  let desk: PaymentDesk
  beforeAll(async () => {
    desk = await PaymentDesk.open()
  })
  afterAll(() => desk.close())

  async function paid(accountNumber = desk.account()): Promise<ApprovedClaim> {
    const claim = await desk.approved([{ accountNumber, amount: 42_000_000n }])
    const { claimId } = claim
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    return claim
  }

  const reopen = (claimId: string) =>
    desk.process.claims.fire(claimId, 'reopen', desk.manager, {
      idempotencyKey: randomUUID(),
      input: { ground: 'error', reason: 'Salah hitung' },
    })
  const decideAnew = async (claimId: string, amount: bigint, setOff: bigint): Promise<void> => {
    await reopen(claimId)
    await desk.allotAgain(claimId, amount, setOff)
    await desk.propose(claimId)
    await desk.approve(claimId)
  }

  it('so a reopened claim is not approved before what was paid is set off to the last rupiah', async () => {
    const { claimId } = await paid()
    await expect(decideAnew(claimId, 42_000_000n, 0n)).rejects.toThrow('does not set off')
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'settled' }])
    const other = await paid()
    await expect(decideAnew(other.claimId, 42_000_000n, 41_999_999n)).rejects.toThrow('does not set off')
    const third = await paid()
    await expect(decideAnew(third.claimId, 43_000_000n, 43_000_000n)).rejects.toThrow('does not set off')
  })

  it('and a decision that grants no more leads to no transfer, and ends by itself', async () => {
    const { claimId } = await paid()
    await decideAnew(claimId, 42_000_000n, 42_000_000n)
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'settled' }])
  })

  it('and a decision that grants more pays the difference alone', async () => {
    const { claimId } = await paid()
    await decideAnew(claimId, 70_000_000n, 42_000_000n)
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect((await desk.payments(claimId)).map(({ amount }) => amount)).toEqual([42_000_000n, 28_000_000n])
    expect(await desk.ledger(claimId)).toEqual({ bank: -70_000_000n, benefit_expense: 70_000_000n })
  })

  it('and a decision that grants less leaves the rest to be asked back', async () => {
    const { claimId } = await paid()
    await decideAnew(claimId, 10_000_000n, 10_000_000n)
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(
      await desk.sql.rows('select amount, state, decided_in, reason from recovery where claim_id = $1', [
        claimId,
      ]),
    ).toEqual([{ amount: 32_000_000n, state: 'identified', decided_in: 2, reason: null }])
  })

  it('and what came back while it was looked at again is paid once, by the new decision', async () => {
    const accountNumber = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'return', days: 2 })
    const { claimId } = await paid(accountNumber)
    await reopen(claimId)
    for (let day = 0; day < 3; day++) {
      desk.dayLater()
      await desk.process.settle()
    }
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'returned' }])
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'normal' })
    await desk.allotAgain(claimId, 42_000_000n, 0n)
    await desk.propose(claimId)
    await desk.approve(claimId)
    await desk.released()
    await desk.process.settle()
    expect(await desk.stateOf(claimId)).toBe('paid')
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'written_back' }, { state: 'settled' }])
    expect(await desk.ledger(claimId)).toEqual({ bank: -42_000_000n, benefit_expense: 42_000_000n })
  })

  it('even when somebody reopens it by SQL and it is approved anew', async () => {
    const { claimId } = await paid()
    await forge(desk.sql, claimId, 'reopen', 'in_verification', desk.manager)
    await desk.allotAgain(claimId, 42_000_000n, 0n)
    await desk.propose(claimId)
    await expect(desk.approve(claimId)).rejects.toThrow('does not set off')
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'settled' }])
  })

  it('even when it is withdrawn by SQL and another claim is made of the same death', async () => {
    const [incident] = await desk.sql.rows<{ id: string }>(
      `insert into incident (kind, participant_nik_index, event_date, created_at)
       values ('death', decode(md5('somebody'), 'hex'), '2022-10-11', now()) returning id`,
    )
    const { claimId, heir } = await paid()
    await forge(desk.sql, claimId, 'reopen', 'in_verification', desk.manager)
    await forge(desk.sql, claimId, 'withdraw', 'withdrawn', heir)
    const again = await desk.inApproval()
    await desk.sql.rows('update claim set incident_id = $1 where id = any ($2::uuid[])', [
      incident?.id,
      [claimId, again.claimId],
    ])
    await expect(desk.approve(again.claimId)).rejects.toThrow(
      /already been granted|DEATH_MONEY_ALREADY_GRANTED/,
    )
  })

  it('even when somebody declares a settled payment superseded and makes another', async () => {
    const { claimId } = await paid()
    await expect(desk.sql.rows(SUPERSEDED, [claimId, randomUUID(), null])).rejects.toThrow(
      'payment_one_obligation_per_payee',
    )
    const [payment] = await desk.payments(claimId)
    await expect(desk.sql.rows(SUPERSEDED, [claimId, randomUUID(), payment?.id])).rejects.toThrow(
      'is not replaced by a payment that goes out again',
    )
  })

  it('even when it says that its money came back, and no payment did', async () => {
    const { claimId } = await paid()
    await expect(forge(desk.sql, claimId, 'some_bounced', 'awaiting_account', SYSTEM)).rejects.toThrow(
      'do not say some_bounced',
    )
  })

  it('and is not called paid before every payment has settled', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    await expect(forge(desk.sql, claimId, 'all_settled', 'paid', SYSTEM)).rejects.toThrow(
      'do not say all_settled',
    )
  })

  it('into the account that the payee has, no other', async () => {
    const { claimId } = await desk.inApproval()
    const insert = desk.sql.rows(
      `insert into payment (claim_id, round, payee_id, amount, bank_code, account_number, account_holder, created_at)
       select claim_id, 1, id, 42000000, bank_code, $2, account_holder, now() from payee where claim_id = $1`,
      [claimId, sealedForm('another account')],
    )
    await expect(insert).rejects.toThrow('the account that its payee has now')
  })
})

/** A settled payment is declared superseded by another one over the same lines, with its entry; $3 the previous payment. */
const SUPERSEDED = `
  with old as (
    update payment set reissued_as = $2 where claim_id = $1 returning *),
  again as (
    insert into payment (id, claim_id, round, payee_id, amount, bank_code, account_number, account_holder,
      previous_payment_id, created_at)
    select $2, claim_id, round, payee_id, amount, bank_code, account_number, account_holder, $3::uuid, now() from old
    returning id, claim_id, amount),
  lines as (
    insert into payment_line (payment_id, benefit_line_id, amount)
    select again.id, l.benefit_line_id, l.amount from again, old join payment_line l on l.payment_id = old.id),
  entry as (
    insert into ledger_entry (claim_id, payment_id, kind, posting_count, at)
    select claim_id, id, 'obligation', 2, now() from again returning id, claim_id)
  insert into ledger_posting (entry_id, claim_id, account, amount)
  select e.id, e.claim_id, x.account, x.side * again.amount
  from entry e, again, (values ('benefit_expense', 1), ('payable', -1)) as x(account, side)`
