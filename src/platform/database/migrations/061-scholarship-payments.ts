import { Migration } from '@mikro-orm/migrations'
import { type Change, inPlace } from './in-place.js'

/**
 * A school year is paid on the same rails as a benefit: its payment names the year, waits for a batch, is released by
 * somebody who decided nothing about it, and never moves the claim. A year is owed once and has one live payment.
 *
 * The guards of payments are changed in place, at the words that concern a scholarship: so each keeps what other
 * migrations say of it. A guard that no longer has those words refuses the migration.
 */
export class ScholarshipPayments extends Migration {
  override up(): void {
    this.addSql(payments)
    this.addSql(dutiesOfPayment)
    for (const [routine, changed] of Object.entries(changes)) this.addSql(inPlace(routine, changed))
    this.addSql(ownGuard)
  }
}

const payments = `
  alter table payment add constraint payment_of_school_year check ((purpose = 'scholarship') = (scholarship_year_id is not null));
  do $$ declare rule text; begin
    select pg_get_constraintdef(oid) into strict rule from pg_constraint where conname = 'payment_purpose_known';
    execute 'alter table payment drop constraint payment_purpose_known, add constraint payment_purpose_known '
      || replace(rule, '''benefit''::text', '''benefit''::text, ''scholarship''::text');
  end $$;
  drop index payment_one_live_per_payee;
  drop index payment_one_obligation_per_payee;
  create unique index payment_one_live_per_payee on payment (claim_id, round, payee_id, purpose, scholarship_year_id)
    nulls not distinct where live;
  create unique index payment_one_obligation_per_payee on payment (claim_id, round, payee_id, purpose, scholarship_year_id)
    nulls not distinct where previous_payment_id is null;
  create unique index payment_one_live_per_year on payment (scholarship_year_id) where live and scholarship_year_id is not null;
  create unique index payment_one_obligation_per_year on payment (scholarship_year_id)
    where previous_payment_id is null and scholarship_year_id is not null;

  drop trigger payment_money_once on payment;
  create constraint trigger payment_money_once after insert on payment
    deferrable initially deferred for each row when (new.purpose <> 'scholarship') execute function guard_money_once();
`

const dutiesOfPayment = `
  create function duties_on(p payment, actor text) returns setof text language sql stable as $$
    select held from duties_held(p.claim_id, p.round, actor) held where p.scholarship_year_id is null
    union
    select held from scholarship_duties(p.scholarship_year_id, actor) held where p.scholarship_year_id is not null
  $$;
  comment on function duties_on is 'Separated duties that a person has exercised on what this payment pays: a round of its claim, or one school year';
`

const changes: Readonly<Record<string, readonly Change[]>> = {
  duties_held: [['p.round = in_round and', "p.round = in_round and p.purpose <> 'scholarship' and"]],
  guard_payment_step: [
    ['duties_held(subject.claim_id, subject.round, new.actor_id)', 'duties_on(subject, new.actor_id)'],
    ["(c.state = 'paying' or", "(subject.purpose = 'scholarship' or c.state = 'paying' or"],
  ],
  payment_batch_conflicts: [['duties_held(p.claim_id, p.round, actor)', 'duties_on(p, actor)']],
  payment_batch_sum: [['p.payee_id, p.purpose', 'p.payee_id, p.purpose, p.scholarship_year_id']],
  guard_statement_placement: [
    ['duties_held(p.claim_id, p.round, new.placed_by)', 'duties_on(p, new.placed_by)'],
  ],
  guard_payment_evidence: [
    ['duties_held(p.claim_id, p.round, new.recorded_by)', 'duties_on(p, new.recorded_by)'],
  ],
  guard_payment: [
    ["stored.purpose <> 'late_compensation'", "stored.purpose not in ('late_compensation', 'scholarship')"],
  ],
  guard_payee: [
    [
      "exists (select from claim c where c.id = old.claim_id and c.state = 'awaiting_account')",
      "(old.scholarship_award_id is not null or exists (select from claim c where c.id = old.claim_id and c.state = 'awaiting_account'))",
    ],
  ],
  concerns_claim: [
    [
      "select p.purpose = 'benefit'",
      "select case when p.purpose = 'scholarship' then false else p.purpose = 'benefit'",
    ],
    ["('refused', 'returned')", "('refused', 'returned') end"],
  ],
  death_money_elsewhere: [
    ['on p.claim_id = o.id and p.state', "on p.claim_id = o.id and p.purpose <> 'scholarship' and p.state"],
  ],
}

const ownGuard = `
  create function guard_scholarship_payment() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from scholarship_year y join scholarship_award a on a.id = y.award_id join payee e on e.id = new.payee_id
      where y.id = new.scholarship_year_id and y.state in ('approved', 'paying', 'paid') and y.amount = new.amount
        and a.claim_id = new.claim_id and e.claim_id = new.claim_id and e.scholarship_award_id = a.id
        and (new.previous_payment_id is not null or a.payee_id = e.id)
    ) then
      raise exception 'payment % pays no school year that was approved for this child', new.id using errcode = 'SN106';
    end if;
    if new.previous_payment_id is not null and not exists (
      select from payment before where before.id = new.previous_payment_id and before.scholarship_year_id = new.scholarship_year_id
    ) then
      raise exception 'payment % takes the place of no payment of this school year', new.id using errcode = 'SN114';
    end if;
    return null;
  end $$;
  create constraint trigger scholarship_payment_guard after insert on payment
    deferrable initially deferred for each row when (new.purpose = 'scholarship') execute function guard_scholarship_payment();
`
