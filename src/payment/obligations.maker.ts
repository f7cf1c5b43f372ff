/**
 * What a decision to pay owes, and its taking back. One payment a payee with the benefit lines it is made of, without
 * what an earlier round of the claim has paid him; the ledger entry says that the money is owed from this moment on.
 */
import { moves, reversals } from '#libs/ledger'
import type { RecordMaker } from '../claims/claim-records.port.js'
import { chained } from './chained.js'
import { RECALLED } from './payment-codes.js'

const { debit, credit } = moves.obligation

/** Lines of this round whose payee's share others dispute, as far as they are not paid already. */
const DISPUTED = `select l.amount - l.set_off as amount from benefit_line l join payee y on y.id = l.payee_id and y.dispute is not null
  where l.claim_id = moved.id and l.round = moved.round and l.amount > l.set_off`

/**
 * At `approve`: one queued payment for each undisputed payee, over what the lines of this round leave to pay; disputed
 * shares wait. Where nothing is left to pay, or money of an earlier round has come back, the claim is told so.
 */
export const obligations: RecordMaker = {
  record: 'obligations',
  sql: chained(
    `insert into payment (claim_id, round, payee_id, amount, bank_code, account_number, account_holder, created_at)
     select moved.id, moved.round, y.id, sum(l.amount - l.set_off), y.bank_code, y.account_number, y.account_holder, (:rows ->> 'at')::timestamptz
     from moved join benefit_line l on l.claim_id = moved.id and l.round = moved.round and l.amount > l.set_off
       join payee y on y.id = l.payee_id and y.dispute is null
     group by moved.id, moved.round, y.id
     returning id, claim_id, round, payee_id, amount, created_at`,
    [
      'obligation_lines',
      `insert into payment_line (payment_id, benefit_line_id, amount)
       select p.id, l.id, l.amount - l.set_off from record_obligations p
       join benefit_line l on l.claim_id = p.claim_id and l.round = p.round and l.payee_id = p.payee_id and l.amount > l.set_off`,
    ],
    [
      'to_conclude',
      `insert into outbox (topic, claim_id, payload, occurred_at)
       select 'payment.send', moved.id, jsonb_build_object('event', moved.event, 'seq', moved.seq), moved.at
       from moved where not exists (select from record_obligations p where p.claim_id = moved.id)
         or exists (select from payment p where p.claim_id = moved.id and p.round < moved.round and p.live and p.state in ('refused', 'returned'))`,
    ],
    [
      'obligation_entries',
      `insert into ledger_entry (claim_id, payment_id, kind, posting_count, at)
       select p.claim_id, p.id, 'obligation', 2, p.created_at from record_obligations p
       returning id, claim_id, payment_id`,
    ],
    [
      'obligation_postings',
      `insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, e.claim_id, x.account, x.side * p.amount
       from obligation_entries e join record_obligations p on p.id = e.payment_id
       cross join (values ('${debit}', 1), ('${credit}', -1)) as x(account, side)`,
    ],
    [
      'escrow_entries',
      `insert into ledger_entry (claim_id, kind, posting_count, at)
       select moved.id, 'escrow', 2, (:rows ->> 'at')::timestamptz from moved where exists (${DISPUTED})
       returning id, claim_id`,
    ],
    [
      'escrow_postings',
      `insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, e.claim_id, x.account, x.side * s.amount
       from escrow_entries e join moved on moved.id = e.claim_id
       cross join lateral (select sum(d.amount)::bigint as amount from (${DISPUTED}) d) s
       cross join (values ('${moves.escrow.debit}', 1), ('${moves.escrow.credit}', -1)) as x(account, side)`,
    ],
  ),
  rows: (_, transition) => ({ at: transition.at }),
}

/** At `recall`, which opens the next round: the payments of the round before are cancelled, their entries reversed. */
export const obligationsReversal: RecordMaker = {
  record: 'obligations_reversal',
  sql: chained(
    `update payment p set state = 'cancelled', seq = p.seq + 1, batch_id = null, outcome_reason = '${RECALLED}' from moved
     where p.claim_id = moved.id and p.round = moved.round - 1 and p.state in ('queued', 'in_batch')
     returning p.id, p.claim_id, p.seq`,
    [
      'cancelled_history',
      `insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at, reason)
       select x.id, x.seq, p.state, 'cancel', 'cancelled', :rows ->> 'actorId', :rows ->> 'actorRole',
         (:rows ->> 'at')::timestamptz, '${RECALLED}'
       from record_obligations_reversal x join payment p on p.id = x.id`,
    ],
    [
      'cancelling_entries',
      `insert into ledger_entry (claim_id, payment_id, kind, posting_count, reverses, at)
       select x.claim_id, x.id, 'cancellation', e.posting_count, e.id, (:rows ->> 'at')::timestamptz
       from record_obligations_reversal x
       join ledger_entry e on e.payment_id = x.id and e.kind = '${reversals.cancellation}'
       union all
       select e.claim_id, null, 'escrow_cancellation', e.posting_count, e.id, (:rows ->> 'at')::timestamptz
       from moved join ledger_entry e on e.claim_id = moved.id and e.kind = '${reversals.escrow_cancellation}'
       where not exists (select from ledger_entry b where b.reverses = e.id
         or (b.claim_id = e.claim_id and b.kind = 'escrow_return' and b.seq > e.seq))
       returning id, claim_id, reverses`,
    ],
    [
      'cancelling_postings',
      `insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, e.claim_id, g.account, -g.amount from cancelling_entries e join ledger_posting g on g.entry_id = e.reverses`,
    ],
  ),
  rows: (_, { at, actorId, actorRole }) => ({ at, actorId, actorRole }),
}
