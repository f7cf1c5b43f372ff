import { Migration } from '@mikro-orm/migrations'

/** A letter tells of one step of a claim or of an incident; those of an incident are sealed with the key of the registry. */
export class LettersOfIncidents extends Migration {
  override up(): void {
    this.addSql(`
      alter table letter
        alter column claim_id drop not null,
        add column incident_id uuid,
        add constraint letter_of_one_subject check (num_nonnulls(claim_id, incident_id) = 1),
        add constraint letter_once_per_incident_step unique (incident_id, kind, round, seq),
        add constraint letter_of_incident_step foreign key (incident_id, seq) references incident_transition,
        drop constraint letter_kind_known,
        add constraint letter_kind_known check (kind in
          ('receipt', 'request', 'decision-approval', 'decision-refusal', 'payment-advice', 'guarantee'));
      comment on table letter is 'One letter for one step of a claim or an incident; the number is taken before it is written and never given twice';

      alter table letter_file
        alter column storage_key drop not null,
        add column content text constraint letter_file_content_sealed check (is_sealed(content)),
        add constraint letter_file_in_one_place check (num_nonnulls(storage_key, content) = 1);
      comment on column letter_file.storage_key is 'In the vault, sealed with the key of its claim';
      comment on column letter_file.content is 'PII, sealed; the PDF of a letter that belongs to no claim';

      create table letter_opening (
        id bigint generated always as identity primary key,
        letter_id uuid not null references letter,
        actor_id text not null,
        actor_role text not null,
        at timestamptz(3) not null
      );
      comment on table letter_opening is 'Who took a letter of an incident; those of a claim stand in document_opening';
      create index letter_opening_by_letter on letter_opening (letter_id);
      grant select, insert on letter_opening to santun_app;
      revoke update, delete, truncate on letter_opening from santun_app;
    `)
  }
}
