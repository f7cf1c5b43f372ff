import { Migration } from '@mikro-orm/migrations'

/**
 * Who bore witness to the heirs or to the event, as a verifier reads it from the papers. The same person on claims of
 * several events is shown to whoever decides; a neighbourhood head lawfully signs for many.
 */
export class Witnesses extends Migration {
  override up(): void {
    this.addSql(`
      create table claim_witness (
        claim_id uuid not null references claim,
        nik_index bytea not null constraint claim_witness_index_whole check (length(nik_index) = 16),
        name text not null constraint claim_witness_name_sealed check (is_sealed(name)),
        nik text not null constraint claim_witness_nik_sealed check (is_sealed(nik)),
        recorded_by uuid not null references staff_member,
        recorded_at timestamptz(3) not null,
        primary key (claim_id, nik_index)
      );
      comment on table claim_witness is 'Witnesses named in the papers of a claim; it only grows';
      comment on column claim_witness.name is 'PII, sealed';
      comment on column claim_witness.nik is 'PII, sealed';
      comment on column claim_witness.nik_index is 'PII; keyed digest: the same person is found, nobody can be read back';
      create index claim_witness_by_nik on claim_witness (nik_index);
      alter table claim_signal drop constraint claim_signal_kind_known, add constraint claim_signal_kind_known check (kind in
        ('same_death', 'same_account', 'same_phone', 'same_representative', 'same_certificate', 'same_witness', 'new_cover'));

      grant select, insert on claim_witness to santun_app;
      revoke update, delete, truncate on claim_witness from santun_app;
    `)
  }
}
