import { Migration } from '@mikro-orm/migrations'

/** One row for each message to a person, with what became of it, and the calls a person must make. */
export class Messages extends Migration {
  override up(): void {
    this.addSql(messages)
    this.addSql(outcomes)
    this.addSql(gateway)
  }
}

const messages = `
  create table notification (
    id uuid default gen_random_uuid() primary key,
    outbox_id uuid,
    claim_id uuid references claim,
    party_id uuid references claim_party,
    template text not null,
    channel text not null constraint notification_channel_known check (channel in ('whatsapp', 'sms', 'email', 'none')),
    recipient text constraint notification_recipient_sealed check (is_sealed(recipient)),
    body text not null constraint notification_body_sealed check (is_sealed(body)),
    outcome text not null,
    reason text,
    at timestamptz not null,
    once_key text not null constraint notification_once unique,
    recipient_kind text not null default 'party',
    recipient_id text,
    branch_id uuid references branch,
    clock_id uuid references clock,
    template_version int not null default 1,
    fill jsonb not null default '{}'::jsonb,
    subject text,
    secret_text boolean not null default false,
    fallback text[] not null default '{}'::text[],
    leg int not null default 1,
    attempts int not null default 0,
    due_at timestamptz,
    changed_at timestamptz not null,
    gateway_reference text,
    owner_role text,
    constraint notification_queued_has_time check (outcome <> 'queued' or due_at is not null),
    constraint notification_failed_has_owner check (outcome <> 'failed' or owner_role is not null and reason is not null),
    constraint notification_suppressed_has_reason check (outcome <> 'suppressed' or reason is not null),
    constraint notification_recipient_kind_known check (recipient_kind in ('party', 'participant', 'sponsor', 'branch',
        'address', 'incident_party')),
    constraint notification_outcome_known check (outcome in ('queued', 'sent', 'delivered', 'failed', 'suppressed')),
    constraint notification_fill_sealed check (fill = '{}'::jsonb or coalesce(is_sealed(fill #>> '{}'::text[]), false))
  );
  comment on table notification is 'A message to one person; it ends delivered, failed with an owner, or suppressed with a reason';
  comment on column notification.recipient is 'PII, sealed';
  comment on column notification.body is 'PII, sealed';
  comment on column notification.clock_id is 'The clock that is its reason: when that is stopped, the message is not sent';
  comment on column notification.fill is 'PII, sealed; what its template was filled with';
  comment on column notification.secret_text is 'The body is masked: only who made the text could send it';
  comment on column notification.fallback is 'Channels still to be tried, in this order';
  comment on column notification.leg is
    'One more with every change of channel and every retry by a person; gateways know the message as id-leg';
  comment on column notification.due_at is 'When it may be handed over (again), in the time of the product''s clock';
  create index notification_by_claim on notification (claim_id, at);
  create index notification_due on notification (due_at) where outcome = 'queued';
  create index notification_unreported on notification (changed_at) where outcome = 'sent';
  create index notification_failed on notification (changed_at) where outcome = 'failed';

  create table notification_step (
    id bigint generated always as identity primary key,
    notification_id uuid not null references notification,
    outcome text not null,
    channel text not null,
    leg int not null,
    attempts int not null,
    template_version int not null,
    reason text,
    at timestamptz not null
  );
  comment on table notification_step is 'History of a message; it only grows';
  create index notification_step_by_message on notification_step (notification_id, id);

  create table counter_task (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid references claim,
    notification_id uuid references notification,
    kind text not null,
    reason text not null,
    owner_role text not null,
    owner_branch_id uuid references branch,
    opened_at timestamptz not null,
    done_at timestamptz,
    done_by text,
    note text constraint counter_task_note_sealed check ((note in ('DELIVERED_LATER', 'RETRIED')) or is_sealed(note)),
    constraint counter_task_done_by_somebody check ((done_at is null) = (done_by is null))
  );
  comment on table counter_task is 'What the counter does for a family because a machine could not, such as calling them';
  comment on column counter_task.note is 'PII, sealed; what came of it, in the words of who did it, or a code';
  create unique index counter_task_one_open_for_a_message on counter_task (notification_id) where done_at is null;
  create index counter_task_open on counter_task (owner_branch_id, opened_at) where done_at is null;
  create index counter_task_by_claim on counter_task (claim_id);

  grant select, insert on notification, notification_step, counter_task to santun_app;
  grant update (channel, recipient, body, outcome, reason, template_version, subject, fallback, leg, attempts, due_at,
    changed_at, gateway_reference, owner_role) on notification to santun_app;
  grant update (done_at, done_by, note) on counter_task to santun_app;
  grant usage, select on sequence notification_step_id_seq to santun_app;
`

const outcomes = `
  create function guard_notification_outcome() returns trigger language plpgsql as $$
  begin
    if not (old.outcome, new.outcome) in (
      ('queued', 'queued'), ('queued', 'sent'), ('queued', 'delivered'), ('queued', 'failed'), ('queued', 'suppressed'),
      ('sent', 'delivered'), ('sent', 'failed'), ('sent', 'queued'), ('failed', 'queued'), ('failed', 'delivered')) then
      raise exception 'message % cannot become % from %', old.id, new.outcome, old.outcome using errcode = 'SN019';
    end if;
    return new;
  end
  $$;
  create trigger notification_outcome_guard before update of outcome on notification
    for each row execute function guard_notification_outcome();

  create function write_notification_step() returns trigger language plpgsql as $$
  begin
    insert into notification_step (notification_id, outcome, channel, leg, attempts, template_version, reason, at)
    values (new.id, new.outcome, new.channel, new.leg, new.attempts, new.template_version, new.reason, new.changed_at);
    return null;
  end
  $$;
  create trigger notification_is_written_down after insert on notification for each row execute function write_notification_step();
  create trigger notification_change_is_written_down after update on notification
    for each row when (old.outcome is distinct from new.outcome or old.leg is distinct from new.leg
      or old.reason is distinct from new.reason)
    execute function write_notification_step();
`

/** The gateway in the box, in a schema of its own. */
const gateway = `
  create schema message_simulator;
  grant usage on schema message_simulator to santun_app;

  create table message_simulator.message (
    message_id text primary key,
    channel text not null,
    behaviour text not null,
    handed_over int not null default 1,
    received_at timestamptz not null,
    report_at timestamptz,
    report text constraint simulated_report_known check (report in ('delivered', 'failed')),
    collected_at timestamptz,
    constraint simulated_report_has_time check ((report is null) = (report_at is null))
  );
  comment on table message_simulator.message is 'What the simulated gateways took, without address and words';
  create index simulated_report_due on message_simulator.message (report_at) where collected_at is null;

  grant select, insert, update on message_simulator.message to santun_app;
`
