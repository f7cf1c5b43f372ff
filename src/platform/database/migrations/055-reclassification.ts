import { Migration } from '@mikro-orm/migrations'

/**
 * The cause of a death, as it was settled after the claim was lodged: proposed by one person, confirmed by another. It
 * decides between JKK and JKM; what the family stated stays as they stated it, and the day on which they lodged it too.
 */
export class Reclassification extends Migration {
  override up(): void {
    this.addSql(`
      alter table claim add settled_cause jsonb;
      comment on column claim.settled_cause is
        'What caused the death and when it happened, as settled by the latest reclassification; empty: as the family stated';

      create table reclassification (
        claim_id uuid not null,
        seq int not null,
        round int not null,
        from_type text not null,
        to_type text not null constraint reclassification_type_known check (to_type in ('jkm_death', 'jkk_death')),
        death_cause text not null constraint reclassification_cause_known
          check (death_cause in ('work_accident', 'occupational_disease', 'sudden_death_at_work', 'non_work_death')),
        occurred_on date,
        proposed_seq int not null,
        primary key (claim_id, seq),
        constraint reclassification_of_step foreign key (claim_id, seq) references claim_transition (claim_id, seq)
          deferrable initially deferred,
        constraint reclassification_changes_type check (from_type <> to_type),
        constraint reclassification_of_its_type check ((to_type = 'jkm_death') = (death_cause = 'non_work_death')),
        constraint reclassification_has_day check ((death_cause = 'non_work_death') = (occurred_on is null))
      );
      comment on table reclassification is 'Every change of a claim between JKM and JKK, with the proposal it confirms; it only grows';

      create function guard_reclassification() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from claim_transition t join claim_transition p on p.claim_id = t.claim_id and p.seq = new.proposed_seq
          where t.claim_id = new.claim_id and t.seq = new.seq and t.event = 'reclassify' and t.round = new.round
            and p.event in ('propose_reclassification', 'suggest_reclassification') and p.round = new.round and p.actor_id <> t.actor_id
            and p.input ->> 'deathCause' = new.death_cause
            and (p.input ->> 'occurredOn')::date is not distinct from new.occurred_on
            and not exists (select from claim_transition l where l.claim_id = p.claim_id and l.seq > p.seq and l.seq < t.seq
              and l.event in ('propose_reclassification', 'suggest_reclassification', 'reclassify', 'decline_reclassification'))
        ) then
          raise exception 'claim % changes its type only as one person proposed and another confirmed', new.claim_id
            using errcode = 'SN055';
        end if;
        return null;
      end $$;
      create constraint trigger reclassification_guard after insert on reclassification
        deferrable initially deferred for each row execute function guard_reclassification();

      create function apply_reclassification() returns trigger language plpgsql as $$
      begin
        update claim set type = new.to_type,
          event_date = coalesce(new.occurred_on, (answers #>> '{event,deathDate}')::date, (answers #>> '{event,eventDate}')::date),
          settled_cause = jsonb_strip_nulls(jsonb_build_object('seq', new.seq, 'deathCause', new.death_cause, 'occurredOn', new.occurred_on))
        where id = new.claim_id and type = new.from_type;
        return null;
      end $$;
      create trigger reclassification_applies after insert on reclassification
        for each row execute function apply_reclassification();

      create function guard_claim_type() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from reclassification r
          where r.claim_id = new.id and r.to_type = new.type and r.seq::text = new.settled_cause ->> 'seq'
            and not exists (select from reclassification l where l.claim_id = r.claim_id and l.seq > r.seq)
        ) then
          raise exception 'claim % has another type than its latest reclassification', new.number using errcode = 'SN055';
        end if;
        return null;
      end $$;
      create constraint trigger claim_type_stays after update of type, settled_cause on claim deferrable initially deferred
        for each row when ((old.type, old.settled_cause) is distinct from (new.type, new.settled_cause) and new.submitted_at is not null)
        execute function guard_claim_type();

      create or replace function claim_basis_digest(c claim) returns text language sql immutable as $$
        select md5(c.type || c.answers::text || coalesce(c.coverage::text, '') || coalesce(c.settled_cause::text, ''))
      $$;

      grant select, insert on reclassification to santun_app;
      revoke update, delete, truncate on reclassification from santun_app;
    `)
  }
}
