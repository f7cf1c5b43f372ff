import { Migration } from '@mikro-orm/migrations'

/**
 * Who is paid, and how much, stays as it was proposed. Until now a changed line was noticed at the next guard; now it
 * cannot be changed, whoever writes SQL with the application's role. Two doors stay open, each a step of the lifecycle:
 * a claim that is back in verification is settled anew, and a payee whose money came back may name another account.
 */
export class DecidedStays extends Migration {
  override up(): void {
    this.addSql(decided)
    this.addSql(joined)
  }
}

const decided = `
  revoke update on benefit_line, payee from santun_app;
  grant update (bank_code, account_number, account_holder, account_state) on payee to santun_app;

  -- Holding the claim first: whoever decides on it at this moment is waited for, and what he decided is seen.
  create function is_proposed(subject uuid, in_round int) returns boolean language plpgsql as $$
  begin
    perform from claim c where c.id = subject for no key update;
    return exists (select from decision_packet d where d.claim_id = subject and d.round = in_round)
      and not exists (select from claim c where c.id = subject and c.state = 'in_verification' and c.round = in_round);
  end $$;
  comment on function is_proposed is 'A proposal of this round was frozen, and the claim has not come back to be settled anew';

  create function guard_benefit_line() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'INSERT' and is_proposed(old.claim_id, old.round)
       or tg_op <> 'DELETE' and is_proposed(new.claim_id, new.round) then
      raise exception 'the benefit lines of a proposal stay as they were proposed' using errcode = 'SN028';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$;
  create trigger benefit_line_stays before insert or update or delete on benefit_line
    for each row execute function guard_benefit_line();

  create function guard_payee() returns trigger language plpgsql as $$
  declare
    may_name_account boolean;
  begin
    if not exists (
      select from (select c.round from claim c where c.id = old.claim_id
        union select l.round from benefit_line l where l.payee_id = old.id) r where is_proposed(old.claim_id, r.round)
    ) then
      return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' then
      may_name_account := exists (select from claim c where c.id = old.claim_id and c.state = 'awaiting_account')
        and exists (select from payment p where p.payee_id = old.id and p.live and p.state in ('refused', 'returned'));
      if may_name_account and (new.id, new.claim_id, new.position, new.name, new.relation, new.birth_date, new.confirmed_by)
         is not distinct from (old.id, old.claim_id, old.position, old.name, old.relation, old.birth_date, old.confirmed_by) then
        return new;
      end if;
    end if;
    raise exception 'the payees of a proposal stay as they were proposed' using errcode = 'SN028';
  end $$;
  create trigger payee_stays before update or delete on payee for each row execute function guard_payee();
`

/**
 * A report joins a claim that is alive at this very commit. The claim it joins is held while its state is looked at:
 * whoever is just ending it is waited for, and then there is nothing to join.
 */
const joined = `
  create function guard_join() returns trigger language plpgsql as $$
  begin
    perform from claim s join claim c on c.id = new.claim_id
      where s.id = (new.input ->> 'survivingClaimId')::uuid and s.id <> c.id and s.incident_id = c.incident_id
        and s.type in ('jkm_death', 'jkk_death')
        and s.state not in ('draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive')
      for no key update of s;
    if not found then
      raise exception 'claim % joins no claim that lives for the same death', new.claim_id using errcode = 'SN029';
    end if;
    return null;
  end $$;
  create constraint trigger claim_joins_a_live_one after insert on claim_transition deferrable initially deferred
    for each row when (new.event = 'join') execute function guard_join();
`
