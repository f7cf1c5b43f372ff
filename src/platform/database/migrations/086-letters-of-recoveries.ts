import { Migration } from '@mikro-orm/migrations'

/** Whoever was paid too much is told so in a letter: one for each time that it is said, however many there are on a claim. */
export class LettersOfRecoveries extends Migration {
  override up(): void {
    this.addSql(`
      alter table letter
        add column recovery_id uuid,
        add column recovery_seq int,
        add constraint letter_of_recovery_step foreign key (recovery_id, recovery_seq) references recovery_transition,
        drop constraint letter_kind_known,
        add constraint letter_kind_known check (kind in ('receipt', 'request', 'decision-approval', 'decision-refusal', 'payment-advice',
          'guarantee', 'objection-receipt', 'objection-answer', 'objection-referral', 'overpayment-notice')),
        add constraint letter_recovery_named check (
          num_nonnulls(recovery_id, recovery_seq) = case kind when 'overpayment-notice' then 2 else 0 end),
        add constraint letter_once_per_recovery_step unique (recovery_id, recovery_seq),
        drop constraint letter_once_per_occasion;
      create unique index letter_once_per_occasion on letter (claim_id, kind, round, seq) where recovery_id is null;
      comment on column letter.recovery_id is 'Of a claim that paid too much: the recovery whose step is told';
    `)
  }
}
