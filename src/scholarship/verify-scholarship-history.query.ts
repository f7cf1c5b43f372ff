import { digestOf } from '../claims/canonical-digest.port.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { hashOfStep } from './scholarship-step.js'

export interface ScholarshipHistoryReport {
  transitions: number
  /** Award or school year, the step, and what is wrong with it. */
  faults: { id: string; seq: number; what: string }[]
}

interface Row {
  subject_id: string
  award_id: string
  year_id: string | null
  seq: number
  from_state: string
  event: string
  to_state: string
  actor_id: string
  actor_role: string
  branch_id: string
  input: unknown
  input_hash: string
  idempotency_key: string
  facts_digest: string
  law_digest: string
  at: string
  prev_hash: string | null
  hash: string
}

const CHUNK = 5_000

/** Recomputes the chain of every award and school year, so that a row that was changed, taken out or added is found. */
export async function verifyScholarshipHistory(sql: SqlRunner): Promise<ScholarshipHistoryReport> {
  const report: ScholarshipHistoryReport = { transitions: 0, faults: await lost(sql) }
  let before: Row | undefined
  for (;;) {
    const rows = await chunk(sql, before)
    for (const row of rows) {
      report.faults.push(...faultsOf(row, before))
      before = row
    }
    report.transitions += rows.length
    if (rows.length < CHUNK) return report
  }
}

/** Those that have moved and of whose history the end, or all, is gone. */
function lost(sql: SqlRunner): Promise<ScholarshipHistoryReport['faults']> {
  return sql.rows(
    `select s.id, s.seq, 'langkah terakhir beasiswa hilang dari riwayat' as what from (
       select id, seq, last_hash from scholarship_award union all select id, seq, last_hash from scholarship_year) s
     where s.seq > 0 and not exists (
       select from scholarship_transition t where t.subject_id = s.id and t.seq = s.seq and t.hash = s.last_hash)`,
  )
}

function chunk(sql: SqlRunner, after: Row | undefined): Promise<Row[]> {
  return sql.rows<Row>(
    `select t.subject_id, t.award_id, t.year_id, t.seq, t.from_state, t.event, t.to_state, t.actor_id, t.actor_role, t.branch_id, t.input,
       encode(t.input_hash, 'hex') as input_hash, t.idempotency_key, encode(t.facts_digest, 'hex') as facts_digest, t.law_digest, t.at,
       encode(t.prev_hash, 'hex') as prev_hash, encode(t.hash, 'hex') as hash
     from scholarship_transition t where (t.subject_id, t.seq) > ($1::uuid, $2::int) order by t.subject_id, t.seq limit ${CHUNK}`,
    [after?.subject_id ?? '00000000-0000-0000-0000-000000000000', after?.seq ?? 0],
  )
}

function faultsOf(row: Row, before: Row | undefined): ScholarshipHistoryReport['faults'] {
  const previous = before?.subject_id === row.subject_id ? before : undefined
  const hash = hashOfStep({
    awardId: row.award_id,
    yearId: row.year_id,
    seq: row.seq,
    from: row.from_state,
    event: row.event,
    to: row.to_state,
    actorId: row.actor_id,
    actorRole: row.actor_role,
    branchId: row.branch_id,
    input: row.input,
    idempotencyKey: row.idempotency_key,
    factsDigest: row.facts_digest,
    lawDigest: row.law_digest,
    at: row.at,
    prevHash: row.prev_hash,
  })
  const wrong = [
    ...(hash === row.hash && digestOf(row.input) === row.input_hash ? [] : ['isi langkah diubah']),
    ...(row.prev_hash === (previous?.hash ?? null) && row.seq === (previous?.seq ?? 0) + 1
      ? []
      : ['rantai terputus']),
  ]
  return wrong.map((what) => ({ id: row.subject_id, seq: row.seq, what }))
}
