import { Migration } from '@mikro-orm/migrations'

/** Whoever examines a claim did not ask the questions, and has no part in checking, deciding or paying it on that round. */
export class Investigators extends Migration {
  override up(): void {
    this.addSql(`
      create function guard_investigator() returns trigger language plpgsql as $$
      declare
        person text;
      begin
        case tg_table_name
          when 'investigation' then person := new.investigator_id;
          else person := new.answered_by;
        end case;
        if exists (
          select from duty_held h join claim_transition t on t.claim_id = new.claim_id and t.seq = new.seq
          where h.claim_id = new.claim_id and coalesce(h.round, t.round) = t.round and h.actor_id = person) then
          raise exception 'claim % is examined by somebody without another duty on it', new.claim_id using errcode = 'SN004';
        end if;
        return null;
      end $$;
      create constraint trigger investigation_by_another after insert on investigation deferrable initially deferred
        for each row execute function guard_investigator();
      create constraint trigger investigation_answer_by_another after insert on investigation_answer deferrable initially deferred
        for each row execute function guard_investigator();
    `)
  }
}
