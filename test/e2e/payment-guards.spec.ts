import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { SqlRunner } from '../../src/platform/database/sql.js'
import { PaymentDesk } from './payment-desk.js'

/** What somebody with the application's own role cannot do, whatever SQL he writes. */
describe('the database keeps money from', () => {
  let desk: PaymentDesk
  let claimId: string
  let paymentId: string
  beforeAll(async () => {
    desk = await PaymentDesk.open()
    claimId = (await desk.approved()).claimId
    paymentId = (await desk.payments(claimId))[0]?.id ?? ''
  })
  afterAll(() => desk.close())

  const trying = (work: (sql: SqlRunner) => Promise<unknown>) => expect(desk.sql.transaction(work)).rejects
  const step = (
    sql: SqlRunner,
    event: string,
    from: string,
    to: string,
    more: { seq?: number; actor?: string } = {},
  ) =>
    sql.rows(
      `insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at)
       values ($1, $2, $3, $4, $5, $6, $7, now())`,
      [
        paymentId,
        more.seq ?? 1,
        from,
        event,
        to,
        more.actor ?? 'system',
        more.actor ? 'reconciler' : 'system',
      ],
    )

  it('standing in a state without a step', () =>
    trying((sql) => sql.rows(`update payment set state = 'settled' where id = $1`, [paymentId])).toThrow(
      'without a step that leads there',
    ))

  it('taking a step that the table does not know', () =>
    trying((sql) => step(sql, 'settle', 'queued', 'settled')).toThrow('no such step'))

  it('continuing a history that is not its own', () =>
    trying((sql) => step(sql, 'send', 'in_batch', 'sent')).toThrow('does not continue here'))

  it('being sent outside a released batch, a claim in payment and its own reference', async () => {
    const batch = await desk.closedBatch()
    await trying(async (sql) => {
      await sql.rows(`insert into payment_reference values ('FORGED', $1, now())`, [paymentId])
      await step(sql, 'send', 'in_batch', 'sent', { seq: 2 })
    }).toThrow('from a released batch')
    await desk.release(batch, desk.releaser)
    await desk.process.work()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'acknowledged' }])
  })

  it('leaving under a reference used before, or under two', async () => {
    const other = (await desk.payments((await desk.approved()).claimId))[0]?.id
    const [used] = await desk.sql.rows<{ reference: string }>(
      'select reference from payment_reference where payment_id = $1',
      [paymentId],
    )
    await trying((sql) =>
      sql.rows('insert into payment_reference values ($1, $2, now())', [used?.reference, other]),
    ).toThrow('payment_reference_pkey')
    await trying((sql) =>
      sql.rows(`insert into payment_reference values ('SECOND', $1, now())`, [paymentId]),
    ).toThrow('payment_reference_one_a_payment')
    await trying((sql) => sql.rows('delete from payment_reference')).toThrow('permission denied')
  })

  it('leaving unknown without the bank’s word', async () => {
    await desk.sql.transaction(async (sql) => {
      await step(sql, 'outcome_unknown', 'acknowledged', 'unknown', { seq: 4 })
      await sql.rows(`update payment set state = 'unknown', seq = 4 where id = $1`, [paymentId])
    })
    await trying((sql) => step(sql, 'inquiry_refused', 'unknown', 'refused', { seq: 5 })).toThrow(
      'only by the bank',
    )
    await trying(async (sql) => {
      const [early] = await sql.rows<{ id: string }>(
        `insert into bank_inquiry (payment_id, asked_at, asked_after_validity, answer) values ($1, now(), false, 'not_found') returning id`,
        [paymentId],
      )
      await sql.rows(
        `insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at, inquiry_id)
         values ($1, 5, 'unknown', 'inquiry_refused', 'refused', 'system', 'system', now(), $2)`,
        [paymentId, early?.id],
      )
    }).toThrow('only by the bank')
  })

  it('being reconciled by somebody with another duty on the claim', () =>
    trying((sql) =>
      step(sql, 'inquiry_settled', 'unknown', 'settled', { seq: 5, actor: desk.approver.id }),
    ).toThrow('two separated duties'))

  it('being promised twice for one benefit line', () =>
    trying(async (sql) => {
      const [twin] = await sql.rows<{ id: string }>(
        `insert into payment (claim_id, round, payee_id, amount, bank_code, account_number, account_holder, created_at)
         select claim_id, round + 1, payee_id, amount, bank_code, account_number, account_holder, now() from payment where id = $1
         returning id`,
        [paymentId],
      )
      await sql.rows(
        `insert into payment_line (payment_id, benefit_line_id, amount) select $2, benefit_line_id, amount
         from payment_line where payment_id = $1`,
        [paymentId, twin?.id],
      )
    }).toThrow(/payment_line_one_live_payment|own benefit lines/))

  it('going to a payee twice in a round', () =>
    trying((sql) =>
      sql.rows(
        `insert into payment (claim_id, round, payee_id, amount, bank_code, account_number, account_holder, created_at)
         select claim_id, round, payee_id, amount, bank_code, account_number, account_holder, now() from payment where id = $1`,
        [paymentId],
      ),
    ).toThrow(/payment_one_(live|obligation)_per_payee/))

  it('changing its amount or its account', async () => {
    await trying((sql) => sql.rows('update payment set amount = 1')).toThrow('permission denied')
    await trying((sql) => sql.rows(`update payment set account_number = '1'`)).toThrow('permission denied')
  })

  it('an entry that does not balance, or that is changed afterwards', async () => {
    const entry = (sql: SqlRunner, debit: bigint) =>
      sql.rows(
        `with e as (insert into ledger_entry (claim_id, kind, posting_count, at) values ($1, 'obligation', 2, now()) returning id, claim_id)
         insert into ledger_posting select e.id, e.claim_id, x.account, x.amount
         from e, (values ('benefit_expense', $2::bigint), ('payable', -5)) as x(account, amount)`,
        [claimId, debit],
      )
    await trying((sql) => entry(sql, 6n)).toThrow('does not balance')
    await trying((sql) => sql.rows('update ledger_posting set amount = 1')).toThrow('permission denied')
    await trying((sql) => sql.rows('delete from ledger_entry')).toThrow('permission denied')
    await trying((sql) =>
      sql.rows(
        `insert into ledger_posting select e.id, e.claim_id, x.account, x.amount
         from ledger_entry e, (values ('bank', 7), ('returned', -7)) as x(account, amount)`,
      ),
    ).toThrow('does not balance')
  })

  it('leaving the ledger behind when it moves', () =>
    trying(async (sql) => {
      const [inquiry] = await sql.rows<{ id: string }>(
        `insert into bank_inquiry (payment_id, asked_at, asked_after_validity, answer, value_date)
         values ($1, now(), true, 'settled', '2022-10-12') returning id`,
        [paymentId],
      )
      await sql.rows(
        `insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at, inquiry_id)
         values ($1, 5, 'unknown', 'inquiry_settled', 'settled', 'system', 'system', now(), $2)`,
        [paymentId, inquiry?.id],
      )
      await sql.rows(`update payment set state = 'settled', seq = 5 where id = $1`, [paymentId])
    }).toThrow('the ledger does not have payment'))

  it('leaving in a batch that holds something else than was closed, or that its decider releases', async () => {
    await desk.approved()
    const batch = await desk.closedBatch()
    const release = (sql: SqlRunner, by: string, hash = 'hash') =>
      sql.rows(
        `update payment_batch set state = 'released', seq = 2, released_by = $2, hash = ${hash} where id = $1`,
        [batch, by],
      )
    await trying((sql) => release(sql, desk.releaser.id, `'forged'`)).toThrow(
      'does not hold what it declares',
    )
    await trying((sql) => release(sql, desk.verifier.id)).toThrow('may not release it')
    await trying((sql) => release(sql, desk.approver.id)).toThrow('may not release it')
    await trying((sql) => release(sql, desk.closer.id)).toThrow('counted by two persons')
    await trying((sql) => release(sql, desk.releaser.id)).toThrow('without a step that leads there')
    await trying((sql) => sql.rows(`update payment_batch set total = 1 where id = $1`, [batch])).toThrow(
      'only with a step',
    )
  })

  it('joining a batch that is closed, and leaving one that is released', async () => {
    await desk.approved()
    const batch = await desk.released()
    const [member] = await desk.sql.rows<{ id: string }>('select id from payment where batch_id = $1', [
      batch,
    ])
    await trying((sql) => sql.rows('update payment set batch_id = null where id = $1', [member?.id])).toThrow(
      'cannot leave a released batch',
    )
    const waiting = (await desk.payments((await desk.approved()).claimId))[0]?.id
    await trying((sql) =>
      sql.rows('update payment set batch_id = $2 where id = $1', [waiting, batch]),
    ).toThrow('joins only an open batch')
  })
})
