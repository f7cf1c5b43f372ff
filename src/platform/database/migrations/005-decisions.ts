import { Migration } from '@mikro-orm/migrations'

/** What is computed, who is entitled, what is proposed: everything that a decision rests on. */
export class Decisions extends Migration {
  override up(): void {
    this.addSql(`
      create table calculation (
        id bigint generated always as identity primary key,
        claim_id uuid not null references claim,
        round int not null,
        created_at timestamptz not null,
        input jsonb not null,
        basis_digest text not null,
        law_digest text not null,
        decision text not null,
        total bigint not null constraint calculation_total_not_negative check (total >= 0),
        answer jsonb not null,
        scholarships jsonb not null default '[]'
      );
      comment on column calculation.scholarships is 'PII; the plan of each child with a right to a scholarship, an estimate';
      comment on column calculation.input is 'PII; the facts of the case, in the format of the benefit library';
      comment on column calculation.basis_digest is 'Digest of the claim''s answers and coverage on which it rests';
      create index calculation_by_claim on calculation (claim_id, id desc);
      create unique index calculation_once on calculation (claim_id, round, basis_digest, law_digest);

      create table payee (
        id uuid primary key default gen_random_uuid(),
        claim_id uuid not null references claim,
        position int not null,
        name text not null,
        relation text not null,
        birth_date date,
        bank_code text not null constraint payee_bank_code_form check (bank_code ~ '^[0-9]{3}$'),
        account_number text not null constraint payee_account_form check (account_number ~ '^[0-9]{8,20}$'),
        account_holder text not null,
        account_state text not null default 'unverified'
          constraint payee_account_state_known check (account_state in ('unverified', 'name_matched', 'name_mismatch', 'invalid')),
        confirmed_by uuid references staff_member,
        constraint payee_position_unique unique (claim_id, position)
      );
      comment on column payee.name is 'PII';
      comment on column payee.birth_date is 'PII';
      comment on column payee.account_number is 'PII';
      comment on column payee.account_holder is 'PII';

      create table benefit_line (
        id uuid primary key default gen_random_uuid(),
        claim_id uuid not null references claim,
        round int not null,
        calculation_id bigint not null references calculation,
        code text not null,
        payee_id uuid not null references payee,
        amount bigint not null constraint benefit_line_positive check (amount > 0),
        constraint benefit_line_once unique (claim_id, round, calculation_id, code, payee_id)
      );
      comment on table benefit_line is 'One benefit for one payee, whole rupiah; the lines of a round add up to its decision';

      create table decision_packet (
        claim_id uuid not null references claim,
        seq int not null,
        round int not null,
        kind text not null constraint packet_kind_known check (kind in ('pay', 'refuse')),
        basis jsonb not null,
        hash text not null,
        total bigint not null,
        frozen_at timestamptz not null,
        frozen_by text not null,
        primary key (claim_id, seq)
      );
      comment on column decision_packet.basis is 'PII; everything the decision rests on, as frozen at the proposal';

      create table scholarship_award (
        id uuid primary key default gen_random_uuid(),
        claim_id uuid not null references claim,
        participant_nik text not null,
        slot int not null constraint scholarship_two_slots check (slot in (1, 2)),
        child_name text not null,
        child_birth_date date not null,
        plan jsonb not null,
        plan_total bigint not null,
        awarded_at timestamptz not null,
        constraint scholarship_slot_unique unique (participant_nik, slot)
      );
      comment on column scholarship_award.child_name is 'PII';
      comment on column scholarship_award.child_birth_date is 'PII';
      comment on column scholarship_award.participant_nik is 'PII';

      create function claim_basis_digest(c claim) returns text language sql immutable as $$
        select md5(c.type || c.answers::text || coalesce(c.coverage::text, ''))
      $$;

      create trigger calculation_touches_claim after insert or update or delete on calculation
        for each row execute function touch_claim_facts();
      create trigger payee_touches_claim after insert or update or delete on payee
        for each row execute function touch_claim_facts();
      create trigger benefit_line_touches_claim after insert or update or delete on benefit_line
        for each row execute function touch_claim_facts();

      create function touch_own_facts() returns trigger language plpgsql as $$
      begin
        new.facts_version := old.facts_version + 1;
        return new;
      end $$;
      create trigger claim_answers_touch_facts before update of answers, coverage, type, incident_id, event_date on claim
        for each row execute function touch_own_facts();

      create table claim_duty (
        claim_id uuid not null references claim,
        round int not null,
        actor_id text not null,
        duty text not null,
        act text not null,
        at timestamptz not null
      );
      create index claim_duty_of_claim on claim_duty (claim_id, round);
      comment on table claim_duty is 'Separated duties exercised without a step of the claim, e.g. by settling who is paid';

      grant select, insert on calculation, decision_packet, scholarship_award, claim_duty to santun_app;
      grant select, insert, update, delete on payee, benefit_line to santun_app;
    `)
  }
}
