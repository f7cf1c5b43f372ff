import { Migration } from '@mikro-orm/migrations'

/**
 * What was known when stays known: what is replaced or taken back moves to tables that only grow, and a card has one
 * person.
 */
export class GuardsOfMembership extends Migration {
  override up(): void {
    this.addSql(past)
    this.addSql(guards)
    this.addSql(undo)
  }
}

/** What was known before, and until when. */
const past = `
  create table participant_past (
    id bigint not null,
    name text not null,
    birth_date date not null,
    sex text not null,
    occupation text not null,
    area_code text not null,
    batch_id bigint not null,
    recorded_at timestamptz not null,
    nik_index bytea not null,
    identity text not null,
    superseded_at timestamptz not null
  );
  create index participant_past_by_nik on participant_past (nik_index);

  create table membership_past (
    participant_id bigint not null,
    kpj text not null,
    cohort_id uuid,
    segment text not null,
    started_on date not null,
    ended_on date,
    reported_income bigint,
    income_since date not null,
    enrolled_batch_id bigint not null,
    batch_id bigint not null,
    recorded_at timestamptz not null,
    superseded_at timestamptz not null
  );
  create index membership_past_by_kpj on membership_past (kpj);

  create function keep_participant_past() returns trigger language plpgsql as $$
  begin
    insert into participant_past select b.*, a.recorded_at from before b join after a using (id)
    where (a.batch_id, a.recorded_at) is distinct from (b.batch_id, b.recorded_at)
      or (a.name, a.birth_date, a.sex, a.occupation, a.area_code, a.nik_index)
        is distinct from (b.name, b.birth_date, b.sex, b.occupation, b.area_code, b.nik_index)
      or split_part(a.identity, '.', 2) = split_part(b.identity, '.', 2);
    return null;
  end
  $$;
  create trigger participant_keeps_past after update on participant referencing old table as before new table as after
    for each statement execute function keep_participant_past();

  create function keep_membership_past() returns trigger language plpgsql as $$
  begin
    insert into membership_past
      select b.*, a.recorded_at from before b join after a on a.kpj = b.kpj and a.cohort_id is not distinct from b.cohort_id;
    return null;
  end
  $$;
  create trigger membership_keeps_past after update on membership referencing old table as before new table as after
    for each statement execute function keep_membership_past();

  grant select, insert on participant_past, membership_past to santun_app;
`

/**
 * A card belongs to one registered person, whoever pays. Row by row, because a table of the rows of a statement is kept
 * for every writer; the import has checked the same as sets, says so for its own transaction, and is the only one that
 * may.
 */
const guards = `
  create function guard_membership() returns trigger language plpgsql as $$
  begin
    if not exists (select from participant p where p.id = new.participant_id) then
      raise exception 'a card needs a registered participant' using errcode = 'SN010';
    end if;
    if exists (select from membership m where m.kpj = new.kpj and m.participant_id <> new.participant_id) then
      raise exception 'a card belongs to one person' using errcode = 'SN011';
    end if;
    if new.cohort_id is not null and not exists (select from cohort c where c.id = new.cohort_id) then
      raise exception 'no such cohort' using errcode = 'SN012';
    end if;
    return null;
  end
  $$;
  create trigger membership_guard after insert on membership
    for each row when (current_setting('santun.memberships_checked', true) is distinct from 'on')
    execute function guard_membership();

  create function guard_coverage_difference() returns trigger language plpgsql as $$
  begin
    if old.settled_at is not null then
      raise exception 'difference % is settled', old.id using errcode = 'SN017';
    end if;
    return new;
  end
  $$;
  create trigger coverage_difference_settled_once before update on coverage_difference
    for each row execute function guard_coverage_difference();
`

/**
 * The application may not delete participants; this function may, and only what one import brought and nothing rests on.
 * What is taken back moves to the tables of the past, so that it can still be told what was known when.
 */
const undo = `
  create function import_batch_rests(batch bigint) returns text
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
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
  revoke execute on function import_batch_rests from public;
  grant execute on function import_batch_rests to santun_app;

  create function undo_import_batch(batch bigint, by_whom text, at timestamptz) returns table(removed int, restored int)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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
  end
  $$;
  revoke execute on function undo_import_batch from public;
  grant execute on function undo_import_batch to santun_app;
`
