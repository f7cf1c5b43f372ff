import { Migration } from '@mikro-orm/migrations'

/** A difference of coverage is settled by a verifier with a reason; a cohort has the office that looks after it. */
export class CoverageWatch extends Migration {
  override up(): void {
    this.addSql(settling)
    this.addSql(offices)
    this.addSql(lookUp)
    this.addSql(privileges)
  }
}

const settling = `
  alter table coverage_difference
    drop column seen_by,
    drop column seen_at,
    add outcome text constraint coverage_difference_outcome_known check (outcome in ('kept', 'adopted', 'superseded')),
    add reason text,
    add settled_by text,
    add settled_at timestamptz,
    add constraint coverage_difference_settled_whole check (
      (outcome is null and settled_by is null and settled_at is null and reason is null)
      or (outcome is not null and settled_by is not null and settled_at is not null
        and (outcome = 'superseded' or btrim(coalesce(reason, '')) <> '')));
  drop index coverage_difference_once;
  create unique index coverage_difference_one_open on coverage_difference (claim_id) where settled_at is null;
  create index coverage_difference_by_claim on coverage_difference (claim_id, id);
  comment on column coverage_difference.outcome is
    'kept: the claim stays with what it was told; adopted: it goes by the registry of today; superseded: the registry changed again';
  comment on column coverage_difference.reason is 'In the words of the verifier';

  create function guard_coverage_difference() returns trigger language plpgsql as $$
  begin
    if old.settled_at is not null then
      raise exception 'difference % is settled', old.id using errcode = 'SN017';
    end if;
    return new;
  end $$;
  create trigger coverage_difference_settled_once before update on coverage_difference
    for each row execute function guard_coverage_difference();
`

const offices = `
  alter table sponsor add branch_id uuid references branch;
  comment on column sponsor.branch_id is 'The office that looks after this sponsor; null until one is named';
`

/** A pending list takes a new birth date in a fraction of the time a tree takes, and a look-up stays a few milliseconds. */
const lookUp = `
  drop index participant_by_birth_date;
  create index participant_by_birth_date on participant using gin ((array[birth_date]));
`

const privileges = `
  grant update (outcome, reason, settled_by, settled_at) on coverage_difference to santun_app;
  grant update (branch_id) on sponsor to santun_app;
`
