/** The statements of the payment gate: lock, read what the guards need, write what the steps cause. */
import { NEVER_RECEIVED } from './payment-codes.js'

/**
 * Whoever changes payments holds batches first, then claims, then payments, each in the order of their ids: so nobody
 * waits in a circle. Leaving a batch needs no hold on it: a batch counts anew once it holds its claims.
 */
export const lockBatchesOfClaim = `
  select id from payment_batch where id in (select batch_id from payment where claim_id = $1) order by id for no key update`

export const lockClaims = `
  select moved_at from claim where id in (select claim_id from payment where id = any ($1::uuid[])) order by id for no key update`

/** An account is good when its holder is the payee, or when just this account was accepted. */
export const accountChecked = (payee: string): string => `account_is_checked(${payee})`

/** A refusal that is no fault of the account. */
export const accountNeverTried = (payment: string): string =>
  `(${payment}.state = 'refused' and ${payment}.outcome_reason is not distinct from '${NEVER_RECEIVED}')`

/** After a bounce: the payee has another good account, or the old one was never tried. */
export const newAccountChecked = (payment: string, payee: string): string =>
  `(${accountChecked(payee)} and (${accountNeverTried(payment)}
    or (${payee}.bank_code, ${payee}.account_number) <> (${payment}.bank_code, ${payment}.account_number)))`

/** A bounced payment that may go out again as a new one: what a later decision owes no more, or only in part, does not. */
export const reissuable = (payment: string, payee: string): string =>
  `(${payment}.state in ('refused', 'returned') and ${payment}.reissued_as is null and ${newAccountChecked(payment, payee)}
    and not exists (select from came_back(${payment}.claim_id) b where b.payment_id = ${payment}.id and b.standing <> 'owed'))`

/** A batch that has left: its payments are instructions. */
export const isReleased = (batch: string): string =>
  `coalesce(${batch}.state in ('released', 'answered', 'reconciled'), false)`

/** The claim is in payment, or the money is paid beside the benefit; a child's scholarship waits for no step of the claim. */
export const mayLeave = (payment: string, claim: string): string =>
  `(${payment}.purpose = 'scholarship' or ${claim}.state = 'paying' or (${payment}.purpose <> 'benefit' and ${claim}.state in ('paid', 'awaiting_account')))`

/** The reference under which the bank knows a payment: its id, so that it is the same one even after a lost commit. */
export const referenceOf = (payment: string): string => `replace(${payment}.id::text, '-', '')`

/** $1 payments, $2 actor, $3 role, $4 now, $5 the line of the statement for each payment that has one */
export const readPayments = `
  select p.id, p.claim_id, p.state, p.seq, p.amount, p.purpose, br.zone, ($4::timestamptz at time zone br.zone)::date as today,
    jsonb_build_object(
      'payment', jsonb_build_object('id', p.id, 'reference', ${referenceOf('p')}, 'amount', p.amount::text,
        'sentAt', ${instant('p.sent_at')}, 'heldUntil', ${instant('p.held_until')}, 'reissuedAs', p.reissued_as,
        'stillOwed', p.state not in ('refused', 'returned') or not exists (
          select from came_back(p.claim_id) b where b.payment_id = p.id and b.standing = 'over')),
      'otherLivePayments', (select count(distinct o.payment_id) from payment_line l
         join payment_line o on o.benefit_line_id = l.benefit_line_id and o.live and o.payment_id <> l.payment_id
         where l.payment_id = p.id),
      'account', jsonb_build_object('checked', ${accountChecked('y')}, 'newAccountChecked', ${newAccountChecked('p', 'y')}),
      'batch', case when b.id is not null then jsonb_build_object('id', b.id, 'released', ${isReleased('b')}) end,
      'statementLine', (select jsonb_build_object('id', s.id, 'amount', s.amount::text, 'matched',
           exists (select from payment_transition t where t.statement_line_id = s.id))
         from bank_statement_line s where s.id = $5::jsonb ->> p.id::text),
      'duties', case when $3::text = 'system' then '[]'
         else coalesce((select jsonb_agg(held) from duties_on(p, $2::text) held), '[]') end) as facts
  from payment p join claim c on c.id = p.claim_id join branch br on br.id = c.branch_id join payee y on y.id = p.payee_id
    left join payment_batch b on b.id = p.batch_id
  where p.id = any ($1::uuid[]) order by p.id for no key update of p`

/**
 * $1 steps, $2 event, $3 actor, $4 role, $5 at, $6 batch joined, $7 document, $8 ledger entries, $9 their postings,
 * $10 claims to follow up
 */
export const writeSteps = `
  with step as (
    select * from jsonb_to_recordset($1::jsonb) as x(payment_id uuid, seq int, from_state text, to_state text, due_on date,
      zone text, reason text, statement_line_id text, inquiry_id uuid, value_date date)),
  moved as (
    update payment p set state = s.to_state, seq = s.seq,
      batch_id = case when $2 = 'add_to_batch' then $6::uuid when s.to_state in ('queued', 'cancelled') then null else p.batch_id end,
      sent_at = case when $2 = 'send' then $5::timestamptz else p.sent_at end,
      answer_due_at = ((s.due_on + 1)::timestamp at time zone s.zone) - interval '1 millisecond',
      value_date = coalesce(s.value_date, p.value_date),
      outcome_reason = case when s.to_state in ('refused', 'returned', 'cancelled') then s.reason else p.outcome_reason end
    from step s where p.id = s.payment_id),
  history as (
    insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at, batch_id, reason,
      inquiry_id, statement_line_id, evidence_document_id)
    select payment_id, seq, from_state, $2, to_state, $3, $4, $5::timestamptz, $6::uuid, reason, inquiry_id, statement_line_id, $7::uuid from step),
  entries as (
    insert into ledger_entry (id, claim_id, payment_id, kind, posting_count, value_date, reverses, at)
    select x.id, x.claim_id, x.payment_id, x.kind, x.posting_count, (select s.value_date from step s where s.payment_id = x.payment_id),
      (select e.id from ledger_entry e where e.payment_id = x.payment_id and e.kind = x.reverses), $5::timestamptz
    from jsonb_to_recordset($8::jsonb)
      as x(id uuid, claim_id uuid, payment_id uuid, kind text, posting_count int, reverses text)),
  postings as (
    insert into ledger_posting (entry_id, claim_id, account, amount)
    select x.entry_id, x.claim_id, x.account, x.amount
    from jsonb_to_recordset($9::jsonb) as x(entry_id uuid, claim_id uuid, account text, amount bigint))
  insert into outbox (topic, claim_id, payload, occurred_at)
  select 'payment.send', claim_id, jsonb_build_object('event', $2), $5::timestamptz from unnest($10::uuid[]) as claim_id`

function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
