import type { RecordMaker } from '../claims/claim-records.port.js'

/**
 * A decision of a later round that grants less than was paid leaves money to come back. Once its own money is out, or at
 * once when it refuses, a recovery is noted for each payee, found by who proposed it; another person confirms it before
 * anything is asked back.
 */
export const raisedRecoveries: RecordMaker = {
  record: 'recoveries',
  sql: `insert into recovery (claim_id, round, payee_id, amount, decided_in, identified_by, identified_at)
    select moved.id, moved.round, o.person, o.amount, moved.round, d.frozen_by, moved.at
    from moved cross join lateral overpaid_to(moved.id, moved.round, moved.event = 'reject') o
    cross join lateral (select p.frozen_by from decision_packet p
      where p.claim_id = moved.id and p.round = moved.round order by p.seq desc limit 1) d
    where moved.round > 1 and o.amount > 0
    on conflict on constraint recovery_once_decided do nothing`,
}
