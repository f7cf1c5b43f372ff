/** What the gate of incidents reads and writes. */

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The claims that follow from an incident `k`; a death caused by it is an incident of its own. */
export const claimsOfIncident = `from claim c join incident i on i.id = c.incident_id where k.incident_id in (i.id, i.caused_by)`

/** Who is told how it goes on. */
export const workerSide = `('participant', 'family', 'other')`

/** A message to a party `p` of an incident `k` at the branch `b`; the phone is looked up when it leaves. */
export const messageTo = (template: string): string =>
  `jsonb_build_object('template', ${template}, 'recipient', jsonb_build_object('kind', 'incident_party', 'id', p.id, 'branchId', k.branch_id),
     'fill', jsonb_build_object('incident', k.number, 'phone_branch', b.phone))`

const dueClock = (name: string): string =>
  `(select ${instant('o.due_at')} from incident_clock o where o.incident_id = k.incident_id and o.name = '${name}' and o.stopped_at is null)`

const statement = `(select jsonb_build_object('outcome', t.input ->> 'outcome', 'statedAt', ${instant('t.happened_at')}, 'at', ${instant('t.at')},
    'deathDate', t.input ->> 'deathDate')
  from incident_transition t where t.incident_id = k.incident_id and t.round = k.round and t.event = 'doctor_states')`

/** Which claim an outcome asks for; recovery asks for none. */
const claimOfOutcome = `case s.stated ->> 'outcome' when 'died' then 'jkk_death' when 'recovered' then null else 'jkk_disability' end`

/** Benefits that are due and were not claimed: days and bills of each payee, bills nobody has judged, and the outcome. */
export const missingClaims = `(
  (select count(*) from claim c where c.created_by = 'incident:' || k.incident_id and c.state = 'draft') +
  (select count(distinct p.payee) from stmb_period p where p.incident_id = k.incident_id and p.voided_at is null and p.claim_id is null)
  + (select count(distinct d.payee) from care_bill d where d.incident_id = k.incident_id and d.claim_id is null
       and coalesce(d.accepted_amount, 1) > 0)
  + (select count(*) from (select ${statement} as stated) s where ${claimOfOutcome} is not null and not exists (
       select ${claimsOfIncident} and c.type = ${claimOfOutcome} and c.state not in ('withdrawn', 'merged', 'lapsed')
         and (c.type = 'jkk_death' or c.created_at >= (s.stated ->> 'at')::timestamptz))))::int`

export const openClaims = `(select count(*)::int ${claimsOfIncident} and c.state not in ('paid', 'rejected', 'withdrawn', 'merged', 'lapsed'))`

/** $1 incident, $2 actor */
export const readCourse = `
  select k.incident_id, k.number, k.branch_id, k.state, k.seq, k.round, encode(k.last_hash, 'hex') as last_hash, b.zone,
    i.event_date, ${instant('k.event_at')} as event_at,
    jsonb_build_object(
      'actor', jsonb_build_object('partyToIncident', exists (
        select from incident_party p where p.incident_id = k.incident_id and $2 = 'incident-party:' || p.id)),
      'incident', jsonb_build_object('branchId', k.branch_id, 'eventAt', ${instant('k.event_at')}, 'seq', k.seq),
      'coverage', jsonb_build_object('covered', k.covered, 'reason', k.coverage_reason),
      'clocks', jsonb_build_object('stage1DueAt', ${dueClock('stage_1')}, 'stage2DueAt', ${dueClock('stage_2')}),
      'findings', (select jsonb_build_object('unconfirmed', count(*) filter (where f.confirmed_by is null),
          'confirmed', count(*) filter (where f.confirmed_by is not null))
        from disability_finding f where f.incident_id = k.incident_id and f.round = k.round and f.superseded_at is null),
      'statement', ${statement},
      'claims', jsonb_build_object('missing', ${missingClaims}, 'open', ${openClaims})) as facts
  from incident_course k join incident i on i.id = k.incident_id join branch b on b.id = k.branch_id
  where k.incident_id = $1`

/**
 * The step, its clocks, what leaves with it and where the incident now stands. $1 the step, $2 clocks stopped, $3 clocks started, $4 work that leaves,
 * $5 messages to the worker and family */
export const writeStep = `
  with step as (
    select * from jsonb_to_record($1::jsonb) as x(incident_id uuid, seq int, from_state text, event text, to_state text, round int,
      actor_id text, actor_role text, branch_id uuid, input jsonb, happened_at timestamptz, words text, words_mark text,
      command_mark text, idempotency_key text, facts_digest text, law_digest text, at timestamptz, prev_hash text, hash text)),
  history as (
    insert into incident_transition (incident_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id, input,
      happened_at, words, words_mark, command_mark, idempotency_key, facts_digest, law_digest, at, prev_hash, hash)
    select incident_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id, input, happened_at, words,
      words_mark, command_mark, idempotency_key, decode(facts_digest, 'hex'), law_digest, at, decode(prev_hash, 'hex'), decode(hash, 'hex')
    from step),
  stopped as (
    update incident_clock o set stopped_at = x.at
    from step, jsonb_to_recordset($2::jsonb) as x(name text, at timestamptz)
    where o.incident_id = step.incident_id and o.name = x.name and o.stopped_at is null),
  started as (
    insert into incident_clock (incident_id, name, round, started_at, due_at)
    select step.incident_id, x.name, step.round, x.at, x.due_at
    from step, jsonb_to_recordset($3::jsonb) as x(name text, at timestamptz, due_at timestamptz)),
  sent as (
    insert into outbox (topic, payload, occurred_at)
    select x.topic, x.payload, step.at from step, jsonb_to_recordset($4::jsonb) as x(topic text, payload jsonb)),
  told as (
    insert into outbox (topic, payload, occurred_at)
    select 'notification.send', ${messageTo('x.template')}, step.at
    from step join incident_course k on k.incident_id = step.incident_id join branch b on b.id = k.branch_id
    join incident_party p on p.incident_id = k.incident_id and p.kind in ${workerSide}, jsonb_array_elements_text($5::jsonb) as x(template)),
  settled as (
    update attention a set closed_at = step.at, closed_by = step.actor_id
    from step, jsonb_to_recordset($2::jsonb) as x(name text)
    where a.incident_id = step.incident_id and a.topic = 'clock.' || x.name and a.closed_at is null)
  update incident_course k set state = step.to_state, seq = step.seq, round = step.round, last_hash = decode(step.hash, 'hex')
  from step where k.incident_id = step.incident_id`
