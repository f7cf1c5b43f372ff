import { Migration } from '@mikro-orm/migrations'
import { objectionOn } from './058-approval-limits.js'

/** The day by which a decision is weighed is the day where its branch is, as for every other date of the claim. */
export class LimitsByZone extends Migration {
  override up(): void {
    this.addSql(objection)
    this.addSql(guard)
  }
}

/** The same questions as before, on another day. */
const objection = objectionOn(`
      select (step.at at time zone b.zone)::date as today from claim c join branch b on b.id = c.branch_id
      where c.id = step.claim_id`)

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
