import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { loadSignalRules } from './signal-rules.js'
import { type SignalKind, signalsSql } from './signals.sql.js'

/** Something that stands out. It names the other claim, or says how many days lay between cover and event. */
export interface Signal {
  kind: SignalKind
  number: string | null
  days: number | null
}

@Injectable()
export class SignalsOfClaim {
  private readonly present = `
    select s.kind, o.number, s.days from claim c
    cross join lateral (${signalsSql(loadSignalRules())}) as s(kind, other_claim_id, days)
    left join claim o on o.id = s.other_claim_id where c.id = $1`

  constructor(private readonly sql: Sql) {}

  /** As it stands now, for whoever prepares a proposal; what stood at a proposal is read with it. */
  now(claimId: string): Promise<Signal[]> {
    return this.sql.rows<Signal>(this.present, [claimId])
  }
}
