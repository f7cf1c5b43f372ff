import { Migration } from '@mikro-orm/migrations'

/**
 * The long life of a child's scholarship: the award, its school years, their history. What the law allows to one child
 * (how many years of a level, at which amount) is kept with the award as it stood on the parent's date, so that the
 * database itself refuses a year too many, whoever writes it.
 */
export class Scholarships extends Migration {
  override up(): void {
    this.addSql(awards)
    this.addSql(years)
    this.addSql(papers)
    this.addSql(history)
    this.addSql(stepGuard)
    this.addSql(stateGuards)
    this.addSql(privileges)
  }
}

const awards = `
  alter table scholarship_award
    add state text not null default 'candidate',
    add seq int not null default 0,
    add last_hash bytea,
    add at_school boolean not null default true,
    add reference_date date,
    add levels jsonb not null default '[]',
    add tertiary_years int not null default 0,
    add guardian_id uuid references claim_party,
    add child_party_id uuid references claim_party,
    add payee_id uuid references payee,
    add next_guardian_id uuid references claim_party,
    add next_payee_id uuid references payee,
    add guardian_named_by text,
    add constraint scholarship_child_once unique (participant_nik_index, child_name, child_birth_date),
    add constraint scholarship_next_guardian_named check (next_guardian_id is null or guardian_named_by is not null);
  comment on column scholarship_award.reference_date is 'The date of the parent''s case; it selects the law of every year (R-1.3)';
  comment on column scholarship_award.levels is 'Amount a year and most paid years of each level, as the law has them on the reference date';
  comment on column scholarship_award.guardian_id is 'Who is invited and acts for the child; empty: everybody on the claim';
  comment on column scholarship_award.payee_id is 'The child''s own or the guardian''s account (R-4.12)';
  comment on column scholarship_award.next_guardian_id is 'Named by one person, waiting for another to confirm';
  comment on column scholarship_award.guardian_named_by is 'Who named the guardian that waits or, where none does, the present one';
  create index scholarship_award_by_claim on scholarship_award (claim_id);
  create index scholarship_award_by_state on scholarship_award (state, child_birth_date);

  alter table payee add scholarship_award_id uuid references scholarship_award;
  comment on column payee.scholarship_award_id is 'Whose scholarship goes to this account; empty: a payee of the claim''s own decision';
`

const years = `
  create table scholarship_year (
    id uuid primary key default gen_random_uuid(),
    award_id uuid not null references scholarship_award,
    school_year text not null constraint scholarship_year_form check (school_year ~ '^[0-9]{4}/[0-9]{4}$'),
    state text not null default 'planned',
    seq int not null default 0,
    last_hash bytea,
    opens_on date not null,
    closes_on date not null,
    catch_up_until date not null,
    expected_level text,
    expected_grade text,
    expected_amount bigint not null default 0,
    application jsonb not null default '{}',
    received_on date,
    level text,
    grade text,
    amount bigint constraint scholarship_year_amount_positive check (amount > 0),
    ruling jsonb,
    constraint scholarship_year_once unique (award_id, school_year)
  );
  comment on column scholarship_year.application is 'PII; what the guardian stated: school, grade repeated, married, at work';
  comment on column scholarship_year.expected_amount is 'An estimate for commitments, never a payable amount';
  comment on column scholarship_year.ruling is 'What the law says of this year, as the verifier saw it';
  create index scholarship_year_by_state on scholarship_year (state, opens_on, id);
  create index scholarship_year_of_school_year on scholarship_year (school_year, state);

  alter table payment add scholarship_year_id uuid references scholarship_year;
  comment on column payment.scholarship_year_id is 'The school year that it pays';
`

