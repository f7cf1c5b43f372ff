/** The statements of the gate of scholarships: hold, read what the guards need, write what the steps cause. */

/** Claims before awards, each in the order of their ids; a payment that is made holds its claim as well. */
export const lockClaimsOfYears = `
  select id from claim where id in (select a.claim_id from scholarship_year y join scholarship_award a on a.id = y.award_id
    where y.id = any ($1::uuid[])) order by id for no key update`

export const lockClaimsOfAwards = `
  select id from claim where id in (select claim_id from scholarship_award where id = any ($1::uuid[])) order by id for no key update`

/** Whoever moves an award or one of its years holds the award: all of a child's counters stand still while one is decided. */
export const lockAwardsOfYears = `
  select id from scholarship_award where id in (select award_id from scholarship_year where id = any ($1::uuid[]))
  order by id for no key update`
export const lockAwards =
  'select id from scholarship_award where id = any ($1::uuid[]) order by id for no key update'

const doneBefore = `(select to_jsonb(t) || jsonb_build_object('input_hash', encode(t.input_hash, 'hex')) from scholarship_transition t
    where t.subject_id = x.id and t.idempotency_key = x.key)`
const latest = (events: string, what: string, subject: string): string =>
  `(select ${what} from scholarship_transition t where t.subject_id = ${subject} and t.event in (${events}) order by t.seq desc limit 1)`

/** Years that count against the cap of a level: decided to be paid. */
export const COUNTED = `('approved', 'paying', 'paid')`

/** $1 asked, $2 now, $3 whether papers, payments and past deciders are looked at as well */
export const readYears = `
  select r.* from jsonb_to_recordset($1::jsonb) as x(id uuid, key text)
  cross join lateral (
    select y.id, y.award_id, a.claim_id, c.type as claim_type, c.branch_id, b.zone, y.state, y.seq, encode(y.last_hash, 'hex') as last_hash,
      ($2::timestamptz at time zone b.zone)::date as today, y.school_year, y.opens_on, y.closes_on, y.catch_up_until,
      y.application, y.received_on, y.level, y.grade, y.amount, y.ruling, a.state as award_state, a.child_name,
      a.child_birth_date, a.reference_date, a.guardian_id, a.child_party_id, a.payee_id, ${doneBefore} as done,
      case when $3 then jsonb_build_object(
        'paid', coalesce((select jsonb_object_agg(o.level, o.count) from (
          select o.level, count(*) from scholarship_year o where o.award_id = a.id and o.id <> y.id and o.state in ${COUNTED}
          group by o.level) o), '{}'),
        'accountChecked', coalesce((select account_is_checked(e) from payee e where e.id = a.payee_id), false),
        'verifierId', ${latest("'verify'", 't.actor_id', 'y.id')},
        'decidedBefore', coalesce((select jsonb_agg(t.actor_id) from scholarship_transition t where t.subject_id = y.id
          and t.event in ('verify', 'deny') and t.seq < ${latest("'object'", 't.seq', 'y.id')}), '[]'),
        'last', (select jsonb_build_object('event', t.event, 'on', (t.at at time zone b.zone)::date) from scholarship_transition t
          where t.subject_id = y.id order by t.seq desc limit 1),
        'papers', coalesce((select jsonb_agg(jsonb_build_object('code', i.code, 'state', i.state)) from document_item i
          where i.scholarship_year_id = y.id), '[]'),
        'payments', (select jsonb_build_object('total', count(*), 'settled', count(*) filter (where p.state = 'settled'),
            'released', coalesce(bool_and(coalesce(pb.state in ('released', 'answered', 'reconciled'), false)), false),
            'bounced', count(*) filter (where p.state in ('refused', 'returned')),
            'reissuable', count(*) filter (where p.state in ('refused', 'returned') and account_is_checked(e)
              and (e.bank_code, e.account_number) <> (p.bank_code, p.account_number)))
          from payment p join payee e on e.id = payee_now(p) left join payment_batch pb on pb.id = p.batch_id
          where p.scholarship_year_id = y.id and p.live)) end as more
    from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id
      join branch b on b.id = c.branch_id
    where y.id = x.id offset 0) r`

/** $1 asked, $2 now */
export const readAwards = `
  select a.id, a.id as award_id, a.claim_id, c.type as claim_type, c.branch_id, b.zone, a.state, a.seq, encode(a.last_hash, 'hex') as last_hash,
    ($2::timestamptz at time zone b.zone)::date as today, a.at_school, a.reference_date, a.child_birth_date, a.guardian_id,
    a.child_party_id, case when a.next_guardian_id is not null then a.guardian_named_by end as guardian_named_by, ${doneBefore} as done,
    exists (select from claim_transition t where t.claim_id = c.id and t.event = 'approve') as earned,
    (select count(*)::int from scholarship_award o where o.participant_nik_index = a.participant_nik_index and o.id <> a.id
      and o.state <> 'candidate') as other_awards,
    ${latest("'end'", 't.actor_id', 'a.id')} as ended_by, (${latest("'end'", 't.at', 'a.id')} at time zone b.zone)::date as ended_on,
    coalesce(${latest("'object'", 't.seq', 'a.id')} > ${latest("'end'", 't.seq', 'a.id')}, false) as objected
  from jsonb_to_recordset($1::jsonb) as x(id uuid, key text) join scholarship_award a on a.id = x.id
    join claim c on c.id = a.claim_id join branch b on b.id = c.branch_id`

const planned = `planned as (
    select * from jsonb_to_recordset($1::jsonb) as x(id uuid, award_id uuid, year_id uuid, seq int, from_state text, event text,
      to_state text, actor_id text, actor_role text, branch_id uuid, input jsonb, input_hash bytea, idempotency_key text,
      facts_digest bytea, law_digest text, at timestamptz, prev_hash bytea, hash bytea, amount bigint, ruling jsonb, sent jsonb, claim_id uuid)
    where x.seq between 1 and 2147483647)`

const history = `history as (
    insert into scholarship_transition (award_id, year_id, seq, from_state, event, to_state, actor_id, actor_role, branch_id,
      input, input_hash, idempotency_key, facts_digest, law_digest, at, prev_hash, hash)
    select award_id, year_id, seq, from_state, event, to_state, actor_id, actor_role, branch_id,
      input, input_hash, idempotency_key, facts_digest, law_digest, at, prev_hash, hash from moved),
  sent as (
    insert into outbox (topic, claim_id, payload, occurred_at)
    select 'notification.send', m.claim_id, s, m.at from moved m cross join lateral jsonb_array_elements(m.sent) s)
  select id from moved`

export const writeYears = `
  with ${planned},
  moved as (
    update scholarship_year y set state = p.to_state, seq = p.seq, last_hash = p.hash,
      amount = case when p.event = 'verify' then p.amount else y.amount end,
      ruling = case when p.event = 'verify' then p.ruling else y.ruling end
    from planned p where y.id = p.id and y.seq = p.seq - 1 returning p.*),
  ${history}`

export const writeAwards = `
  with ${planned},
  moved as (
    update scholarship_award a set state = p.to_state, seq = p.seq, last_hash = p.hash,
      guardian_id = case when p.event = 'change_guardian' then a.next_guardian_id else a.guardian_id end,
      payee_id = case when p.event = 'change_guardian' then coalesce(a.next_payee_id, a.payee_id) else a.payee_id end,
      next_guardian_id = case when p.event = 'change_guardian' then null else a.next_guardian_id end,
      next_payee_id = case when p.event = 'change_guardian' then null else a.next_payee_id end
    from planned p where a.id = p.id and a.seq = p.seq - 1 returning p.*),
  ${history}`
