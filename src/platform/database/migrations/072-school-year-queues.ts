import { Migration } from '@mikro-orm/migrations'

/**
 * School years as the work of a branch: which of them wait for a person, the longest waiting first, however many millions
 * there are; and one run of a kind at a time, so that nobody begins for the same children what is already under way.
 */
export class SchoolYearQueues extends Migration {
  override up(): void {
    this.addSql(`
      alter table scholarship_year add branch_id uuid references branch;
      comment on column scholarship_year.branch_id is 'The branch of the claim that earned it; kept here so that a queue is one index';
      update scholarship_year y set branch_id = c.branch_id
        from scholarship_award a join claim c on c.id = a.claim_id where a.id = y.award_id;
      set constraints all immediate;
      alter table scholarship_year alter column branch_id set not null;

      create function school_year_of_branch() returns trigger language plpgsql as $$
      begin
        select c.branch_id into strict new.branch_id from scholarship_award a join claim c on c.id = a.claim_id where a.id = new.award_id;
        return new;
      end $$;
      create trigger scholarship_year_of_branch before insert on scholarship_year
        for each row execute function school_year_of_branch();

      create index scholarship_year_in_branch on scholarship_year (branch_id, state, received_on, id)
        where state in ('evidence_in', 'verified', 'rule_hold');
      create index scholarship_year_waiting on scholarship_year (state, received_on, id)
        where state in ('evidence_in', 'verified', 'rule_hold');

      create unique index scholarship_run_one_at_a_time on scholarship_run (kind, school_year, branch_id) nulls not distinct
        where finished_at is null;
    `)
  }
}
