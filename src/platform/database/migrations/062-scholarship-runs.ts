import { Migration } from '@mikro-orm/migrations'

/** The yearly run over many children: what was to be done, what became of each, where to go on after a crash. */
export class ScholarshipRuns extends Migration {
  override up(): void {
    this.addSql(`
      create table scholarship_run (
        id uuid primary key default gen_random_uuid(),
        kind text not null constraint scholarship_run_kind_known check (kind in ('open', 'lift_hold')),
        school_year text not null,
        branch_id uuid references branch,
        asked_by text not null,
        asked_role text not null,
        asked_branch_id uuid references branch,
        asked_key text not null,
        reason text constraint scholarship_run_reason_sealed check (is_sealed(reason)),
        asked_at timestamptz(3) not null,
        total int not null,
        finished_at timestamptz(3),
        constraint scholarship_run_asked_once unique (asked_by, asked_key)
      );
      comment on table scholarship_run is 'One step for many school years; its rows say for whom';
      comment on column scholarship_run.branch_id is 'Only the children of this branch; empty: of every branch';
      comment on column scholarship_run.reason is 'PII, sealed; the words of who asked for it';
      create index scholarship_run_open on scholarship_run (asked_at) where finished_at is null;

      create table scholarship_run_row (
        run_id uuid not null references scholarship_run,
        year_id uuid not null references scholarship_year,
        outcome text not null default 'waiting'
          constraint scholarship_run_outcome_known check (outcome in ('waiting', 'done', 'refused', 'failed')),
        reasons jsonb not null default '[]',
        done_at timestamptz(3),
        primary key (run_id, year_id),
        constraint scholarship_run_row_dated check ((outcome = 'waiting') = (done_at is null))
      );
      comment on column scholarship_run_row.reasons is 'Codes of what refused it';
      create index scholarship_run_row_waiting on scholarship_run_row (run_id, year_id) where outcome = 'waiting';
      create index scholarship_run_row_refused on scholarship_run_row (run_id, outcome) where outcome in ('refused', 'failed');

      create table scholarship_reminder (
        year_id uuid not null references scholarship_year,
        name text not null,
        reminded_at timestamptz(3) not null,
        primary key (year_id, name)
      );
      comment on table scholarship_reminder is 'On which of the days of the procedure a guardian was reminded; once each';

      grant select, insert on scholarship_run, scholarship_run_row, scholarship_reminder to santun_app;
      grant update (finished_at) on scholarship_run to santun_app;
      grant update (outcome, reasons, done_at) on scholarship_run_row to santun_app;
      revoke delete, truncate on scholarship_run, scholarship_run_row, scholarship_reminder from santun_app;
    `)
  }
}
