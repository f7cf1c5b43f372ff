import { Migration } from '@mikro-orm/migrations'

/** What is computed, who is entitled, what is proposed: everything that a decision rests on. */
export class Decisions extends Migration {
  override up(): void {
    this.addSql(basis)
    this.addSql(inquiries)
    this.addSql(examinations)
    this.addSql(delegations)
  }
}

const basis = `
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
    scholarships jsonb not null default '[]'::jsonb,
    input_salt text constraint calculation_input_salt_sealed check (is_sealed(input_salt)),
    input_commitment text,
    constraint calculation_commitment_with_salt check ((input_salt is null) = (input_commitment is null))
  );
  comment on column calculation.input is 'PII; the facts of the case, in the format of the benefit library';
  comment on column calculation.basis_digest is 'Digest of the claim''s answers and coverage on which it rests';
  comment on column calculation.answer is 'PII; the sentences and workings of its lines are sealed, codes and amounts are not';
  comment on column calculation.scholarships is 'PII; the plan of each child with a right to a scholarship, an estimate';
  comment on column calculation.input_salt is 'PII, sealed; what hides the facts in their digest';
  comment on column calculation.input_commitment is 'SHA-256 over salt and facts in canonical JSON; frozen in the decision packet';
  create index calculation_by_claim on calculation (claim_id, id desc);
  create unique index calculation_once on calculation (claim_id, round, basis_digest, law_digest);

  create table payee (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    position int not null,
    name text not null,
    relation text not null,
    birth_date date,
    bank_code text not null constraint payee_bank_code_form check (bank_code ~ '^[0-9]{3}$'),
    account_number text not null constraint payee_account_sealed check (is_sealed(account_number)),
    account_holder text not null,
    account_state text not null default 'unverified',
    confirmed_by uuid references staff_member,
    dispute text constraint payee_dispute_sealed check (is_sealed(dispute)),
    same_as uuid constraint payee_same_as_known references payee,
    scholarship_award_id uuid,
    account_index bytea,
    heir_set_id bigint,
    receiver text,
    called_until date,
    constraint payee_position_unique unique (claim_id, position),
    constraint payee_fund_waits check (called_until is null or dispute is not null),
    constraint payee_account_state_known check (account_state in ('unverified', 'name_matched', 'name_near', 'name_mismatch',
        'came_back', 'invalid'))
  );
  comment on column payee.name is 'PII';
  comment on column payee.birth_date is 'PII';
  comment on column payee.account_number is 'PII, sealed; the same account on the same claim has the same text';
  comment on column payee.account_holder is 'PII';
  comment on column payee.dispute is 'PII, sealed; who disputes this share and why; empty: nobody';
  comment on column payee.same_as is 'The payee of an earlier round who is this person; empty: nobody of an earlier round is';
  comment on column payee.scholarship_award_id is 'Whose scholarship goes to this account; empty: a payee of the claim''s own decision';
  comment on column payee.account_index is
    'PII; keyed digest of bank and account number: the same one is found, none can be read back; null where it was written '
    'before there were any';
  comment on column payee.heir_set_id is 'The settling that named this payee; null before there were any';
  comment on column payee.receiver is 'PII; parent or guardian who receives for a minor (R-5.5); null = the payee';
  comment on column payee.called_until is 'Last day of the public notice to unknown heirs; the share is then the fund''s (R-5.6)';
  create index payee_by_account on payee (account_index) where account_index is not null;

  create table benefit_line (
    id uuid default gen_random_uuid() primary key,
    claim_id uuid not null references claim,
    round int not null,
    calculation_id bigint not null references calculation,
    code text not null,
    payee_id uuid not null references payee,
    amount bigint not null constraint benefit_line_positive check (amount > 0),
    set_off bigint not null default 0,
    constraint benefit_line_once unique (claim_id, round, calculation_id, code, payee_id),
    constraint benefit_line_set_off_within check (set_off >= 0 and set_off <= amount)
  );
  comment on table benefit_line is 'One benefit for one payee, whole rupiah; the lines of a round add up to its decision';
  comment on column benefit_line.set_off is 'What an earlier round of the claim has paid of it; only the rest is owed';

  create table decision_packet (
    claim_id uuid references claim,
    seq int,
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

  create table heir_set (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    round int not null,
    stated boolean not null,
    heir_class text not null,
    family text not null constraint heir_set_family_sealed check (is_sealed(family)),
    settlement text not null constraint heir_set_settlement_sealed check (is_sealed(settlement)),
    law_digest text not null,
    kept_by uuid not null references staff_member,
    kept_at timestamptz not null
  );
  comment on table heir_set is 'Who lives of the family, and whom the law therefore names (PP 44/2015 Pasal 37(5))';
  comment on column heir_set.stated is 'A verifier wrote the family down; else the payees were taken for all of it';
  comment on column heir_set.family is 'PII, sealed';
  comment on column heir_set.settlement is 'PII, sealed';
  create index heir_set_of_claim on heir_set (claim_id, id);

  alter table payee add foreign key (heir_set_id) references heir_set;

  grant select, insert on calculation, decision_packet, heir_set to santun_app;
  grant select, insert, delete on payee, benefit_line to santun_app;
  grant update (bank_code, account_number, account_holder, account_state, account_index) on payee to santun_app;
  grant usage, select on sequence calculation_id_seq to santun_app;
`

