/**
 * The statements of an import, each over all rows at once. `staged` holds rows that are not written yet, `known` whom the
 * registry knew, `doubt` the warnings about rows that are written.
 */

/** Every row gets the number its person will have if new, so that person and card are written without a look-up. */
export const createStaged = `
  create temp table staged (
    new_id bigint not null default nextval('participant_id_seq'), row_number int not null, nik_index bytea, kpj text, name text, birth_date date, sex text, segment text, occupation text,
    area_code text, started_on date, reported_income bigint, identity text, phoned boolean, warnings jsonb,
    nik_first int, kpj_first int, refusals jsonb, cells jsonb
  ) on commit drop;
  create temp table doubt (row_number int not null, warnings jsonb not null) on commit drop`

/** Only rows that are written at once look others up in the staging table. */
export const indexStaged = `
  create index staged_by_nik on staged (nik_index);
  create index staged_by_kpj on staged (kpj)`

export const nextBatchId = `select nextval(pg_get_serial_sequence('import_batch', 'id')) as id`

/** $1 how many; ascending, as text with commas between */
export const nextPersonIds = `
  select string_agg(nextval('participant_id_seq')::text, ',') as ids from generate_series(1, $1::int)`

/** $1 indexes of NIKs in hexadecimal digits, $2 KPJs, with commas between. Who is found by which of the two. */
export const findKnown = `
  select i.at::int as at, p.id as person, m.participant_id as holder
  from unnest(string_to_array($1, ','), string_to_array($2, ',')) with ordinality i(nik, kpj, at)
  left join lateral (select id from participant where nik_index = decode(i.nik, 'hex') limit 1) p on true
  left join lateral (select participant_id from membership where membership.kpj = i.kpj limit 1) m on true
  where p.id is not null or m.participant_id is not null`

/** $1 cohort */
export const findOtherPayers = `select from membership where cohort_id is distinct from $1::uuid limit 1`

/** $1 KPJs, $2 cohort */
export const findCardsOfOthers = `
  select from membership where kpj = any($1::text[]) and cohort_id is distinct from $2::uuid limit 1`

/** As `findKnown`, among the rows that wait in the staging table. */
export const findStaged = `
  select i.at::int as at
  from unnest(string_to_array($1, ','), string_to_array($2, ',')) with ordinality i(nik, kpj, at)
  where exists (select from staged where nik_index = decode(i.nik, 'hex'))
    or exists (select from staged where staged.kpj = i.kpj)`

/** Twins are rare, and finding that there are none is cheaper than finding the first of each. */
export const findTwins = `
  select exists (select from staged where nik_first is not null or kpj_first is not null)
    or exists (select from staged where refusals is null group by nik_index having count(*) > 1)
    or exists (select from staged where refusals is null group by kpj having count(*) > 1) as twins`

/**
 * Within one file the first row with a NIK or a KPJ counts; each later one is refused with the number of the first, also
 * where that is written already.
 */
export const refuseTwins = `
  with twin as (
    select row_number, min(least(row_number, nik_first)) over (partition by nik_index) as nik_first,
      min(least(row_number, kpj_first)) over (partition by kpj) as kpj_first
    from staged where refusals is null
  )
  update staged s set refusals = (
    select jsonb_agg(jsonb_build_object('column', r."column", 'code', r.code, 'params', jsonb_build_object('first', r.first)))
    from (values ('nik', 'NIK_TWICE_IN_FILE', t.nik_first), ('kpj', 'KPJ_TWICE_IN_FILE', t.kpj_first)) r("column", code, first)
    where r.first < t.row_number)
  from twin t
  where t.row_number = s.row_number and (t.nik_first < t.row_number or t.kpj_first < t.row_number)`

export const refuseForeignCards = `
  update staged s set refusals = '[{"column": "kpj", "code": "KPJ_OF_ANOTHER_PERSON"}]'
  from membership m join participant p on p.id = m.participant_id
  where m.kpj = s.kpj and p.nik_index <> s.nik_index and s.refusals is null`

