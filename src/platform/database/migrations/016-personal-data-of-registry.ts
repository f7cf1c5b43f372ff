import { Migration } from '@mikro-orm/migrations'

/**
 * NIK and phone of a participant lie sealed in one value, so that an import pays for one cipher a row; a participant is
 * found by the keyed index of the NIK.
 */
export class PersonalDataOfRegistry extends Migration {
  override up(): void {
    this.addSql(registry)
    this.addSql(undo)
    this.addSql(privileges)
  }
}

/** The past holds what the present held, column by column, so it is laid out anew with it. */
const registry = `
  drop table participant_past;
  alter table participant drop column nik, drop column phone,
    add nik_index bytea not null constraint participant_nik_index_whole check (length(nik_index) = 16),
    add identity text not null constraint participant_identity_sealed check (is_sealed(identity));
  alter table participant add constraint participant_nik_unique unique (nik_index);
  comment on column participant.nik_index is 'Keyed digest of the NIK: the person is found, the number cannot be read back';
  comment on column participant.identity is 'PII, sealed: NIK and phone';
  create table participant_past (like participant, superseded_at timestamptz not null);
  create index participant_past_by_nik on participant_past (nik_index);
  comment on column import_finding.cells is 'PII, sealed: the refused row as it was read; of one refused later the identity, and the other cells as they were understood';
  alter table import_finding add constraint import_finding_cells_sealed check (is_sealed(coalesce(cells ->> 'identity', cells #>> '{}')));
`

const undo = `
  create or replace function import_batch_rests(batch bigint) returns text language sql stable
  security definer set search_path = pg_catalog, public as $$
    select case
      when not exists (select from import_batch b where b.id = batch) then 'BATCH_UNKNOWN'
      when exists (select from import_batch b where b.id = batch and b.dry_run) then 'BATCH_DRY_RUN'
      when exists (select from import_batch b where b.id = batch and b.undone_at is not null) then 'BATCH_UNDONE'
      when exists (select from participant_past p where p.batch_id = batch)
        or exists (select from membership_past m where m.batch_id = batch)
        or exists (select from participant p join membership m on m.participant_id = p.id
          where p.batch_id = batch and m.enrolled_batch_id > batch) then 'LATER_IMPORT'
      when exists (select from import_batch b join contribution c on c.cohort_id = b.cohort_id
          where b.id = batch and c.counted_after < batch and c.counted_through >= batch
            and exists (select from membership m where m.enrolled_batch_id = batch))
        or exists (select from membership m join contribution c on c.kpj = m.kpj
          where m.enrolled_batch_id = batch and m.cohort_id is null) then 'LATER_BILL'
      when exists (select from import_batch b join claim c on c.created_at >= b.imported_at
          join participant p on p.nik_index = c.participant_nik_index
          left join membership m on m.participant_id = p.id and m.batch_id = batch
          where b.id = batch and (p.batch_id = batch or m.kpj is not null)) then 'LATER_CLAIM'
    end
  $$;

  create or replace function undo_import_batch(batch bigint, by_whom text, at timestamptz)
  returns table (removed int, restored int) language plpgsql
  security definer set search_path = pg_catalog, public as $$
  declare
    rests text := import_batch_rests(batch);
  begin
    if rests is not null then
      raise exception 'import % cannot be undone', batch using errcode = 'SN013', detail = rests;
    end if;
    insert into membership_past select m.*, at from membership m where m.enrolled_batch_id = batch;
    delete from membership m where m.enrolled_batch_id = batch;
    update membership m set segment = b.segment, started_on = b.started_on, ended_on = b.ended_on,
      reported_income = b.reported_income, income_since = b.income_since, batch_id = b.batch_id, recorded_at = at
    from membership_past b
    where m.batch_id = batch and b.kpj = m.kpj and b.cohort_id is not distinct from m.cohort_id
      and b.superseded_at = m.recorded_at;
    update participant p set name = b.name, birth_date = b.birth_date, sex = b.sex, occupation = b.occupation,
      area_code = b.area_code, identity = b.identity, batch_id = b.batch_id, recorded_at = at
    from participant_past b where p.batch_id = batch and b.id = p.id and b.superseded_at = p.recorded_at;
    get diagnostics restored = row_count;
    insert into participant_past select p.*, at from participant p where p.batch_id = batch;
    delete from participant p where p.batch_id = batch;
    get diagnostics removed = row_count;
    update import_batch set undone_at = at, undone_by = by_whom where id = batch;
    return next;
  end $$;
`

const privileges = `
  grant select, insert on participant_past to santun_app;
  revoke update, delete, truncate on participant_past from santun_app;
  grant update (nik_index, name, birth_date, sex, occupation, area_code, identity, batch_id, recorded_at) on participant
    to santun_app;
`
