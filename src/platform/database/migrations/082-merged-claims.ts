import { Migration } from '@mikro-orm/migrations'

/**
 * A claim goes into another of the same event only while nobody has decided on that one. Deaths of one NIK join as they are
 * lodged; two claims stand side by side where one of them named nobody, or a wrong number.
 */
export class MergedClaims extends Migration {
  override up(): void {
    this.addSql(`
      create function is_death(c claim) returns boolean language sql immutable as $$
        select c.type in ('jkm_death', 'jkk_death')
      $$;
      create function mergeable_into(subject uuid) returns setof claim language sql stable as $$
        select o.* from claim c join claim o on o.id <> c.id and o.id in (
            select s.id from claim s where s.incident_id = c.incident_id and s.type = c.type
            union
            select theirs.claim_id from document_file mine join document_file theirs
              on theirs.certificate_digest = mine.certificate_digest
            where mine.claim_id = c.id and is_death(c)
            union
            select n.claim_id from claim_name n join claim s on s.id = n.claim_id and s.event_date = c.event_date
            where n.bearer = 'participant' and to_tsvector('simple', n.name) @@ plainto_tsquery('simple', c.participant_name)
              and is_death(c))
          and (o.incident_id = c.incident_id or is_death(o))
        where c.id = subject
          and o.state in ('screening', 'awaiting_documents', 'in_verification', 'awaiting_third_party', 'under_investigation')
      $$;
      comment on function mergeable_into is
        'Undecided claims that a claim may be merged into: the same kind of the same incident; or a death of the same name and day, or with the same certificate, whatever number was given for the person';

      create function guard_merge() returns trigger language plpgsql as $$
      declare
        surviving uuid := (new.input ->> 'survivingClaimId')::uuid;
      begin
        perform from claim where id = surviving for no key update;
        if not exists (select from mergeable_into(new.claim_id) m where m.id = surviving) then
          raise exception 'claim % does not go into %', new.claim_id, surviving using errcode = 'SN082';
        end if;
        return null;
      end $$;
      create constraint trigger claim_merge_guard after insert on claim_transition deferrable initially deferred
        for each row when (new.event = 'merge') execute function guard_merge();
    `)
  }
}
