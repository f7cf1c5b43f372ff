import type { ClaimType } from '#libs/lifecycle'

/** A draft to be opened, as the statement takes it in a JSON array; bytes are text as PostgreSQL reads it. */
export interface DraftRow {
  id: string
  /** How its number begins. */
  prefix: string
  /** Code of the branch. */
  branch: string
  type: ClaimType
  participant_nik: string | null
  participant_nik_index: string | null
  participant_name: string
  event_date: string
  expires_on: string | null
  answers: object
  created_by: string
  opening_key: string | null
  opening_digest: string
  at: string
  master_key: string
  wrapped: string
  kind: string
  name: string
  relation: string | null
  phone: string
  phone_index: string
}

/** What the database has added. */
export interface OpenedRow {
  claimId: string
  number: string
  version: number
  partyId: string
  branchName: string
  /** When the draft expires, where the law lets it. */
  expiresAt: string | null
}

/**
 * Opens drafts: of each the claim, its data key, its first party and its expiry clock, all of them or none and in one
 * round trip. Year and month of a number are those of the calendar on the branch's wall. Of a draft for a branch that
 * does not exist there is nothing.
 */
export const openDrafts = `
  with wanted as (
    select x.*, b.id as branch_id, b.name as branch_name, b.zone, nextval('claim_number')::text as next
    from jsonb_to_recordset($1::jsonb) as x(place int, id uuid, prefix text, branch text, type text, participant_nik text,
      participant_nik_index bytea, participant_name text, event_date date, expires_on date, answers jsonb, created_by text,
      opening_key text, opening_digest text, at timestamptz, master_key text, wrapped bytea,
      kind text, name text, relation text, phone text, phone_index bytea)
    join branch b on b.code = x.branch),
  opened as (
    insert into claim (id, number, type, branch_id, participant_nik, participant_nik_index, participant_name, event_date,
      expires_on, answers, created_by, opening_key, opening_digest, created_at, moved_at)
    select id, concat_ws('-', prefix, branch, to_char(at at time zone zone, 'YYMM'), lpad(next, greatest(6, length(next)), '0')),
      type, branch_id, participant_nik, participant_nik_index, participant_name, event_date,
      expires_on, answers, created_by, opening_key, opening_digest, at, at
    from wanted returning id, number, version, round),
  kept as (
    insert into claim_data_key (claim_id, master_key, wrapped, created_at) select id, master_key, wrapped, at from wanted),
  joined as (
    insert into claim_party (claim_id, kind, name, relation, phone, phone_index, joined_at)
    select id, kind, name, relation, phone, phone_index, at from wanted returning id, claim_id),
  expiring as (
    insert into clock (claim_id, name, round, started_at, due_at)
    select w.id, 'expiry', o.round, w.at, (w.expires_on + 1)::timestamp at time zone w.zone
    from wanted w join opened o using (id) where w.expires_on is not null
    returning claim_id, due_at)
  select w.place, o.id as "claimId", o.number, o.version, j.id as "partyId", w.branch_name as "branchName",
    e.due_at as "expiresAt"
  from wanted w join opened o using (id) join joined j on j.claim_id = w.id left join expiring e on e.claim_id = w.id`