/**
 * What the bank says of an account before anything is proposed, and how near its holder's name is to the payee's. An
 * account in another name is good only when a second person accepted just that account.
 */
const inquiries = `
  create table account_inquiry (
    id bigint generated always as identity primary key,
    claim_id uuid not null references claim,
    payee_id uuid not null references payee on delete cascade,
    asked_at timestamptz(3) not null,
    asked_by text not null,
    answer text not null constraint account_inquiry_answer_known check (answer in ('found', 'not_found', 'no_answer')),
    holder text,
    constraint account_inquiry_names_holder check ((answer = 'found') = (holder is not null))
  );
  comment on table account_inquiry is 'Whose account it is, in the words of the bank; it only grows while its payee stands';
  comment on column account_inquiry.holder is 'PII';
  create index account_inquiry_by_payee on account_inquiry (payee_id, id desc);

  create table account_acceptance (
    claim_id uuid not null references claim,
    payee_id uuid references payee,
    bank_code text,
    account_number text constraint account_acceptance_sealed check (is_sealed(account_number)),
    account_holder text,
    accepted_by uuid not null references staff_member,
    accepted_at timestamptz(3) not null,
    reason text not null,
    primary key (payee_id, bank_code, account_number, account_holder)
  );
  comment on column account_acceptance.account_number is 'PII, sealed; the payee''s text as it was';
  comment on column account_acceptance.account_holder is 'PII';

  grant select, insert on account_inquiry, account_acceptance to santun_app;
  grant usage, select on sequence account_inquiry_id_seq to santun_app;
`

/**
 * What a claim is examined for and what was found, what stood out when it was proposed, and decisions decided a second
 * time by somebody who did not see the first. Answers only grow: a corrected one stands after the first.
 */
