import { Migration } from '@mikro-orm/migrations'

/** What becomes of each message: its outcome and how it came about, the calls a person must make, the box's own gateway. */
export class Messages extends Migration {
  override up(): void {
    this.addSql(messages)
    this.addSql(history)
    this.addSql(tasks)
    this.addSql(simulator)
    this.addSql(privileges)
  }
}

/** What earlier versions wrote down was never handed to a gateway, and says so. */
const messages = `
  alter table notification
    drop constraint notification_channel_known,
    drop constraint notification_outcome_known,
    drop constraint notification_once_per_party,
    alter column outbox_id drop not null,
    alter column claim_id drop not null,
    add once_key text,
    add recipient_kind text not null default 'party' constraint notification_recipient_kind_known
      check (recipient_kind in ('party', 'participant', 'sponsor', 'branch', 'address')),
    add recipient_id text,
    add branch_id uuid references branch,
    add clock_id uuid references clock,
    add template_version int not null default 1,
    add fill jsonb not null default '{}',
    add subject text,
    add secret_text boolean not null default false,
    add fallback text[] not null default '{}',
    add leg int not null default 1,
    add attempts int not null default 0,
    add due_at timestamptz,
    add changed_at timestamptz,
    add gateway_reference text,
    add owner_role text;
  update notification set once_key = outbox_id || ':' || coalesce(party_id::text, '-'), recipient_id = party_id::text,
    changed_at = at,
    outcome = 'suppressed', reason = coalesce(reason, 'BEFORE_GATEWAYS');
  alter table notification
    alter column once_key set not null,
    alter column changed_at set not null,
    add constraint notification_once unique (once_key),
    add constraint notification_channel_known check (channel in ('whatsapp', 'sms', 'email', 'none')),
    add constraint notification_outcome_known check (outcome in ('queued', 'sent', 'delivered', 'failed', 'suppressed')),
    add constraint notification_queued_has_time check (outcome <> 'queued' or due_at is not null),
    add constraint notification_failed_has_owner check (outcome <> 'failed' or (owner_role is not null and reason is not null)),
    add constraint notification_suppressed_has_reason check (outcome <> 'suppressed' or reason is not null);
  comment on table notification is 'A message to one person; it ends delivered, failed with an owner, or suppressed with a reason';
  comment on column notification.fill is 'PII; what its template was filled with';
  comment on column notification.fallback is 'Channels still to be tried, in this order';
  comment on column notification.leg is 'One more with every change of channel and every retry by a person; gateways know the message as id-leg';
  comment on column notification.due_at is 'When it may be handed over (again), in the time of the product''s clock';
  comment on column notification.clock_id is 'The clock that is its reason: when that is stopped, the message is not sent';
  comment on column notification.secret_text is 'The body is masked: only who made the text could send it';
  create index notification_due on notification (due_at) where outcome = 'queued';
  create index notification_unreported on notification (changed_at) where outcome = 'sent';
  create index notification_failed on notification (changed_at) where outcome = 'failed';
  alter table sponsor add notice_email text;
  alter table branch add notice_email text;
  comment on column sponsor.notice_email is 'Where notices to the sponsor go';
  comment on column branch.notice_email is 'Where notices to the office go';
`

const history = `
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
  create index notification_step_by_message on notification_step (notification_id, id);
  comment on table notification_step is 'History of a message; it only grows';

  create function guard_notification_outcome() returns trigger language plpgsql as $$
  begin
    if not (old.outcome, new.outcome) in (
      ('queued', 'queued'), ('queued', 'sent'), ('queued', 'delivered'), ('queued', 'failed'), ('queued', 'suppressed'),
      ('sent', 'delivered'), ('sent', 'failed'), ('sent', 'queued'), ('failed', 'queued'), ('failed', 'delivered')) then
      raise exception 'message % cannot become % from %', old.id, new.outcome, old.outcome using errcode = 'SN019';
    end if;
    return new;
  end $$;
  create trigger notification_outcome_guard before update of outcome on notification
    for each row execute function guard_notification_outcome();

  create function write_notification_step() returns trigger language plpgsql as $$
  begin
    insert into notification_step (notification_id, outcome, channel, leg, attempts, template_version, reason, at)
    values (new.id, new.outcome, new.channel, new.leg, new.attempts, new.template_version, new.reason, new.changed_at);
    return null;
  end $$;
  create trigger notification_is_written_down after insert on notification
    for each row execute function write_notification_step();
  create trigger notification_change_is_written_down after update on notification for each row
    when ((old.outcome, old.leg, old.reason) is distinct from (new.outcome, new.leg, new.reason))
    execute function write_notification_step();
`

const tasks = `
  create table counter_task (
    id uuid primary key default gen_random_uuid(),
    claim_id uuid references claim,
    notification_id uuid references notification,
    kind text not null,
    reason text not null,
    owner_role text not null,
    owner_branch_id uuid references branch,
    opened_at timestamptz not null,
    done_at timestamptz,
    done_by text,
    note text,
    constraint counter_task_done_by_somebody check ((done_at is null) = (done_by is null))
  );
  comment on table counter_task is 'What the counter does for a family because a machine could not, such as calling them';
  comment on column counter_task.note is 'PII; what came of it, in the words of who did it';
  create unique index counter_task_one_open_for_a_message on counter_task (notification_id) where done_at is null;
  create index counter_task_open on counter_task (owner_branch_id, opened_at) where done_at is null;
  create index counter_task_by_claim on counter_task (claim_id);
`

const simulator = `
  create schema message_simulator;
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
`

const privileges = `
  grant update (outcome, reason, channel, recipient, subject, body, fallback, leg, attempts, due_at, changed_at,
    gateway_reference, owner_role, template_version) on notification to santun_app;
  grant select, insert on notification_step, counter_task to santun_app;
  grant update (done_at, done_by, note) on counter_task to santun_app;
  revoke update, delete, truncate on notification_step from santun_app;
  revoke delete, truncate on notification, counter_task from santun_app;
  grant usage on schema message_simulator to santun_app;
  grant select, insert, update on message_simulator.message to santun_app;
`
