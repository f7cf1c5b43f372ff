import { Migration } from '@mikro-orm/migrations'

/** A share that nobody is known to inherit waits in escrow until heirs have been called in public long enough. */
export class HeirsCalled extends Migration {
  override up(): void {
    this.addSql(`
      alter table payee add called_until date,
        add constraint payee_fund_waits check (called_until is null or dispute is not null);
      comment on column payee.called_until is 'Last day of the public notice to unknown heirs; the share is then the fund''s (R-5.6)';

      create function guard_public_notice() returns trigger language plpgsql as $$
      declare
        waits payee;
      begin
        select * into waits from payee where id = new.payee_id;
        if waits.called_until is null then return new; end if;
        if new.kind <> 'forfeit' then
          raise exception 'a share of unknown heirs is not transferred to anybody' using errcode = 'SN106';
        end if;
        if (select (new.decided_at at time zone b.zone)::date <= waits.called_until
            from claim c join branch b on b.id = c.branch_id where c.id = new.claim_id) then
          raise exception 'heirs are called until %', waits.called_until using errcode = 'SN106';
        end if;
        return new;
      end $$;
      create trigger escrow_waits_for_notice before insert on escrow_decision
        for each row execute function guard_public_notice();
    `)
  }
}
