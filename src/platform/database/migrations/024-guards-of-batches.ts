import { Migration } from '@mikro-orm/migrations'

/** What is closed is what is released, and never by someone who verified or approved any of it. */
export class GuardsOfBatches extends Migration {
  override up(): void {
    this.addSql(batches)
    this.addSql(late)
  }
}

const batches = `
  create function payment_batch_sum(batch uuid, out payment_count int, out total bigint, out hash text) returns record
    language sql stable as $$
    select count(*)::int, coalesce(sum(p.amount), 0)::bigint, encode(sha256(convert_to(coalesce(string_agg(
        jsonb_build_array(p.claim_id, p.round, p.payee_id, p.amount, p.bank_code, p.account_number, p.account_holder)::text,
        E'\\n' order by p.claim_id, p.round, p.payee_id, p.purpose, p.scholarship_year_id), ''), 'UTF8')), 'hex')
    from payment p where p.batch_id = batch and p.live
  $$;
  comment on function payment_batch_sum is 'Who gets how much into which account, over the live payments of a batch';

  create function payment_batch_conflicts(batch uuid, actor text, duty text) returns bigint language sql stable as $$
    select count(*) from payment p where p.batch_id = batch and exists (
      select from duties_on(p, actor) held where held <> duty)
  $$;
  comment on function payment_batch_conflicts is 'Payments on whose claim this person held another separated duty in that round';

  create function guard_payment_batch() returns trigger language plpgsql as $$
  declare
    now_in_batch record;
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'open' or new.seq <> 0 or new.released_by is not null then
        raise exception 'a batch begins open' using errcode = 'SN110';
      end if;
      return new;
    end if;
    if new.state = old.state then
      if (new.payment_count, new.total, new.hash, new.closed_by, new.released_by)
         is distinct from (old.payment_count, old.total, old.hash, old.closed_by, old.released_by) then
        raise exception 'batch % changes only with a step', new.number using errcode = 'SN110';
      end if;
      return new;
    end if;
    if new.state in ('closed', 'released') then
      select * into now_in_batch from payment_batch_sum(new.id);
      if now_in_batch.payment_count = 0 or (new.payment_count, new.total, new.hash)
         is distinct from (now_in_batch.payment_count, now_in_batch.total, now_in_batch.hash) then
        raise exception 'batch % does not hold what it declares', new.number using errcode = 'SN111';
      end if;
    end if;
    if new.state = 'released' then
      if new.released_by is null or (old.payment_count, old.total, old.hash, old.closed_by)
         is distinct from (new.payment_count, new.total, new.hash, new.closed_by) then
        raise exception 'batch % is released by someone, as it was closed', new.number using errcode = 'SN111';
      end if;
      if new.released_by = new.closed_by then
        raise exception 'batch % is counted by two persons', new.number using errcode = 'SN004';
      end if;
      if payment_batch_conflicts(new.id, new.released_by, 'release') > 0 then
        raise exception 'whoever verified, approved or reconciled a claim of batch % may not release it', new.number
          using errcode = 'SN004';
      end if;
    elsif new.released_by is distinct from old.released_by then
      raise exception 'batch % was released by another person', new.number using errcode = 'SN110';
    end if;
    return new;
  end
  $$;
  create trigger payment_batch_guard before insert or update on payment_batch for each row execute function guard_payment_batch();

  create function guard_payment_batch_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before payment_batch_transition;
  begin
    select * into step from lifecycle_step where machine = 'payment_batch' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    if not new.actor_role = any (step.roles) then
      raise exception '% may not %', new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from payment_batch_transition where batch_id = new.batch_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 or new.from_state <> coalesce(before.to_state, 'open') then
      raise exception 'the history of batch % does not continue here', new.batch_id using errcode = 'SN003';
    end if;
    new.duty := step.duty;
    if payment_batch_conflicts(new.batch_id, new.actor_id, step.duty) > 0 then
      raise exception 'nobody holds two separated duties on one round of a claim (%)', step.duty using errcode = 'SN004';
    end if;
    return new;
  end
  $$;
  create trigger payment_batch_step_guard before insert on payment_batch_transition
    for each row execute function guard_payment_batch_step();

  create function guard_payment_batch_state() returns trigger language plpgsql as $$
  declare
    stored payment_batch;
    latest payment_batch_transition;
    counted record;
  begin
    select * into counted from payment_batch_sum(new.id);
    if tg_op = 'UPDATE' and new.state in ('closed', 'released') and new.state <> old.state
       and (new.payment_count, new.total, new.hash) is distinct from (counted.payment_count, counted.total, counted.hash) then
      raise exception 'batch % lost a payment while it was counted', new.number using errcode = 'SN111';
    end if;
    select * into stored from payment_batch where id = new.id;
    select * into latest from payment_batch_transition where batch_id = new.id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'open') or stored.seq <> coalesce(latest.seq, 0)
       or (latest.event = 'close' and stored.closed_by is distinct from latest.actor_id)
       or (latest.event = 'release' and stored.released_by is distinct from latest.actor_id) then
      raise exception 'batch % stands in % without a step that leads there', stored.number, stored.state using errcode = 'SN110';
    end if;
    return null;
  end
  $$;
  create constraint trigger payment_batch_state_guard after insert or update on payment_batch deferrable initially deferred
    for each row execute function guard_payment_batch_state();

  create function touch_claims_of_batch() returns trigger language plpgsql as $$
  begin
    update claim set facts_version = facts_version + 1 where id in (
      select c.id from claim c where c.id in (select p.claim_id from payment p where p.batch_id = new.id)
      order by c.id for no key update);
    return null;
  end
  $$;
  create trigger payment_batch_touches_claims after update of state on payment_batch
    for each row execute function touch_claims_of_batch();
`

const late = `
  create function guard_late_compensation_approval() returns trigger language plpgsql as $$
  declare
    owed late_compensation;
  begin
    select * into owed from late_compensation where payment_id = new.payment_id;
    if exists (select from duties_held(owed.claim_id, owed.round, new.approved_by::text) held where held <> 'approve') then
      raise exception 'nobody holds two separated duties on one round of a claim (approve)' using errcode = 'SN004';
    end if;
    if not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id join claim c on c.id = owed.claim_id
      where r.staff_id = new.approved_by and r.role = 'approver' and m.active and m.branch_id = c.branch_id
        and r.approval_limit >= owed.amount
    ) then
      raise exception 'this compensation is above the limit of %', new.approved_by using errcode = 'SN006';
    end if;
    return new;
  end
  $$;
  create trigger late_compensation_approval_guard before insert on late_compensation_approval
    for each row execute function guard_late_compensation_approval();
`
