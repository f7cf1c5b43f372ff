import { Migration } from '@mikro-orm/migrations'

/** The day by which a decision is weighed is the day where its branch is, as for every other date of the claim. */
export class LimitsByZone extends Migration {
  override up(): void {
    this.addSql(objection)
    this.addSql(guard)
  }
}

/** The same three questions that the gate asks. */
const objection = `
  create or replace function approval_objection(step claim_transition) returns text language sql stable as $$
    with day as (
      select (step.at at time zone b.zone)::date as today from claim c join branch b on b.id = c.branch_id
      where c.id = step.claim_id),
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

/** Most statements have no such step and are done after one look. */
const guard = `
  create or replace function guard_approval_limits() returns trigger language plpgsql as $$
  declare
    objection text;
  begin
    if not exists (select from added a where a.event in ('endorse', 'approve', 'release')) then
      return null;
    end if;
    select o.said into objection
    from added a join claim_transition t on t.claim_id = a.claim_id and t.seq = a.seq
    cross join lateral (select approval_objection(t) as said offset 0) o
    where a.event in ('endorse', 'approve', 'release') and o.said is not null limit 1;
    if objection is not null then
      raise exception '%', objection using errcode = 'SN006';
    end if;
    return null;
  end $$;
`
