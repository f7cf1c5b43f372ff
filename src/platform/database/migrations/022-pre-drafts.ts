import { Migration } from '@mikro-orm/migrations'

/** What a family has told before its phone is confirmed: no claim yet, kept for a day at most; and drafts that change. */
export class PreDrafts extends Migration {
  override up(): void {
    this.addSql(preDrafts)
    this.addSql(parties)
  }
}

const preDrafts = `
  create table pre_draft (
    id uuid primary key default gen_random_uuid(),
    session_hash bytea not null constraint pre_draft_one_a_session unique,
    answers text not null,
    begun_at timestamptz not null
  );
  comment on table pre_draft is 'Answers of a family that has not confirmed its phone; the row goes after a day';
  comment on column pre_draft.session_hash is 'Digest of the token that the family''s browser holds; the token is kept nowhere';
  comment on column pre_draft.answers is 'PII; what was told so far, as JSON';
  create index pre_draft_by_age on pre_draft (begun_at);

  grant select, insert, update, delete on pre_draft to santun_app;
`

/** While a claim is a draft its claimant may correct who he is; afterwards nobody rewrites a party. */
const parties = `
  create function guard_claim_party() returns trigger language plpgsql as $$
  begin
    if (select state from claim where id = new.claim_id) <> 'draft' then
      raise exception 'a party of a lodged claim is not rewritten' using errcode = 'SN007';
    end if;
    return new;
  end $$;
  create trigger claim_party_guard before update of kind, name, relation on claim_party
    for each row execute function guard_claim_party();

  grant update (kind, name, relation) on claim_party to santun_app;
`
