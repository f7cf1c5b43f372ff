import { Migration } from '@mikro-orm/migrations'

/** What was written about the care of an incident under a key of its sender: sent twice it is written once. */
export class IncidentCommands extends Migration {
  override up(): void {
    this.addSql(`
      create table incident_command (
        incident_id uuid not null references incident_course,
        actor_id text not null,
        idempotency_key text not null,
        mark text not null,
        answer text not null,
        at timestamptz(3) not null,
        primary key (incident_id, actor_id, idempotency_key)
      );
      comment on column incident_command.mark is 'Keyed digest of what was sent: the same key with other content is refused';
      grant select, insert on incident_command to santun_app;
      revoke update, delete, truncate on incident_command from santun_app;
    `)
  }
}