/** One history for awards and years: of which of the two a row is, its columns say. */
const history = `
  create table scholarship_transition (
    award_id uuid not null references scholarship_award,
    year_id uuid references scholarship_year,
    subject_id uuid not null generated always as (coalesce(year_id, award_id)) stored,
    seq int not null,
    from_state text not null,
    event text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    branch_id uuid not null references branch,
    duty text,
    input jsonb not null,
    input_hash bytea not null,
    idempotency_key text not null,
    facts_digest bytea not null,
    law_digest text not null,
    at timestamptz(3) not null,
    prev_hash bytea,
    hash bytea not null,
    primary key (subject_id, seq),
    constraint scholarship_transition_key_unique unique (subject_id, idempotency_key)
  );
  comment on table scholarship_transition is 'Every step of an award or of one of its school years, chained by hash; it only grows';
  comment on column scholarship_transition.input is 'PII; people''s own words are sealed';
  create index scholarship_transition_by_award on scholarship_transition (award_id, at);

  create function scholarship_duties(of_year uuid, actor text) returns setof text language sql stable as $$
    select t.duty from scholarship_transition t where t.subject_id = of_year and t.actor_id = actor and t.duty is not null
    union
    select t.duty from payment p join payment_transition t on t.payment_id = p.id
    where p.scholarship_year_id = of_year and t.actor_id = actor and t.duty is not null
    union
    select t.duty from payment p join payment_batch_transition t on t.batch_id = p.batch_id
    where p.scholarship_year_id = of_year and t.actor_id = actor and t.duty is not null
    union
    select 'reconcile' from payment p join payment_evidence e on e.payment_id = p.id
    where p.scholarship_year_id = of_year and e.recorded_by = actor
    union
    select 'reconcile' from payment p join statement_placement m on m.payment_id = p.id
    where p.scholarship_year_id = of_year and m.placed_by = actor and m.outcome = 'explained'
    union
    select 'verify' from document_item i join document_item_step s on s.item_id = i.id
    where i.scholarship_year_id = of_year and s.actor_id = actor and s.event in ('accept', 'find_defect', 'waive')
  $$;
  comment on function scholarship_duties is 'Separated duties of a person on one school year, whichever record they were exercised on';
`

