import { Migration } from '@mikro-orm/migrations'

/**
 * An approver who is away lends his limit to another approver: for some days, up to an amount, confirmed by a third
 * person, and never on a claim on which he himself has acted.
 */
export class Delegation extends Migration {
  override up(): void {
    this.addSql(delegations)
    this.addSql(limits)
    this.addSql(guard)
    this.addSql(privileges)
  }
}

const delegations = `
  create table approval_delegation (
    id uuid primary key default gen_random_uuid(),
    branch_id uuid not null references branch,
    from_staff uuid not null references staff_member,
    to_staff uuid not null references staff_member,
    valid_from date not null,
    valid_to date not null,
    up_to bigint not null constraint delegation_positive check (up_to > 0),
    reason text not null constraint delegation_has_reason check (length(trim(reason)) > 0),
    asked_by uuid not null references staff_member,
    asked_at timestamptz(3) not null,
    confirmed_by uuid references staff_member,
    confirmed_at timestamptz(3),
    ended_by uuid references staff_member,
    ended_at timestamptz(3),
    constraint delegation_to_another check (from_staff <> to_staff),
    constraint delegation_begins_before_it_ends check (valid_from <= valid_to),
    constraint delegation_confirmed_by_a_third check (confirmed_by not in (from_staff, to_staff, asked_by)),
    constraint delegation_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null)),
    constraint delegation_ended_whole check ((ended_by is null) = (ended_at is null))
  );
  comment on table approval_delegation is 'Whose limit another approver may use, on which days, up to what; what was confirmed or ended stays so';
  create index delegation_to on approval_delegation (to_staff, valid_to);

  create function guard_delegation() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.confirmed_by is not null or new.ended_by is not null then
        raise exception 'a delegation begins unconfirmed' using errcode = 'SN004';
      end if;
      if new.asked_by <> new.from_staff then
        raise exception 'a limit is lent by who holds it' using errcode = 'SN004';
      end if;
    elsif (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by)
       or (old.ended_by is not null and new.ended_by is distinct from old.ended_by) then
      raise exception 'what was confirmed or ended stays so' using errcode = 'SN004';
    end if;
    if new.confirmed_by is not null and not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id
      where r.staff_id = new.confirmed_by and r.role = 'manager' and m.active and m.branch_id = new.branch_id
    ) then
      raise exception 'a delegation is confirmed by a manager of the branch' using errcode = 'SN002';
    end if;
    if exists (
      select from unnest(array[new.from_staff, new.to_staff]) person where not exists (
        select from staff_role r join staff_member m on m.id = r.staff_id
        where r.staff_id = person and r.role = 'approver' and m.active and m.branch_id = new.branch_id)
    ) and new.ended_by is null then
      raise exception 'a limit is lent from one approver of the branch to another' using errcode = 'SN002';
    end if;
    return new;
  end $$;
  create trigger delegation_guard before insert or update on approval_delegation
    for each row execute function guard_delegation();
`

const limits = `
  create function approval_limit_of(actor text, subject uuid, in_round int, at timestamptz) returns bigint language sql stable as $$
    select greatest(
      (select r.approval_limit from staff_role r where r.staff_id::text = actor and r.role = 'approver'),
      (select max(least(g.up_to, own.approval_limit)) from approval_delegation g
       join staff_role own on own.staff_id = g.from_staff and own.role = 'approver'
       join branch b on b.id = g.branch_id
       join claim c on c.id = subject and c.branch_id = g.branch_id
       where g.to_staff::text = actor and g.confirmed_by is not null and g.ended_by is null
         and (approval_limit_of.at at time zone b.zone)::date between g.valid_from and g.valid_to
         and not exists (
           select from duty_held h where h.claim_id = subject and coalesce(h.round, in_round) = in_round
             and h.actor_id = g.from_staff::text)))
  $$;
  comment on function approval_limit_of is
    'What this approver may decide alone on this claim: his own limit, or one lent by somebody who has not acted on it';
`

/** As before; the limit may be a lent one. */
const guard = `
  do $do$
  declare
    guard text := pg_get_functiondef('guard_claim_steps()'::regprocedure);
    lending text := replace(guard, $a$a.event = 'approve' and not exists (
            select from staff_role r where r.staff_id::text = a.actor_id and r.role = 'approver' and r.approval_limit >=
              coalesce((select d.total from decision_packet d where d.claim_id = a.claim_id order by d.seq desc limit 1), 0))$a$, $b$a.event = 'approve' and coalesce(approval_limit_of(a.actor_id, a.claim_id, a.round, a.at), 0) <
            coalesce((select d.total from decision_packet d where d.claim_id = a.claim_id order by d.seq desc limit 1), 0)$b$);
  begin
    if lending = guard then raise exception 'guard_claim_steps no longer looks at the limit of an approver'; end if;
    execute lending;
  end $do$;
`

const privileges = `
  grant select, insert on approval_delegation to santun_app;
  grant update (confirmed_by, confirmed_at, ended_by, ended_at) on approval_delegation to santun_app;
  revoke delete, truncate on approval_delegation from santun_app;
`
