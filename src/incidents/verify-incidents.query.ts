import { clocksOfIncident, type IncidentEvent, type IncidentState } from '#libs/lifecycle'
import type { SqlRunner } from '../platform/database/sql.js'
import { hashOfStep, type KeptStep } from './incident-history.js'

interface StepRow extends KeptStep {
  number: string
  course_state: string
  course_hash: string | null
  course_seq: number
  from_state: IncidentState
  event: IncidentEvent
  hash: string
}

interface ClockRow {
  incident_id: string
  name: string
  round: number
  started_at: string
  stopped_at: string | null
}

export interface IncidentFault {
  number: string
  what: string
}

/** Recomputes every hash of every incident's history, its end and its clocks: what was changed by hand is found. */
export async function verifyIncidents(sql: SqlRunner): Promise<IncidentFault[]> {
  const steps = await sql.rows<StepRow>(
    `select k.number, k.state as course_state, encode(k.last_hash, 'hex') as course_hash, k.seq as course_seq, t.incident_id, t.seq,
       t.from_state, t.event, t.to_state, t.round, t.actor_id, t.actor_role, t.branch_id, t.input, t.happened_at, t.words_mark,
       t.command_mark, t.idempotency_key, encode(t.facts_digest, 'hex') as facts_digest, t.law_digest, t.at,
       encode(t.prev_hash, 'hex') as prev_hash, encode(t.hash, 'hex') as hash
     from incident_transition t join incident_course k on k.incident_id = t.incident_id order by t.incident_id, t.seq`,
  )
  const clocks = await sql.rows<ClockRow>(
    'select incident_id, name, round, started_at, stopped_at from incident_clock order by incident_id, name, round',
  )
  const histories = byIncident(steps)
  const stored = byIncident(clocks)
  return [...histories].flatMap(([id, history]) => [
    ...faultsOfChain(history),
    ...faultsOfClocks(history, stored.get(id) ?? []),
  ])
}

function faultsOfChain(history: readonly StepRow[]): IncidentFault[] {
  const faults = history.flatMap((row, index) => {
    const before = history[index - 1]
    const broken = row.seq !== index + 1 || row.prev_hash !== (before?.hash ?? null)
    return [
      ...(broken ? [{ number: row.number, what: `langkah ${row.seq} tidak menyambung` }] : []),
      ...(row.hash === hashOfStep(row)
        ? []
        : [{ number: row.number, what: `isi langkah ${row.seq} diubah` }]),
    ]
  })
  const last = history.at(-1)
  const ends =
    last &&
    last.to_state === last.course_state &&
    last.hash === last.course_hash &&
    last.seq === last.course_seq
  return ends || !last
    ? faults
    : [...faults, { number: last.number, what: 'kejadian tidak berada di ujung riwayatnya' }]
}

function faultsOfClocks(history: readonly StepRow[], stored: readonly ClockRow[]): IncidentFault[] {
  const replayed = clocksOfIncident(
    history.map(({ from_state, event, round, at, happened_at }) => {
      return {
        from: from_state,
        event,
        round,
        at,
        ...(happened_at === null ? {} : { happenedAt: happened_at }),
      }
    }),
  )
  const expected = replayed
    .map(({ clock, round, startedAt, stoppedAt }) => [clock, round, startedAt, stoppedAt].join(' '))
    .sort()
  const found = stored
    .map(({ name, round, started_at, stopped_at }) => [name, round, started_at, stopped_at].join(' '))
    .sort()
  if (expected.join('\n') === found.join('\n')) return []
  return [{ number: history[0]?.number ?? '', what: 'jam kejadian tidak sama dengan riwayatnya' }]
}

function byIncident<Row extends { incident_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(row.incident_id, [...(groups.get(row.incident_id) ?? []), row])
  return groups
}
