import { Migration } from '@mikro-orm/migrations'

/** One row for each message to a person, with what became of it. */
export class Notifications extends Migration {
  override up(): void {
    this.addSql(`
      create table notification (
        id uuid primary key default gen_random_uuid(),
        outbox_id uuid not null references outbox,
        claim_id uuid not null references claim,
        party_id uuid references claim_party,
        template text not null,
        channel text not null constraint notification_channel_known check (channel in ('sms', 'email', 'none')),
        recipient text,
        body text not null,
        outcome text not null constraint notification_outcome_known check (outcome in ('sent', 'suppressed')),
        reason text,
        at timestamptz not null,
        constraint notification_once_per_party unique nulls not distinct (outbox_id, party_id)
      );
      comment on table notification is 'A message to one person on a claim; sent exactly once for each event';
      comment on column notification.recipient is 'PII';
      comment on column notification.body is 'PII';
      create index notification_by_claim on notification (claim_id, at);
      grant select, insert on notification to santun_app;
      revoke update, delete, truncate on notification from santun_app;
    `)
  }
}
