/**
 * The two statements of the gate: one reads everything that decisions need, one writes everything they cause, of one
 * claim or of several at once. They are written by hand because they are the hot path; nothing else in the product
 * writes like this.
 */
import { factsParameters as p } from './claim-facts.port.js'

/** One command, as the reading statement takes it in a JSON array. */
export interface AskedRow {
  claim_id: string
  event: string
  actor_id: string
  actor_role: string
  key: string
  now: string
  law_digest: string
  context: object
}

/**
 * Reads of each claim the claim itself, an earlier transition under the same key, the open clocks and the facts, in one
 * round trip. `offset 0` keeps it a look-up by key for each command, whatever the planner knows of the tables.
 */
export function readingStatement(factsSql: string): string {
  return `
    select r.* from jsonb_to_recordset($1::jsonb) as x(claim_id uuid, event text, actor_id text, actor_role text, key text,
      now timestamptz, law_digest text, context jsonb)
    cross join lateral (
      select c.id, c.number, c.type, c.state, c.version, c.facts_version, c.seq, encode(c.last_hash, 'hex') as last_hash,
        c.round, c.branch_id, b.zone, (${p.now} at time zone b.zone)::date as today,
        (select to_jsonb(t) || jsonb_build_object('input_hash', encode(t.input_hash, 'hex'))
           from claim_transition t where t.claim_id = c.id and t.idempotency_key = ${p.key}) as done,
        coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'dueAt', k.due_at, 'pausedAt', k.paused_at))
           from clock k where k.claim_id = c.id and k.stopped_at is null), '[]') as open_clocks,
        ${factsSql} as facts
      from claim c join branch b on b.id = c.branch_id
      where c.id = ${p.claimId} offset 0) r`
}

/** A data-modifying fragment and, where it has one, the value of its jsonb parameter (`:rows`). */
export interface Fragment {
  record: string
  sql: string
  rows?: unknown
}

/** What a statement has to write besides claims and their history; what nobody needs is not planned and not run. */
export interface WritingNeeds {
  stopped: boolean
  changed: boolean
  started: boolean
  sent: boolean
}

/** A claim that somebody else holds is waited for, or passed over so that nobody in a group waits for a stranger's lock. */
export type HeldClaims = 'waiting' | 'passing over'

/**
 * Moves claims and writes their history, clocks, messages and records in one statement, which is one transaction. It
 * writes nothing at all for a claim that has moved, or of which a fact has moved, since it was read.
 */
export function writingStatement(
  fragments: readonly Fragment[],
  has: WritingNeeds,
  held: HeldClaims,
): string {
  let parameter = 1
  const records = fragments.map(({ record, sql, rows }) => {
    const text = rows === undefined ? sql : sql.replaceAll(':rows', `$${++parameter}::jsonb`)
    return `record_${record} as (with moved as (select * from moved where '${record}' = any (records)) ${text})`
  })
  const parts = [planned, taken(held), moved, history]
  if (has.stopped) parts.push(clocksStopped)
  if (has.changed) parts.push(clocksChanged)
  if (has.started) parts.push(clocksStarted)
  if (has.sent) parts.push(sent)
  return `with ${[...parts, ...records].join(',\n')}\nselect id, version from moved`
}

/** The limits of `seq` are always true; they tell the planner to expect few rows, and so to look claims up by their key. */
const planned = `planned as (
    select * from jsonb_to_recordset($1::jsonb) as x(claim_id uuid, expected_version int, expected_facts int, seq int,
      from_state text, event text, to_state text, step_round int, actor_id text, actor_role text, actor_branch uuid, duty text,
      input jsonb, input_hash bytea, idempotency_key text, reasons jsonb, facts_digest bytea, law_digest text, at timestamptz,
      prev_hash bytea, hash bytea, records text[], stopped uuid[], changed jsonb, started jsonb, sent jsonb)
    where x.seq between 1 and 2147483647)`

const taken = (held: HeldClaims): string => `taken as (
    select p.* from planned p cross join lateral (
      select from claim c where c.id = p.claim_id and c.version = p.expected_version and c.facts_version = p.expected_facts
      offset 0 for no key update ${held === 'waiting' ? '' : 'skip locked'}) c)`

const moved = `moved as (
    update claim c set state = t.to_state, version = c.version + 1, seq = t.seq, round = t.step_round, last_hash = t.hash,
      moved_at = t.at, submitted_at = case when t.event = 'submit' then coalesce(c.submitted_at, t.at) else c.submitted_at end
    from taken t where c.id = t.claim_id
    returning t.*, c.id, c.version, c.round)`

const history = `history as (
    insert into claim_transition (claim_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id, duty,
      input, input_hash, idempotency_key, reasons, facts_digest, law_digest, at, prev_hash, hash)
    select id, seq, from_state, event, to_state, round, actor_id, actor_role, actor_branch, duty,
      input, input_hash, idempotency_key, reasons, facts_digest, law_digest, at, prev_hash, hash from moved)`

const clocksStopped = `clocks_stopped as (
    update clock k set stopped_at = moved.at from moved
    where k.claim_id = moved.id and k.stopped_at is null and k.id = any (moved.stopped))`

const clocksChanged = `clocks_changed as (
    update clock k set paused_at = x.paused_at, due_at = x.due_at
    from moved cross join lateral jsonb_to_recordset(moved.changed) as x(id uuid, paused_at timestamptz, due_at timestamptz)
    where k.claim_id = moved.id and k.stopped_at is null and k.id = x.id)`

const clocksStarted = `clocks_started as (
    insert into clock (claim_id, name, round, started_at, due_at)
    select moved.id, x.name, moved.round, moved.at, x.due_at
    from moved cross join lateral jsonb_to_recordset(moved.started) as x(name text, due_at timestamptz))`

const sent = `sent as (
    insert into outbox (topic, claim_id, payload, occurred_at)
    select x.topic, moved.id, x.payload, moved.at
    from moved cross join lateral jsonb_to_recordset(moved.sent) as x(topic text, payload jsonb))`
