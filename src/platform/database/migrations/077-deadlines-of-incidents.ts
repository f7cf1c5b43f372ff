import { Migration } from '@mikro-orm/migrations'

/** What runs out on an incident has an owner and is said; codes of its door end by themselves. */
export class DeadlinesOfIncidents extends Migration {
  override up(): void {
    this.addSql(`
      alter table attention add column incident_id uuid references incident_course;
      create unique index attention_one_open_on_incident on attention (incident_id, topic)
        where closed_at is null and incident_id is not null;

      create table incident_reminder (
        incident_id uuid not null,
        clock_name text not null,
        round int not null,
        name text not null,
        reminded_at timestamptz(3) not null,
        primary key (incident_id, clock_name, round, name),
        constraint incident_reminder_of_clock foreign key (incident_id, clock_name, round) references incident_clock
      );
      comment on table incident_reminder is 'When an employer was reminded of a report; once for each day of the procedure';
      grant select, insert on incident_reminder to santun_app;
      revoke update, delete, truncate on incident_reminder from santun_app;

      alter table notification
        drop constraint notification_recipient_kind_known,
        add constraint notification_recipient_kind_known
          check (recipient_kind in ('party', 'participant', 'sponsor', 'branch', 'address', 'incident_party'));

      -- A code without an end is given anew.
      update incident_party set token_digest = null;
      alter table incident_party
        add column token_expires_at timestamptz(3),
        add constraint incident_party_token_ends check ((token_digest is null) = (token_expires_at is null));
      grant update (token_expires_at) on incident_party to santun_app;
    `)
  }
}
