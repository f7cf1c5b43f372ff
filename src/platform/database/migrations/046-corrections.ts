import { Migration } from '@mikro-orm/migrations'

/**
 * What was paid too much and is to come back: a record of its own beside the paid lines, which nobody changes. Two persons
 * confirm it, every step is one of the table's, and no more comes back than was paid too much.
 */
export class Corrections extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(guards)
    this.addSql(suspended)
    this.addSql(disputes)
    this.addSql(packet)
    this.addSql(privileges)
  }
}

const tables = `
  create table recovery (
    id uuid primary key default gen_random_uuid(),
    claim_id uuid not null references claim,
    round int not null,
    payee_id uuid not null references payee,
    amount bigint not null constraint recovery_positive check (amount > 0),
    state text not null default 'identified',
    seq int not null default 0,
    reason text not null constraint recovery_reason_sealed check (is_sealed(reason)),
    identified_by text not null,
    identified_at timestamptz(3) not null
  );
  comment on column recovery.reason is 'PII, sealed; what was wrong, in the words of who found it';
  create index recovery_by_claim on recovery (claim_id);

  create table recovery_transition (
    recovery_id uuid not null references recovery,
    seq int not null,
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
    recovery_id uuid not null,
    plan_seq int not null,
    position int not null,
    due_on date not null,
    amount bigint not null constraint recovery_instalment_positive check (amount > 0),
    primary key (recovery_id, plan_seq, position),
    constraint recovery_plan_of_step foreign key (recovery_id, plan_seq) references recovery_transition (recovery_id, seq)
  );
  comment on table recovery_instalment is 'What is paid back when; the plan of the latest arrangement counts';

  create table recovery_receipt (
    reference text primary key,
    recovery_id uuid not null,
    seq int not null,
    amount bigint not null constraint recovery_receipt_positive check (amount > 0),
    value_date date not null,
    constraint recovery_receipt_of_step foreign key (recovery_id, seq) references recovery_transition (recovery_id, seq)
  );
  comment on table recovery_receipt is 'What came back, under the bank''s own reference: each counts once';
  create index recovery_receipt_by_recovery on recovery_receipt (recovery_id);
`

const guards = `
  create function guard_recovery_step() returns trigger language plpgsql as $$
  declare
    step lifecycle_step;
    before recovery_transition;
    subject recovery;
  begin
    select * into step from lifecycle_step where machine = 'recovery' and from_state = new.from_state and event = new.event;
    if step is null or step.to_state <> new.to_state then
      raise exception 'no such step: % --%--> %', new.from_state, new.event, new.to_state using errcode = 'SN001';
    end if;
    select * into subject from recovery where id = new.recovery_id for update;
    if not new.actor_role = any (step.roles) or (new.actor_role <> 'system' and not exists (
      select from staff_member m join staff_role r on r.staff_id = m.id and r.role = new.actor_role
      join claim c on c.id = subject.claim_id and c.branch_id = m.branch_id
      where m.id::text = new.actor_id and m.active)) then
      raise exception '% as % may not %', new.actor_id, new.actor_role, new.event using errcode = 'SN002';
    end if;
    select * into before from recovery_transition where recovery_id = new.recovery_id order by seq desc limit 1;
    if new.seq <> coalesce(before.seq, 0) + 1 or new.from_state <> coalesce(before.to_state, 'identified') then
      raise exception 'the history of recovery % does not continue here', new.recovery_id using errcode = 'SN003';
    end if;
    if new.event in ('confirm', 'uphold', 'receive', 'waive', 'write_off') and new.actor_id = subject.identified_by then
      raise exception 'recovery % is confirmed by another person than who identified it', new.recovery_id using errcode = 'SN004';
    end if;
    return new;
  end $$;
  create trigger recovery_step_guard before insert on recovery_transition
    for each row execute function guard_recovery_step();

  create function guard_recovery() returns trigger language plpgsql as $$
  declare
    subject_id uuid;
    stored recovery;
    latest recovery_transition;
    back bigint;
  begin
    case tg_table_name
      when 'recovery' then subject_id := new.id;
      else subject_id := new.recovery_id;
    end case;
    select * into stored from recovery where id = subject_id;
    select * into latest from recovery_transition where recovery_id = subject_id order by seq desc limit 1;
    if stored.state <> coalesce(latest.to_state, 'identified') or stored.seq <> coalesce(latest.seq, 0) then
      raise exception 'recovery % stands in % without a step that leads there', stored.id, stored.state using errcode = 'SN105';
    end if;
    select coalesce(sum(amount), 0) into back from recovery_receipt where recovery_id = subject_id;
    if back > stored.amount or (stored.state = 'settled' and back <> stored.amount) then
      raise exception 'recovery % of % has % back', stored.id, stored.amount, back using errcode = 'SN106';
    end if;
    if (select coalesce(sum(r.amount), 0) from recovery r where r.payee_id = stored.payee_id and r.state <> 'waived')
       > (select coalesce(sum(p.amount), 0) from payment p where p.payee_id = stored.payee_id and p.live and p.state = 'settled') then
      raise exception 'no more is recovered from a payee than was paid to him' using errcode = 'SN106';
    end if;
    return null;
  end $$;
  create constraint trigger recovery_guard after insert or update on recovery
    deferrable initially deferred for each row execute function guard_recovery();
  create constraint trigger recovery_receipt_guard after insert on recovery_receipt
    deferrable initially deferred for each row execute function guard_recovery();
  create constraint trigger recovery_took_step after insert on recovery_transition
    deferrable initially deferred for each row execute function guard_recovery();
`