/** As the guard of claims: an unknown step, a broken chain, a stranger, two duties of one person are refused. */
const stepGuard = `
  create function acts_for_child(actor text, actor_role text, award scholarship_award, branch uuid) returns boolean
  language sql stable as $$
    select case
      when actor_role = 'system' then actor = 'system'
      when actor_role in ('heir', 'representative', 'employer', 'facility') then exists (
        select from claim_party p where p.claim_id = award.claim_id and actor = 'party:' || p.id and p.acts
          and (award.guardian_id is null or p.id in (award.guardian_id, award.child_party_id)))
      else exists (
        select from staff_member m join staff_role r on r.staff_id = m.id and r.role = actor_role
        where m.id::text = actor and m.active and m.branch_id = branch)
    end
  $$;
  comment on function acts_for_child is 'The guardian or the child; where no guardian is named, whoever acts on the claim; staff of the branch';

  create function guard_scholarship_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before scholarship_transition;
    award scholarship_award;
    year scholarship_year;
    subject uuid := coalesce(new.year_id, new.award_id);
  begin
    select * into award from scholarship_award where id = new.award_id;
    if new.year_id is not null then
      select * into year from scholarship_year where id = new.year_id;
      if year.award_id <> new.award_id then
        raise exception 'school year % is of another award', new.year_id using errcode = 'SN003';
      end if;
    end if;
    select * into step from lifecycle_step
      where machine = case when new.year_id is null then 'scholarship_award' else 'scholarship_year' end
        and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) or not acts_for_child(new.actor_id, new.actor_role, award, new.branch_id)
       or not exists (select from claim c where c.id = award.claim_id and c.branch_id = new.branch_id) then
      raise exception '% as % may not %', new.actor_id, new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from scholarship_transition where subject_id = subject order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1
       or new.from_state <> coalesce(before.to_state, case when new.year_id is null then 'candidate' else 'planned' end)
       or new.prev_hash is distinct from before.hash then
      raise exception 'the history of scholarship % does not continue here', subject using errcode = 'SN003';
    end if;
    new.duty := step.duty;
    if step.duty is not null and exists (select from scholarship_duties(subject, new.actor_id) held where held <> step.duty) then
      raise exception 'nobody holds two separated duties on one school year (%)', step.duty using errcode = 'SN004';
    end if;
    if new.event in ('approve', 'deny') and not exists (
      select from scholarship_transition t where t.subject_id = subject and t.event = 'verify' and t.actor_id <> new.actor_id
    ) then
      raise exception 'nothing is decided that another person has not verified' using errcode = 'SN004';
    end if;
    if new.event = 'approve' and not exists (
      select from staff_role r where r.staff_id::text = new.actor_id and r.role = 'approver' and r.approval_limit >= year.amount
    ) then
      raise exception 'this school year is above the limit of %', new.actor_id using errcode = 'SN006';
    end if;
    if new.event = 'change_guardian' and (award.guardian_named_by is null or award.guardian_named_by = new.actor_id) then
      raise exception 'a guardian is confirmed by another person than who named him' using errcode = 'SN004';
    end if;
    if new.event = 'reinstate' and exists (
      select from scholarship_transition t where t.subject_id = subject and t.event = 'end' and t.actor_id = new.actor_id) then
      raise exception 'an objection is upheld by another person than who ended the award' using errcode = 'SN004';
    end if;
    return new;
  end $$;
  create trigger scholarship_step_guard before insert on scholarship_transition
    for each row execute function guard_scholarship_step();

  create function guard_scholarship_took_step() returns trigger language plpgsql as $$
  begin
    if not exists (select from scholarship_year where id = new.year_id and seq >= new.seq
        union all select from scholarship_award where new.year_id is null and id = new.award_id and seq >= new.seq) then
      raise exception 'step % of scholarship % was not taken by it', new.seq, coalesce(new.year_id, new.award_id) using errcode = 'SN005';
    end if;
    return null;
  end $$;
  create constraint trigger scholarship_took_step after insert on scholarship_transition
    deferrable initially deferred for each row execute function guard_scholarship_took_step();
`

