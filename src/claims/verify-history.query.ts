import type { Sql } from '../platform/database/sql.js'
import { digestOf } from './canonical-digest.port.js'
import { hashOfTransition } from './transition-hash.js'

export interface HistoryFault {
  number: string
  seq: number
  what: string
}

export interface HistoryReport {
  claims: number
  transitions: number
  faults: HistoryFault[]
}

interface HistoryRow {
  claim_id: string
  number: string
  claim_state: string
  claim_last_hash: string | null
  seq: number
  from_state: string
  event: string
  to_state: string
  round: number
  actor_id: string
  actor_role: string
  branch_id: string
  input: unknown
  input_hash: string
  idempotency_key: string
  reasons: unknown
  facts_digest: string
  law_digest: string
  at: string
  prev_hash: string | null
  hash: string
  is_last: boolean
}

const CHUNK = 5_000

/** Recomputes every hash of every claim's history and compares the end of each chain with the claim itself. */
export async function verifyHistory(sql: Sql): Promise<HistoryReport> {
  const report: HistoryReport = { claims: 0, transitions: 0, faults: [] }
  let after = ''
  let before: HistoryRow | undefined
  for (;;) {
    const rows = await chunk(sql, after)
    for (const row of rows) {
      if (row.claim_id !== before?.claim_id) {
        report.claims++
        before = undefined
      }
      report.faults.push(...faultsOf(row, before))
      before = row
    }
    report.transitions += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < CHUNK) return report
    after = `${last.claim_id}/${String(last.seq).padStart(9, '0')}`
  }
}

async function chunk(sql: Sql, after: string): Promise<HistoryRow[]> {
  return sql.rows<HistoryRow>(
    `select t.claim_id, c.number, c.state as claim_state, encode(c.last_hash, 'hex') as claim_last_hash, t.seq, t.from_state,
       t.event, t.to_state, t.round, t.actor_id, t.actor_role, t.branch_id, t.input, encode(t.input_hash, 'hex') as input_hash,
       t.idempotency_key, t.reasons, encode(t.facts_digest, 'hex') as facts_digest, t.law_digest, t.at,
       encode(t.prev_hash, 'hex') as prev_hash, encode(t.hash, 'hex') as hash, t.seq = c.seq as is_last
     from claim_transition t join claim c on c.id = t.claim_id
     where (t.claim_id, t.seq) > (coalesce(nullif(split_part($1, '/', 1), '')::uuid, '00000000-0000-0000-0000-000000000000'),
       coalesce(nullif(split_part($1, '/', 2), '')::int, 0))
     order by t.claim_id, t.seq limit ${CHUNK}`,
    [after],
  )
}

function faultsOf(row: HistoryRow, before: HistoryRow | undefined): HistoryFault[] {
  const faults: string[] = []
  if (row.seq !== (before?.seq ?? 0) + 1) faults.push('urutan langkah terputus')
  if (row.prev_hash !== (before?.hash ?? null)) faults.push('tidak menyambung ke langkah sebelumnya')
  if (row.from_state !== (before?.to_state ?? 'draft'))
    faults.push('keadaan awal tidak sama dengan keadaan sebelumnya')
  if (row.input_hash !== digestOf(row.input)) faults.push('masukan langkah ini diubah')
  if (row.hash !== recomputed(row)) faults.push('isi langkah ini diubah')
  if (row.is_last && row.to_state !== row.claim_state)
    faults.push('keadaan klaim tidak sama dengan langkah terakhir')
  if (row.is_last && row.hash !== row.claim_last_hash) faults.push('langkah terakhir klaim bukan yang ini')
  return faults.map((what) => ({ number: row.number, seq: row.seq, what }))
}

function recomputed(row: HistoryRow): string {
  return hashOfTransition({
    claimId: row.claim_id,
    seq: row.seq,
    from: row.from_state,
    event: row.event,
    to: row.to_state,
    round: row.round,
    actorId: row.actor_id,
    actorRole: row.actor_role,
    branchId: row.branch_id,
    input: row.input,
    reasons: row.reasons,
    idempotencyKey: row.idempotency_key,
    factsDigest: row.facts_digest,
    lawDigest: row.law_digest,
    at: row.at,
    prevHash: row.prev_hash,
  })
}
