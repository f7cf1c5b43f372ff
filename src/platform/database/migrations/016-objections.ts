import { Migration } from '@mikro-orm/migrations'

/**
 * Objections against a decision, as their history tells them. Who held a duty on the contested round, or on one after
 * it, reviews nothing; and who reviews holds no other duty.
 */
export class Objections extends Migration {
  override up(): void {
    this.addSql(objections)
  }
}

const objections = `
  create table objection (
    id uuid primary key,
    subject text not null default 'claim_decision' constraint objection_subject_known check (subject = 'claim_decision'),
    claim_id uuid not null references claim,
    round int not null,
    state text not null,
    seq int not null,
    reviewer_id text,
    filed_at timestamptz(3) not null,
    constraint objection_once unique (claim_id, round)
  );
  comment on table objection is 'Where each objection stands; written by its history alone';
  comment on column objection.subject is
    'What it is against; a school year and a determination of an incident have objections of their own machine today';
  comment on column objection.round is 'The round whose decision is contested';
  create index objection_open on objection (filed_at) where state in ('filed', 'admissible', 'out_of_time', 'under_review');

  create table objection_transition (
    objection_id uuid constraint objection_transition_of_objection references objection deferrable initially deferred,
    seq int,
    claim_id uuid not null references claim,
    round int not null,
    claim_seq int not null,
    from_state text not null,
    event text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    words text constraint objection_words_sealed check (is_sealed(words)),
    body text,
    referred_on date,
    at timestamptz(3) not null,
    constraint objection_referral_whole check (num_nonnulls(body,
        referred_on) =
  case event
      when 'refer_external' then 2
      else 0
  end),
    primary key (objection_id, seq),
    constraint objection_on_claim_step foreign key (claim_id, claim_seq) references claim_transition
  );
  comment on table objection_transition is 'History of an objection; it only grows';
  comment on column objection_transition.claim_seq is 'The last step of the claim when this one was taken';
  comment on column objection_transition.words is 'PII, sealed; the sentence of the family first, then the reason of each step';
  create index objection_transition_of_claim on objection_transition (claim_id);

  grant select on objection to santun_app;
  grant select, insert on objection_transition to santun_app;
`
