import type { RecordMaker } from '../claims/claim-records.port.js'
import type { SignalRules } from './signal-rules.js'
import { signalsSql } from './signals.sql.js'

/** At `propose`: what stands out, kept as it was shown to whoever decides. */
export function signalsRecord(rules: SignalRules): RecordMaker {
  return {
    record: 'signals',
    sql: `insert into claim_signal (claim_id, seq, round, kind, other_claim_id, days)
      select moved.id, moved.seq, moved.round, s.kind, s.other_claim_id, s.days
      from moved join claim c on c.id = moved.id
      cross join lateral (${signalsSql(rules)}) as s(kind, other_claim_id, days)`,
  }
}
