/**
 * The two statements of the gate: one reads everything a decision needs, one writes everything it causes.
 * They are written by hand because they are the hot path; nothing else in the product writes like this.
 */
import { factsParameters as p } from './claim-facts.port.js'

/** Reads the claim, an earlier transition under the same key, the open clocks and the facts, in one round trip. */
export function readingStatement(factsSql: string): string {
  return `
    select c.id, c.number, c.type, c.state, c.version, c.facts_version, c.seq, encode(c.last_hash, 'hex') as last_hash,
      c.round, c.branch_id, b.zone, (${p.now} at time zone b.zone)::date as today,
      (select to_jsonb(t) || jsonb_build_object('input_hash', encode(t.input_hash, 'hex'))
         from claim_transition t where t.claim_id = c.id and t.idempotency_key = ${p.key}) as done,
      coalesce((select jsonb_agg(jsonb_build_object('name', k.name, 'dueAt', k.due_at, 'startedAt', k.started_at, 'pausedAt', k.paused_at))
         from clock k where k.claim_id = c.id and k.stopped_at is null), '[]') as open_clocks,
      ${factsSql} as facts
    from claim c join branch b on b.id = c.branch_id
    where c.id = ${p.claimId} and ${p.actorId} is not null and ${p.actorRole} is not null and ${p.lawDigest} is not null
      and ${p.context} is not null`
}

/** A data-modifying fragment and, where it has one, the value of its jsonb parameter (`:rows`). */
export interface Fragment {
  name: string
  sql: string
  rows?: unknown
}

/**
 * Moves the claim and writes its history, clocks, messages and records in one statement, which is one transaction.
 * It writes nothing at all when the claim or a fact it rests on has moved since it was read.
 */
export function writingStatement(fragments: readonly Fragment[], has: WritingNeeds): string {
  let parameter = FIXED
  const records = fragments.map(({ name, sql, rows }) => {
    const text = rows === undefined ? sql : sql.replaceAll(':rows', `$${++parameter}::jsonb`)
    return `${name} as (${text})`
  })
  const parts = [moved, history]
  if (has.stopped) parts.push(clocksStopped)
  if (has.changed) parts.push(clocksChanged)
  if (has.started) parts.push(clocksStarted)
  if (has.sent) parts.push(sent)
  // Every parameter is named once, so that the statement takes the same list whichever parts it has.
  const unused = `unused as (select $21::text[], $22::jsonb, $23::jsonb, $24::jsonb)`
  return `with ${[...parts, ...records, unused].join(',\n')}\nselect version from moved`
}

/** Which of the optional parts a transition needs; what it does not need is not planned and not run. */
export interface WritingNeeds {
  stopped: boolean
  changed: boolean
  started: boolean
  sent: boolean
}

/** How many parameters come before those of the fragments. */
const FIXED = 24

const moved = `moved as (
    update claim set state = $4, version = version + 1, seq = seq + 1, round = $7, last_hash = decode($19, 'hex'),
      moved_at = $17, submitted_at = case when $5 = 'submit' then coalesce(submitted_at, $17) else submitted_at end
    where id = $1 and version = $2 and facts_version = $20
    returning id, version, seq, round, branch_id, number)`

const history = `history as (
    insert into claim_transition (claim_id, seq, from_state, event, to_state, round, actor_id, actor_role, branch_id,
      input, input_hash, idempotency_key, reasons, facts_digest, law_digest, at, prev_hash, hash)
    select id, $3, $6, $5, $4, $7, $8, $9, $10::uuid, $11::jsonb, decode($12, 'hex'), $13, $14::jsonb,
      decode($15, 'hex'), $16, $17, decode($18, 'hex'), decode($19, 'hex') from moved)`

const clocksStopped = `clocks_stopped as (
    update clock k set stopped_at = $17::timestamptz from moved
    where k.claim_id = moved.id and k.stopped_at is null and k.name = any ($21::text[]))`

const clocksChanged = `clocks_changed as (
    update clock k set paused_at = x.paused_at, due_at = x.due_at
    from moved, jsonb_to_recordset($22::jsonb) as x(name text, paused_at timestamptz, due_at timestamptz)
    where k.claim_id = moved.id and k.stopped_at is null and k.name = x.name)`

const clocksStarted = `clocks_started as (
    insert into clock (claim_id, name, round, started_at, due_at)
    select moved.id, x.name, moved.round, x.started_at, x.due_at
    from moved, jsonb_to_recordset($23::jsonb) as x(name text, started_at timestamptz, due_at timestamptz))`

const sent = `sent as (
    insert into outbox (topic, claim_id, payload, occurred_at)
    select x.topic, moved.id, x.payload, $17 from moved, jsonb_to_recordset($24::jsonb) as x(topic text, payload jsonb))`
