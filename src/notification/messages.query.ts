import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

export interface MessageListed {
  id: string
  claim: string | null
  template: string
  template_version: number
  channel: string
  outcome: string
  reason: string | null
  owner_role: string | null
  attempts: number
  changed_at: string
}

export interface MessageFilter {
  /** Number of a claim. */
  claim?: string
  outcome?: string
}

const PAGE = 200
/** What tells a family that its report is with us. */
const RECEIPTS = ['claim-received', 'claim-joined']

/** Messages with what became of them, the latest first; never their words or addresses. */
@Injectable()
export class MessagesQuery {
  constructor(private readonly sql: Sql) {}

  async list({ claim, outcome }: MessageFilter): Promise<MessageListed[]> {
    return this.sql.rows<MessageListed>(
      `select n.id, c.number as claim, n.template, n.template_version, n.channel, n.outcome, n.reason, n.owner_role, n.attempts,
         n.changed_at
       from notification n left join claim c on c.id = n.claim_id
       where ($1::text is null or c.number = $1) and ($2::text is null or n.outcome = $2)
       order by n.changed_at desc, n.id limit ${PAGE}`,
      [claim ?? null, outcome ?? null],
    )
  }

  /** What became of the message that a claim was lodged, to this party; undefined while none was written. */
  async ofReceipt(claimId: string, partyId: string): Promise<{ id: string; outcome: string } | undefined> {
    return this.sql.first(
      `select id, outcome from notification
       where claim_id = $1 and party_id = $2 and template = any ($3) order by at desc, id limit 1`,
      [claimId, partyId, RECEIPTS],
    )
  }
}
