import { Migration } from '@mikro-orm/migrations'

/** What must leave after a commit, and what did not succeed: a row with an owner. */
export class Outbox extends Migration {
  override up(): void {
    this.addSql(`
      create table outbox (
        id uuid primary key default gen_random_uuid(),
        topic text not null,
        claim_id uuid references claim,
        payload jsonb not null default '{}',
        occurred_at timestamptz(3) not null,
        due_at timestamptz not null default clock_timestamp(),
        relayed_at timestamptz,
        attempts int not null default 0,
        handled_at timestamptz,
        gave_up_at timestamptz,
        last_error text
      );
      create index outbox_waiting on outbox (due_at) where handled_at is null and gave_up_at is null;
      create index outbox_by_claim on outbox (claim_id);
      comment on column outbox.due_at is 'When it may be handed to the queue (again), in the time of the machine';
      comment on column outbox.occurred_at is 'When it happened, in the time of the product''s clock';

      create table attention (
        id uuid primary key default gen_random_uuid(),
        claim_id uuid references claim,
        outbox_id uuid constraint attention_once_per_message unique references outbox,
        topic text not null,
        reason text not null,
        owner_role text not null,
        owner_branch_id uuid references branch,
        opened_at timestamptz not null,
        closed_at timestamptz,
        closed_by text
      );
      comment on table attention is 'Work that a machine gave up and a person now owns';
      create index attention_open on attention (owner_branch_id, opened_at) where closed_at is null;
      create index attention_by_claim on attention (claim_id);
      create unique index attention_one_open_deadline on attention (claim_id, topic) where closed_at is null and topic like 'clock.%';

      grant select, insert on outbox, attention to santun_app;
      grant update (due_at, relayed_at, attempts, handled_at, gave_up_at, last_error) on outbox to santun_app;
      grant update (closed_at, closed_by) on attention to santun_app;
    `)
  }
}
