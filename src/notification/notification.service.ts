/**
 * Tells everybody on a claim what has happened. Each party gets one message an event, and each message one row with its
 * outcome. For now messages end in that row, the log outbox; gateways come behind the same service.
 */
import { Injectable } from '@nestjs/common'
import type { Template } from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotificationTemplates } from './notification-templates.js'

interface Recipient {
  party_id: string | null
  phone: string | null
  number: string
}

@Injectable()
export class NotificationService {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly templates: NotificationTemplates,
  ) {}

  /** Safe to run twice: a party that was told of this event is not told again. */
  async notify(outboxId: string, claimId: string, template: Template): Promise<void> {
    const recipients = await this.sql.rows<Recipient>(
      `select p.id as party_id, p.phone, c.number from claim c left join claim_party p on p.claim_id = c.id where c.id = $1`,
      [claimId],
    )
    const rows = recipients.map((recipient) => ({
      party: recipient.party_id,
      channel: recipient.phone ? 'sms' : 'none',
      recipient: recipient.phone,
      body: this.templates.render(template, { number: recipient.number }),
      outcome: recipient.phone ? 'sent' : 'suppressed',
      reason: recipient.phone ? null : 'NO_CONTACT',
    }))
    await this.sql.rows(
      `insert into notification (outbox_id, claim_id, party_id, template, channel, recipient, body, outcome, reason, at)
       select $1, $2, x.party, $3, x.channel, x.recipient, x.body, x.outcome, x.reason, $4
       from jsonb_to_recordset($5::jsonb) as x(party uuid, channel text, recipient text, body text, outcome text, reason text)
       on conflict on constraint notification_once_per_party do nothing`,
      [outboxId, claimId, template, this.clock.now(), JSON.stringify(rows)],
    )
  }
}
