import { Migration } from '@mikro-orm/migrations'

/**
 * The guard of memberships checks every writer but the import, which has checked the same as sets in its own
 * transaction and says so: checked twice, a million cards took half of the time of their import.
 */
export class MembershipImport extends Migration {
  override up(): void {
    this.addSql(`
      create or replace function guard_membership() returns trigger language plpgsql as $$
      declare
        broken boolean;
      begin
        if current_setting('santun.memberships_checked', true) = 'on' then
          return null;
        end if;
        execute 'select exists (select from added a where not exists (select from participant p where p.id = a.participant_id))'
          into broken;
        if broken then
          raise exception 'a card needs a registered participant' using errcode = 'SN010';
        end if;
        execute 'select exists (select from added a join membership m using (kpj) where m.participant_id <> a.participant_id)'
          into broken;
        if broken then
          raise exception 'a card belongs to one person' using errcode = 'SN011';
        end if;
        execute 'select exists (select from (select distinct cohort_id from added where cohort_id is not null) a
          where not exists (select from cohort c where c.id = a.cohort_id))' into broken;
        if broken then
          raise exception 'no such cohort' using errcode = 'SN012';
        end if;
        return null;
      end $$;
    `)
  }
}
