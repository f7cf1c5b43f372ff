import type { RecordMaker } from '../claims/claim-records.port.js'

/**
 * Freezes everything the decision rests on, as it stands at the proposal. The same hash must still come out of the
 * present facts when the packet is approved and when its money is released.
 */
export const decisionPacket: RecordMaker = {
  record: 'decision_packet',
  sql: `insert into decision_packet (claim_id, seq, round, kind, basis, hash, total, frozen_at, frozen_by)
    select moved.id, moved.seq, moved.round, x.kind, f.basis, packet_hash(f.basis),
      case x.kind when 'pay' then (f.basis -> 'calculation' ->> 'total')::bigint else 0 end, x.at, x.actor
    from moved cross join jsonb_to_record(:rows) as x(kind text, at timestamptz, actor text)
    cross join lateral (select packet_basis(moved.id) as basis) f`,
  rows: (facts, plan) => ({ kind: facts.input.proposal, at: plan.at, actor: plan.actorId }),
}
