import { Migration } from '@mikro-orm/migrations'

/**
 * The limits and freezes of config/approval, kept where the guards of history can ask them: an approval above what its
 * program and evidence allow, without a second approver where one is needed, or on a frozen day is refused whoever writes it.
 */
export class ApprovalLimitsKept extends Migration {
  override up(): void {
    this.addSql(limits)
    this.addSql(evidence)
    this.addSql(objectionOn(`select (step.at at time zone 'Asia/Jakarta')::date as today`))
    this.addSql(guard)
  }
}

const limits = `
  create table approval_limit (
    program text not null,
    evidence text not null,
    valid_from date not null,
    up_to bigint not null,
    second_above bigint not null,
    primary key (program, evidence, valid_from)
  );
  comment on table approval_limit is 'Written anew by the migration from config/approval/limits.yaml, its source';
  create table approval_freeze (
    first_day date not null,
    last_day date not null,
    primary key (first_day, last_day)
  );
  comment on table approval_freeze is 'Days on which nothing is endorsed, approved or released; written as approval_limit is';
  revoke insert, update, delete, truncate on approval_limit, approval_freeze from santun_app;
  grant select on approval_limit, approval_freeze to santun_app;
`

/** In PL/pgSQL, which looks its tables up when it is asked: one of them comes with a later migration. */
const evidence = `
  create function evidence_level(subject uuid, proposed_at int) returns text language plpgsql stable as $$
  begin
    return (select case when bool_or(i.state = 'waived') then 'waived'
      when bool_or(i.alternative is not null)
        or exists (select from claim_signal s where s.claim_id = subject and s.seq = proposed_at) then 'substituted'
      else 'complete' end
      from document_item i where i.claim_id = subject);
  end $$;
  comment on function evidence_level is 'How well a proposal is proven; what stands out on a claim asks for the stricter limit too';
`

/** The same three questions that the gate asks, on the day that `day` selects as `today`. */
export const objectionOn = (day: string): string => `
  create or replace function approval_objection(step claim_transition) returns text language sql stable as $$
    with day as (${day}),
    packet as (
      select d.seq, d.total from decision_packet d
      where d.claim_id = step.claim_id and d.round = step.round order by d.seq desc limit 1),
    rule as (
      select l.up_to, l.second_above from approval_limit l, day, packet p, claim c
      where c.id = step.claim_id and l.program = case c.type when 'jkm_death' then 'jkm' else 'jkk' end
        and l.evidence = evidence_level(c.id, p.seq) and l.valid_from <= day.today
      order by l.valid_from desc limit 1)
    select case
      when exists (select from approval_freeze f, day where day.today between f.first_day and f.last_day)
        then 'nothing is decided on this day'
      when step.event <> 'approve' then null
      when not exists (select from packet) then 'nothing was proposed'
      when (select p.total from packet p) > coalesce((select r.up_to from rule r), -1)
        then 'this decision is above what its program and evidence allow'
      when (select p.total from packet p) > (select r.second_above from rule r) and not exists (
        select from claim_transition e join packet p on e.seq > p.seq
        where e.claim_id = step.claim_id and e.event = 'endorse' and e.actor_id <> step.actor_id)
        then 'another approver has not endorsed this decision'
    end
  $$;
`

/** A trigger of its own beside the guard of steps; most statements have no such step and are done at once. */
const guard = `
  create function guard_approval_limits() returns trigger language plpgsql as $$
  declare
    objection text;
  begin
    select o.said into objection
    from added a join claim_transition t on t.claim_id = a.claim_id and t.seq = a.seq
    cross join lateral (select approval_objection(t) as said offset 0) o
    where a.event in ('endorse', 'approve', 'release') and o.said is not null limit 1;
    if objection is not null then
      raise exception '%', objection using errcode = 'SN006';
    end if;
    return null;
  end $$;
  create trigger claim_transition_within_limits after insert on claim_transition
    referencing new table as added for each statement execute function guard_approval_limits();
`