const examinations = `
  create table investigation (
    claim_id uuid,
    seq int,
    investigator_id uuid not null references staff_member,
    question_count int not null constraint investigation_asks check (question_count > 0),
    primary key (claim_id, seq),
    constraint investigation_opened_by_step foreign key (claim_id, seq) references claim_transition deferrable initially deferred
  );
  comment on table investigation is 'Opened by the step that holds its questions, sealed, in its input';

  create table investigation_answer (
    id bigint generated always as identity primary key,
    claim_id uuid not null,
    seq int not null,
    position int not null constraint investigation_answer_position check ("position" > 0),
    answer text not null constraint investigation_answer_sealed check (is_sealed(answer)),
    source text constraint investigation_source_sealed check (is_sealed(source)),
    file_id uuid references document_file,
    answered_by uuid not null references staff_member,
    answered_at timestamptz not null,
    constraint investigation_answer_has_evidence check (source is not null or file_id is not null),
    constraint investigation_answer_of foreign key (claim_id, seq) references investigation
  );
  comment on column investigation_answer.answer is 'PII, sealed';
  comment on column investigation_answer.source is 'PII, sealed; who was asked, when and where, if no paper says it';
  create index investigation_answer_by_question on investigation_answer (claim_id, seq, "position", id);

  create table claim_signal (
    claim_id uuid not null,
    seq int not null,
    round int not null,
    kind text not null,
    other_claim_id uuid references claim,
    days int constraint claim_signal_days_not_negative check (days >= 0),
    constraint claim_signal_says_what check ((kind = 'new_cover') = (days is not null)
        and (kind = 'new_cover') = (other_claim_id is null)),
    constraint claim_signal_once unique nulls not distinct (claim_id, seq, kind, other_claim_id),
    constraint claim_signal_of_proposal foreign key (claim_id, seq) references claim_transition,
    constraint claim_signal_kind_known check (kind in ('same_death', 'same_account', 'same_phone', 'same_representative',
        'same_certificate', 'same_witness', 'new_cover'))
  );
  comment on table claim_signal is 'What stood out when a decision was proposed; shown to the approver, never a ground to refuse';
  comment on column claim_signal.days is 'Days from the first day of cover to the event';

  create table quality_review (
    claim_id uuid,
    seq int,
    reviewer_id uuid not null references staff_member,
    verdict text not null constraint quality_review_verdict_known check (verdict in ('pay', 'refuse')),
    total bigint constraint quality_review_total_not_negative check (total >= 0),
    reason text not null constraint quality_review_reason_sealed check (is_sealed(reason)),
    agrees boolean not null,
    reviewed_at timestamptz not null,
    constraint quality_review_pays_an_amount check ((verdict = 'pay') = (total is not null)),
    primary key (claim_id, seq),
    constraint quality_review_of_decision foreign key (claim_id, seq) references claim_transition
  );
  comment on column quality_review.total is 'Whole rupiah';
  comment on column quality_review.reason is 'PII, sealed';

  create function quality_draw(hash bytea) returns int language sql immutable as $$
    select ((get_byte(hash, 0) << 16) + (get_byte(hash, 1) << 8) + get_byte(hash, 2)) % 10000
  $$;
  comment on function quality_draw is 'From the hash of a decision a number below 10000; below the rate it is reviewed';

  grant select, insert on investigation, investigation_answer, claim_signal, quality_review to santun_app;
  grant usage, select on sequence investigation_answer_id_seq to santun_app;
`

/**
 * An approver who is away lends his limit to another approver: for some days, up to an amount, confirmed by a third
 * person, and never on a claim on which he himself has acted.
 */
const delegations = `
  create table approval_delegation (
    id uuid default gen_random_uuid() primary key,
    branch_id uuid not null references branch,
    from_staff uuid not null references staff_member,
    to_staff uuid not null references staff_member,
    valid_from date not null,
    valid_to date not null,
    up_to bigint not null constraint delegation_positive check (up_to > 0),
    reason text not null constraint delegation_has_reason check (length(trim(both from reason)) > 0),
    asked_by uuid not null references staff_member,
    asked_at timestamptz(3) not null,
    confirmed_by uuid references staff_member,
    confirmed_at timestamptz(3),
    ended_by uuid references staff_member,
    ended_at timestamptz(3),
    constraint delegation_to_another check (from_staff <> to_staff),
    constraint delegation_begins_before_it_ends check (valid_from <= valid_to),
    constraint delegation_confirmed_by_a_third check (confirmed_by <> from_staff and confirmed_by <> to_staff
        and confirmed_by <> asked_by),
    constraint delegation_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null)),
    constraint delegation_ended_whole check ((ended_by is null) = (ended_at is null))
  );
  comment on table approval_delegation is
    'Whose limit another approver may use, on which days, up to what; what was confirmed or ended stays so';
  create index delegation_to on approval_delegation (to_staff, valid_to);

  grant select, insert on approval_delegation to santun_app;
  grant update (confirmed_by, confirmed_at, ended_by, ended_at) on approval_delegation to santun_app;
`