/** $1 cohort. An empty optional cell says nothing about what we know already. */
export const createKnown = `
  create temp table known on commit drop as
  select s.row_number, p.id as participant_id, m.kpj is not null as carded,
    (p.name, p.birth_date, p.sex, p.occupation, p.area_code, p.identity) is distinct from
    (s.name, s.birth_date, s.sex, s.occupation, s.area_code, case when s.phoned then s.identity else p.identity end) as person_changed,
    m.kpj is not null and (m.segment, m.started_on, m.reported_income) is distinct from
    (s.segment, s.started_on, coalesce(s.reported_income, m.reported_income)) as card_changed
  from staged s
  join participant p on p.nik_index = s.nik_index
  left join membership m on m.kpj = s.kpj and m.cohort_id is not distinct from $1::uuid
  where s.refusals is null`

export const countRows = `
  select s.rows, s.refused, s.warned, k.changed, (s.rows - s.refused - k.known)::int as new
  from (select count(*)::int as rows, (count(*) filter (where refusals is not null))::int as refused,
          (count(*) filter (where refusals is null and warnings is not null))::int as warned from staged) s,
       (select count(*)::int as known,
          (count(*) filter (where person_changed or card_changed or not carded))::int as changed from known) k`

/**
 * $1 cohort, $2 file name, $3 hash, $4 dry run, $5..$10 counts, $11 by, $12 at, $13 its number, $14 why so many refusals were
 * accepted, sealed
 */
export const recordBatch = `
  insert into import_batch (cohort_id, file_name, file_hash, dry_run, row_count, new_count, changed_count, unchanged_count,
    refused_count, warned_count, imported_by, imported_at, id, accepted_reason) overriding system value
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

/** $1 batch. What was refused as it was read is sealed whole; after that it is its sealed identity and the other cells. */
export const recordFindings = `
  insert into import_finding (batch_id, row_number, refused, reasons, cells)
  select $1::bigint, row_number, refusals is not null, coalesce(refusals, warnings),
    case when refusals is not null then coalesce(cells, jsonb_build_object('identity', identity, 'cells', jsonb_build_array(kpj, name, birth_date,
      case sex when 'male' then 'L' else 'P' end, segment, occupation, area_code, started_on,
      coalesce(reported_income::text, '')))) end
  from staged where refusals is not null or warnings is not null
  union all
  select $1::bigint, row_number, false, warnings, null from doubt`

/** $1 batch, $2 at */
export const changeParticipants = `
  update participant p set name = s.name, birth_date = s.birth_date, sex = s.sex, occupation = s.occupation,
    area_code = s.area_code, identity = case when s.phoned then s.identity else p.identity end, batch_id = $1, recorded_at = $2
  from staged s join known k using (row_number)
  where p.id = k.participant_id and k.person_changed`

/** $1 batch, $2 at */
export const addParticipants = `
  insert into participant (id, nik_index, name, birth_date, sex, occupation, area_code, identity, batch_id, recorded_at)
    overriding system value
  select s.new_id, s.nik_index, s.name, s.birth_date, s.sex, s.occupation, s.area_code, s.identity, $1, $2
  from staged s
  where s.refusals is null and not exists (select from known k where k.row_number = s.row_number)`

/** $1 batch, $2 at, $3 cohort, $4 date of the import */
export const changeMemberships = `
  update membership m set segment = s.segment, started_on = s.started_on,
    reported_income = coalesce(s.reported_income, m.reported_income),
    income_since = case when coalesce(s.reported_income, m.reported_income) is distinct from m.reported_income
      then greatest($4::date, m.income_since) else m.income_since end,
    batch_id = $1, recorded_at = $2
  from staged s join known k using (row_number)
  where k.card_changed and m.kpj = s.kpj and m.cohort_id is not distinct from $3::uuid`

/** What the guard of memberships would check row by row anew, the statements above have checked as sets. */
export const declareChecked = `set local santun.memberships_checked = 'on'`

/** $1 batch, $2 at, $3 cohort */
export const addMemberships = `
  insert into membership (participant_id, kpj, cohort_id, segment, started_on, reported_income, income_since,
    enrolled_batch_id, batch_id, recorded_at)
  select coalesce(k.participant_id, s.new_id), s.kpj, $3::uuid, s.segment, s.started_on, s.reported_income, s.started_on,
    $1, $1, $2
  from staged s left join known k using (row_number)
  where s.refusals is null and k.carded is not true`
