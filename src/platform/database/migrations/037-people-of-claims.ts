import { Migration } from '@mikro-orm/migrations'

/** Who on a claim may act and who only follows it: people who were named, and people whose own report joined it. */
export class PeopleOfClaims extends Migration {
  override up(): void {
    this.addSql(`
      alter table claim_party
        add came_with uuid references claim,
        add named_by uuid references claim_party,
        add confirmed_at timestamptz(3),
        add confirmed_by text,
        add ended_at timestamptz(3),
        add ended_by text,
        add constraint claim_party_confirmed_by_somebody check ((confirmed_at is null) = (confirmed_by is null)),
        add constraint claim_party_ended_by_somebody check ((ended_at is null) = (ended_by is null)),
        add acts boolean not null generated always as (kind <> 'contact' and ended_at is null
          and (came_with is null and named_by is null or confirmed_at is not null)) stored;
      comment on column claim_party.came_with is 'The own report that this person joined with; its number is the only one told to him until the branch has confirmed him';
      comment on column claim_party.named_by is 'The party who named this person as a contact or as a representative';
      comment on column claim_party.confirmed_at is 'When the branch had seen the papers of somebody who was named or who joined';
      comment on column claim_party.acts is 'May read the papers and take steps; everybody else on the claim only sees how it stands';

      create table claim_party_step (
        id bigint generated always as identity primary key,
        claim_id uuid not null references claim,
        party_id uuid not null references claim_party,
        step text not null constraint claim_party_step_known check (step in ('named', 'confirmed', 'ended', 'phone_changed')),
        actor_id text not null,
        actor_role text not null,
        evidence text constraint claim_party_step_evidence_known check (evidence in ('identity_card', 'family_card', 'letter_of_authority')),
        at timestamptz(3) not null
      );
      comment on table claim_party_step is 'Who let whom onto a claim, and on which paper; it only grows';
      create index claim_party_step_by_claim on claim_party_step (claim_id, at);

      -- Whoever does not act takes no step, whoever writes the SQL.
      do $do$
      declare
        guard text := pg_get_functiondef('guard_claim_steps()'::regprocedure);
        stricter text := replace(guard, $a$'party:' || p.id)$a$, $b$'party:' || p.id and p.acts)$b$);
      begin
        if stricter = guard then raise exception 'guard_claim_steps no longer looks at the parties of a claim'; end if;
        execute stricter;
      end $do$;

      grant update (phone, phone_index, confirmed_at, confirmed_by, ended_at, ended_by) on claim_party to santun_app;
      grant select, insert on claim_party_step to santun_app;
    `)
  }
}
