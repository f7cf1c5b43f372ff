import { Migration } from '@mikro-orm/migrations'

/** What stood out on a claim when it was proposed, so that it can be said afterwards what the approver was shown. */
export class ClaimSignals extends Migration {
  override up(): void {
    this.addSql(`
      alter table payee add account_index bytea;
      comment on column payee.account_index is 'PII; keyed digest of bank and account number: the same one is found, none can be read back; null where it was written before there were any';
      create index payee_by_account on payee (account_index) where account_index is not null;
      grant update (account_index) on payee to santun_app;

      create table claim_signal (
        claim_id uuid not null,
        seq int not null,
        round int not null,
        kind text not null constraint claim_signal_kind_known check (kind in
          ('same_death', 'same_account', 'same_phone', 'same_representative', 'same_certificate', 'new_cover')),
        other_claim_id uuid references claim,
        days int constraint claim_signal_days_not_negative check (days >= 0),
        constraint claim_signal_of_proposal foreign key (claim_id, seq) references claim_transition (claim_id, seq),
        constraint claim_signal_once unique nulls not distinct (claim_id, seq, kind, other_claim_id),
        constraint claim_signal_says_what check ((kind = 'new_cover') = (days is not null) and (kind = 'new_cover') = (other_claim_id is null))
      );
      comment on table claim_signal is 'What stood out when a decision was proposed; shown to the approver, never a ground to refuse';
      comment on column claim_signal.days is 'Days from the first day of cover to the event';

      grant select, insert on claim_signal to santun_app;
      revoke update, delete, truncate on claim_signal from santun_app;
    `)
  }
}