/** Days on which we waited for the payee's other account are no delay of ours. */
const suspended = `
  alter table late_compensation add suspended_days int not null default 0
    constraint late_compensation_suspended_not_negative check (suspended_days >= 0);
  comment on column late_compensation.suspended_days is 'Days between a bounced transfer and the payee''s other account; not counted';
`

/** The share of a payee that others dispute waits; the undisputed shares are paid. */
const disputes = `
  alter table payee add dispute text constraint payee_dispute_sealed check (is_sealed(dispute));
  comment on column payee.dispute is 'PII, sealed; who disputes this share and why; empty: nobody';
  alter table payment drop constraint payment_purpose_known, add constraint payment_purpose_known
    check (purpose in ('benefit', 'late_compensation', 'escrow_release'));

  create table escrow_decision (
    claim_id uuid not null references claim,
    round int not null,
    payee_id uuid not null references payee,
    amount bigint not null constraint escrow_decision_positive check (amount > 0),
    kind text not null constraint escrow_decision_known check (kind in ('release', 'forfeit')),
    paid_by uuid constraint escrow_paid_once unique references payment deferrable initially deferred,
    reason text not null constraint escrow_reason_sealed check (is_sealed(reason)),
    decided_by uuid not null references staff_member,
    decided_at timestamptz(3) not null,
    primary key (payee_id, round),
    constraint escrow_release_is_paid check ((kind = 'release') = (paid_by is not null))
  );
  comment on table escrow_decision is 'How a dispute over a share ended: it is paid to its payee, or nobody is entitled to it; it only grows';
  comment on column escrow_decision.reason is 'PII, sealed';

  create function guard_escrow_decision() returns trigger language plpgsql as $$
  begin
    if exists (select from duties_held(new.claim_id, new.round, new.decided_by::text) held where held <> 'approve') then
      raise exception 'nobody holds two separated duties on one round of a claim (approve)' using errcode = 'SN004';
    end if;
    if not exists (
      select from staff_role r join staff_member m on m.id = r.staff_id join claim c on c.id = new.claim_id
      where r.staff_id = new.decided_by and r.role = 'approver' and m.active and m.branch_id = c.branch_id
        and r.approval_limit >= new.amount
    ) then
      raise exception 'this share is above the limit of %', new.decided_by using errcode = 'SN006';
    end if;
    if not exists (select from payee y where y.id = new.payee_id and y.claim_id = new.claim_id and y.dispute is not null)
       or new.amount <> (select coalesce(sum(l.amount), 0) from benefit_line l where l.payee_id = new.payee_id and l.round = new.round)
       or not exists (select from claim_transition t where t.claim_id = new.claim_id and t.round = new.round and t.event = 'approve') then
      raise exception 'only the whole disputed share of an approved decision is released or forfeited' using errcode = 'SN106';
    end if;
    return new;
  end $$;
  create trigger escrow_decision_guard before insert on escrow_decision
    for each row execute function guard_escrow_decision();

  create function guard_disputed_payment() returns trigger language plpgsql as $$
  begin
    if new.purpose = 'benefit' and exists (select from payee y where y.id = new.payee_id and y.dispute is not null) then
      raise exception 'payment % pays a share that is disputed', new.id using errcode = 'SN106';
    end if;
    if new.purpose = 'escrow_release' and new.previous_payment_id is null
       and not exists (select from escrow_decision d where d.paid_by = new.id and d.kind = 'release') then
      raise exception 'payment % pays a disputed share that nobody released', new.id using errcode = 'SN106';
    end if;
    return null;
  end $$;
  create constraint trigger payment_of_disputed_share after insert on payment
    deferrable initially deferred for each row execute function guard_disputed_payment();

  grant select, insert on escrow_decision to santun_app;
  revoke update, delete, truncate on escrow_decision from santun_app;
`

/** As before; a disputed share says so. */
const packet = `
  create or replace function packet_basis(subject uuid) returns jsonb language sql stable as $$
    select jsonb_build_object(
      'claim', (select jsonb_build_object('number', c.number, 'type', c.type, 'round', c.round,
          'participant', c.participant_nik, 'eventDate', c.event_date) from claim c where c.id = subject),
      'calculation', (select jsonb_build_object('id', k.id, 'decision', k.decision, 'total', k.total,
          'lawDigest', k.law_digest, 'input', k.input, 'lines', k.answer -> 'lines', 'scholarships', k.scholarships)
          || case when k.input_commitment is null then '{}' else jsonb_build_object('inputCommitment', k.input_commitment) end
        from calculation k where k.claim_id = subject order by k.id desc limit 1),
      'documents', (select coalesce(jsonb_agg(jsonb_build_object('code', i.code, 'sha256', encode(f.sha256, 'hex'), 'state', i.state)
            order by i.code, f.sha256), '[]')
        from document_item i left join document_file f on f.item_id = i.id and f.superseded_at is null
        where i.claim_id = subject),
      'payments', (select coalesce(jsonb_agg(jsonb_build_object('code', l.code, 'amount', l.amount, 'payee', p.name,
            'relation', p.relation, 'bank', p.bank_code, 'account', p.account_number, 'holder', p.account_holder)
                || case when p.dispute is null then '{}'::jsonb else '{"disputed": true}' end
            order by p.position, l.code), '[]')
        from benefit_line l join payee p on p.id = l.payee_id join claim c on c.id = l.claim_id and c.round = l.round
        where l.claim_id = subject))
  $$;
`

const privileges = `
  grant select, insert on recovery, recovery_transition, recovery_instalment, recovery_receipt to santun_app;
  grant update (state, seq) on recovery to santun_app;
  revoke delete, truncate on recovery, recovery_transition, recovery_instalment, recovery_receipt from santun_app;
`
