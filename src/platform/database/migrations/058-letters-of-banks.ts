import { Migration } from '@mikro-orm/migrations'

/**
 * A letter that proves what became of a payment is kept with what is said of it. Whoever records it, or explains a line of
 * a payment, has reconciled: in that round he neither decides nor releases any more.
 */
export class LettersOfBanks extends Migration {
  override up(): void {
    this.addSql(`
      alter table payment_evidence
        add letter_type text constraint payment_evidence_letter_type_known check (letter_type in ('application/pdf', 'image/jpeg', 'image/png')),
        add letter_digest bytea,
        add letter_file text constraint payment_evidence_letter_sealed check (is_sealed(letter_file)),
        add constraint payment_evidence_has_its_letter
          check (letter_type is not null and length(letter_digest) = 32 and letter_file is not null) not valid;
      comment on column payment_evidence.letter_digest is 'SHA-256 of the file of the letter; rows without one are older than this rule';
      comment on column payment_evidence.letter_file is 'PII; the file itself, sealed';

      create or replace function duties_held(subject uuid, in_round int, actor text) returns setof text language sql stable as $$
        select unnest(duties_of(subject, in_round, actor))
        union
        select t.duty from payment p join payment_transition t on t.payment_id = p.id
        where p.claim_id = subject and p.round = in_round and t.actor_id = actor and t.duty is not null
        union
        select t.duty from payment p join payment_batch_transition t on t.batch_id = p.batch_id
        where p.claim_id = subject and p.round = in_round and t.actor_id = actor and t.duty is not null
        union
        select 'reconcile' from payment p join payment_evidence e on e.payment_id = p.id
        where p.claim_id = subject and p.round = in_round and e.recorded_by = actor
        union
        select 'reconcile' from payment p join statement_placement m on m.payment_id = p.id
        where p.claim_id = subject and p.round = in_round and m.placed_by = actor and m.outcome = 'explained'
      $$;
    `)
  }
}
