import { Migration } from '@mikro-orm/migrations'

/** What a claim is examined for, and what was found. Answers only grow: a corrected one stands after the first. */
export class Investigations extends Migration {
  override up(): void {
    this.addSql(`
      create table investigation (
        claim_id uuid not null,
        seq int not null,
        investigator_id uuid not null references staff_member,
        question_count int not null constraint investigation_asks check (question_count > 0),
        primary key (claim_id, seq),
        constraint investigation_opened_by_step foreign key (claim_id, seq) references claim_transition (claim_id, seq)
          deferrable initially deferred
      );
      comment on table investigation is 'Opened by the step that holds its questions, sealed, in its input';

      create table investigation_answer (
        id bigint generated always as identity primary key,
        claim_id uuid not null,
        seq int not null,
        position int not null constraint investigation_answer_position check (position > 0),
        answer text not null constraint investigation_answer_sealed check (is_sealed(answer)),
        source text constraint investigation_source_sealed check (is_sealed(source)),
        file_id uuid references document_file,
        answered_by uuid not null references staff_member,
        answered_at timestamptz not null,
        constraint investigation_answer_of foreign key (claim_id, seq) references investigation (claim_id, seq),
        constraint investigation_answer_has_evidence check (source is not null or file_id is not null)
      );
      create index investigation_answer_by_question on investigation_answer (claim_id, seq, position, id);
      comment on column investigation_answer.answer is 'PII, sealed';
      comment on column investigation_answer.source is 'PII, sealed; who was asked, when and where, if no paper says it';

      create trigger investigation_answer_touches_claim after insert on investigation_answer
        for each row execute function touch_claim_facts();

      grant select, insert on investigation, investigation_answer to santun_app;
      revoke update, delete, truncate on investigation, investigation_answer from santun_app;
      grant usage, select on all sequences in schema public to santun_app;
    `)
  }
}
