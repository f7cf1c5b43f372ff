import { Migration } from '@mikro-orm/migrations'

/** Decisions decided a second time by somebody who did not see the first. */
export class QualityReviews extends Migration {
  override up(): void {
    this.addSql(`
      create function quality_draw(hash bytea) returns int language sql immutable as $$
        select ((get_byte(hash, 0) << 16) + (get_byte(hash, 1) << 8) + get_byte(hash, 2)) % 10000
      $$;
      comment on function quality_draw is 'From the hash of a decision a number below 10000; below the rate it is reviewed';
      create index claim_transition_decisions on claim_transition (branch_id, at) where event in ('approve', 'reject');

      create table quality_review (
        claim_id uuid not null,
        seq int not null,
        reviewer_id uuid not null references staff_member,
        verdict text not null constraint quality_review_verdict_known check (verdict in ('pay', 'refuse')),
        total bigint constraint quality_review_total_not_negative check (total >= 0),
        reason text not null constraint quality_review_reason_sealed check (is_sealed(reason)),
        agrees boolean not null,
        reviewed_at timestamptz not null,
        primary key (claim_id, seq),
        constraint quality_review_of_decision foreign key (claim_id, seq) references claim_transition (claim_id, seq),
        constraint quality_review_pays_an_amount check ((verdict = 'pay') = (total is not null))
      );
      comment on column quality_review.reason is 'PII, sealed';
      comment on column quality_review.total is 'Whole rupiah';

      grant select, insert on quality_review to santun_app;
      revoke update, delete, truncate on quality_review from santun_app;
    `)
  }
}