/** An award or a year stands where its history says; a year is not paid twice, nor beyond what the law allows a level. */
const stateGuards = `
  create function guard_scholarship_award() returns trigger language plpgsql as $$
  declare
    stored scholarship_award;
    latest scholarship_transition;
  begin
    select * into stored from scholarship_award where id = new.id;
    select * into latest from scholarship_transition where subject_id = new.id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'candidate') or stored.seq <> coalesce(latest.seq, 0)
       or stored.last_hash is distinct from latest.hash then
      raise exception 'scholarship % stands in % without a step that leads there', stored.id, stored.state using errcode = 'SN005';
    end if;
    if tg_op = 'INSERT' and not exists (
      select from claim_transition t where t.claim_id = stored.claim_id and t.event = 'approve') then
      raise exception 'scholarship % belongs to no approval', stored.id using errcode = 'SN107';
    end if;
    if tg_op = 'UPDATE' and (old.guardian_id, old.payee_id) is distinct from (stored.guardian_id, stored.payee_id)
       and (old.payee_id is not null or old.guardian_id is not null) and latest.event <> 'change_guardian' then
      raise exception 'the guardian of scholarship % changes by a step of its own', stored.id using errcode = 'SN122';
    end if;
    return null;
  end $$;
  create constraint trigger scholarship_award_guard after insert or update on scholarship_award
    deferrable initially deferred for each row execute function guard_scholarship_award();

  create function guard_scholarship_year_content() returns trigger language plpgsql as $$
  begin
    if (new.application, new.received_on, new.level, new.grade) is distinct from (old.application, old.received_on, old.level, old.grade)
       and old.state not in ('open', 'returned', 'missed', 'not_payable') then
      raise exception 'what was stated for school year % changes no more', new.id using errcode = 'SN121';
    end if;
    if (new.amount, new.ruling) is distinct from (old.amount, old.ruling) and new.state <> 'verified' then
      raise exception 'the ruling on school year % comes with its verification', new.id using errcode = 'SN121';
    end if;
    return new;
  end $$;
  create trigger scholarship_year_content before update on scholarship_year
    for each row execute function guard_scholarship_year_content();

  create function guard_scholarship_year() returns trigger language plpgsql as $$
  declare
    stored scholarship_year;
    latest scholarship_transition;
    allowed jsonb;
    taken int;
  begin
    select * into stored from scholarship_year where id = new.id;
    select * into latest from scholarship_transition where subject_id = new.id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'planned') or stored.seq <> coalesce(latest.seq, 0)
       or stored.last_hash is distinct from latest.hash then
      raise exception 'school year % stands in % without a step that leads there', stored.id, stored.state using errcode = 'SN005';
    end if;
    if stored.state in ('approved', 'paying', 'paid') then
      select l into allowed from scholarship_award a, jsonb_array_elements(a.levels) l
        where a.id = stored.award_id and l ->> 'code' = stored.level;
      select count(*) into taken from scholarship_year y
        where y.award_id = stored.award_id and y.level = stored.level and y.state in ('approved', 'paying', 'paid');
      if allowed is null or taken > (allowed ->> 'years')::int or stored.amount is distinct from (allowed ->> 'amount')::bigint then
        raise exception 'school year % is more than the law allows of %', stored.id, stored.level using errcode = 'SN123';
      end if;
      if (select count(*) from payment p where p.scholarship_year_id = stored.id and p.live) <> 1 then
        raise exception 'school year % is owed once', stored.id using errcode = 'SN123';
      end if;
    end if;
    return null;
  end $$;
  create constraint trigger scholarship_year_guard after insert or update on scholarship_year
    deferrable initially deferred for each row execute function guard_scholarship_year();
`

/** Papers of a school year lie with the claim's, under the same checks; the claim's own decision does not need them. */
const papers = `
  alter table document_item add scholarship_year_id uuid references scholarship_year,
    drop constraint document_item_once,
    add constraint document_item_once unique nulls not distinct (claim_id, code, scholarship_year_id),
    add constraint document_item_of_year_not_needed check (scholarship_year_id is null or necessity = 'not_needed');
  comment on column document_item.scholarship_year_id is 'The school year that it proves; empty: a paper of the claim''s own decision';
  create index document_item_by_year on document_item (scholarship_year_id) where scholarship_year_id is not null;

  -- Kept with the step, so that every gate asks one table for the duties of a person.
  alter table document_item_step add of_school_year boolean not null default false;
  create function mark_item_step() returns trigger language plpgsql as $$
  begin
    new.of_school_year := (select i.scholarship_year_id is not null from document_item i where i.id = new.item_id);
    return new;
  end $$;
  create trigger item_step_says_of_what before insert on document_item_step for each row execute function mark_item_step();

  create or replace view duty_held as
    select claim_id, round, actor_id, duty from claim_transition where duty is not null
    union all
    select claim_id, round, actor_id, duty from claim_duty
    union all
    select s.claim_id, null, s.actor_id, case s.actor_role when 'approver' then 'approve' else 'verify' end
    from document_item_step s where s.event in ('accept', 'find_defect', 'waive') and not s.of_school_year;
`

const privileges = `
  grant select, insert on scholarship_transition, scholarship_year to santun_app;
  revoke update, delete, truncate on scholarship_transition from santun_app;
  revoke delete, truncate on scholarship_year, scholarship_award from santun_app;
  grant update (state, seq, last_hash, guardian_id, child_party_id, payee_id, next_guardian_id, next_payee_id, guardian_named_by)
    on scholarship_award to santun_app;
  grant update (state, seq, last_hash, expected_level, expected_grade, expected_amount, application, received_on, level, grade,
    amount, ruling) on scholarship_year to santun_app;
`
