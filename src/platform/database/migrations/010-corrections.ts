import { Migration } from '@mikro-orm/migrations'

/**
 * What was paid too much and is to come back, and shares that wait: records of their own beside the paid lines, which
 * nobody changes.
 */
export class Corrections extends Migration {
  override up(): void {
    this.addSql(recoveries)
    this.addSql(escrow)
  }
}

const recoveries = `
  create table recovery (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    round int not null,
    payee_id uuid not null references payee,
    amount bigint not null constraint recovery_positive check (amount > 0),
    state text not null default 'identified',
    seq int not null default 0,
    reason text constraint recovery_reason_sealed check (is_sealed(reason)),
    identified_by text not null,
    identified_at timestamptz(3) not null,
    decided_in int,
    constraint recovery_has_ground check ((reason is null) = (decided_in is not null))
  );
  comment on column recovery.reason is 'PII, sealed; what was wrong, in the words of who found it';
  comment on column recovery.decided_in is
    'The round whose decision is lower than what was paid; empty: a person found it, and says why';
  create index recovery_by_claim on recovery (claim_id);
  create unique index recovery_once_decided on recovery (claim_id, decided_in, payee_id) where state <> 'superseded';
  create index recovery_open on recovery (claim_id) where state not in ('settled', 'waived', 'written_off', 'superseded');

  create table recovery_transition (
    recovery_id uuid references recovery,
    seq int,
    from_state text not null,
    event text not null,
    to_state text not null,
    actor_id text not null,
    actor_role text not null,
    reason text constraint recovery_step_reason_sealed check (is_sealed(reason)),
    at timestamptz(3) not null,
    primary key (recovery_id, seq)
  );
  comment on column recovery_transition.reason is 'PII, sealed';

  create table recovery_instalment (
    recovery_id uuid,
    plan_seq int,
    position int,
    due_on date not null,
    amount bigint not null constraint recovery_instalment_positive check (amount > 0),
    primary key (recovery_id, plan_seq, position),
    constraint recovery_plan_of_step foreign key (recovery_id, plan_seq) references recovery_transition
  );
  comment on table recovery_instalment is 'What is paid back when; the plan of the latest arrangement counts';

  create table recovery_receipt (
    reference text primary key,
    recovery_id uuid not null,
    seq int not null,
    amount bigint not null constraint recovery_receipt_positive check (amount > 0),
    value_date date not null,
    constraint recovery_receipt_of_step foreign key (recovery_id, seq) references recovery_transition
  );
  comment on table recovery_receipt is 'What came back, under the bank''s own reference: each counts once';
  create index recovery_receipt_by_recovery on recovery_receipt (recovery_id);

  grant select, insert on recovery, recovery_transition, recovery_instalment, recovery_receipt to santun_app;
  grant update (state, seq) on recovery to santun_app;
`

const escrow = `
  create table escrow_decision (
    claim_id uuid not null references claim,
    round int,
    payee_id uuid references payee,
    amount bigint not null constraint escrow_decision_positive check (amount > 0),
    kind text not null constraint escrow_decision_known check (kind in ('release', 'forfeit')),
    paid_by uuid constraint escrow_paid_once unique references payment deferrable initially deferred,
    reason text not null constraint escrow_reason_sealed check (is_sealed(reason)),
    decided_by uuid not null references staff_member,
    decided_at timestamptz(3) not null,
    constraint escrow_release_is_paid check ((kind = 'release') = (paid_by is not null)),
    primary key (payee_id, round)
  );
  comment on table escrow_decision is
    'How a dispute over a share ended: it is paid to its payee, or nobody is entitled to it; it only grows';
  comment on column escrow_decision.reason is 'PII, sealed';

  grant select, insert on escrow_decision to santun_app;
`
