import { moves } from '#libs/ledger'
import type { RecordMaker } from '../claims/claim-records.port.js'
import { SYSTEM } from '../claims/claim-command.port.js'
import { chained } from './chained.js'

const { debit, credit } = moves.recovery_superseded
/** Demands of earlier rounds that nobody has ended. */
const STANDING = `r.claim_id = moved.id and 'recoveries' = any (moved.records) and moved.round > 1
  and coalesce(r.decided_in, 0) < moved.round and r.state not in ('settled', 'waived', 'written_off', 'superseded')`
const OPEN =
  'x.amount - coalesce((select sum(b.amount) from recovery_receipt b where b.recovery_id = x.id), 0)::bigint'

/**
 * A decision of a later round that grants less than was paid leaves money to come back. Once its own money is out, or at
 * once when it refuses, a recovery is noted for each payee, found by who proposed it; another person confirms it before
 * anything is asked back. What an earlier round asked back is superseded, so that nobody pays with one hand what he
 * receives with the other.
 */
export const raisedRecoveries: RecordMaker = {
  record: 'recoveries',
  sql: chained(
    `insert into recovery (claim_id, round, payee_id, amount, decided_in, identified_by, identified_at)
     select moved.id, moved.round, o.person, o.amount, moved.round, d.frozen_by, moved.at
     from moved cross join lateral overpaid_to(moved.id, moved.round, moved.event = 'reject') o
     cross join lateral (select p.frozen_by from decision_packet p
       where p.claim_id = moved.id and p.round = moved.round order by p.seq desc limit 1) d
     where moved.round > 1 and o.amount > 0
     on conflict (claim_id, decided_in, payee_id) where state <> 'superseded' do nothing`,
    [
      'to_conclude',
      `insert into outbox (topic, claim_id, payload, occurred_at)
       select 'payment.send', moved.id, jsonb_build_object('event', moved.event, 'seq', moved.seq), moved.at
       from moved where moved.event = 'reject' and exists (select from payment p
         where p.claim_id = moved.id and p.round < moved.round and p.live and p.state in ('refused', 'returned'))`,
    ],
    [
      'superseded_history',
      `insert into recovery_transition (recovery_id, seq, from_state, event, to_state, actor_id, actor_role, at)
       select r.id, r.seq + 1, r.state, 'supersede', 'superseded', '${SYSTEM.id}', '${SYSTEM.role}', moved.at
       from moved join recovery r on ${STANDING}`,
    ],
    [
      'superseded_recoveries',
      `update recovery x set state = 'superseded', seq = x.seq + 1 from moved, recovery r
       where x.id = r.id and ${STANDING}
       returning x.id, x.claim_id, x.amount, r.state as before, moved.at`,
    ],
    [
      'superseded_entries',
      `insert into ledger_entry (claim_id, kind, posting_count, at)
       select claim_id, 'recovery_superseded', 2, max(at) from superseded_recoveries where before <> 'identified'
       group by claim_id returning id, claim_id`,
    ],
    [
      'superseded_postings',
      `insert into ledger_posting (entry_id, claim_id, account, amount)
       select e.id, e.claim_id, y.account, y.side * s.open
       from superseded_entries e
       cross join lateral (select sum(${OPEN})::bigint as open from superseded_recoveries x
         where x.claim_id = e.claim_id and x.before <> 'identified') s
       cross join (values ('${debit}', 1), ('${credit}', -1)) as y(account, side)`,
    ],
  ),
}
