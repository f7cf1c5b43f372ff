import { type ClaimEvent, dutyOf } from '#libs/lifecycle'
import type { SqlRunner } from '../platform/database/sql.js'
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
  claim_seq: number
  claim_round: number
  claim_last_hash: string | null
  seq: number
  from_state: string
  event: ClaimEvent
  to_state: string
  round: number
  actor_id: string
  actor_role: string
  branch_id: string
  duty: string | null
  input: unknown
  input_hash: string
  idempotency_key: string
  reasons: unknown
  facts_digest: string
  law_digest: string
  at: string
  prev_hash: string | null
  hash: string
}

const CHUNK = 5_000
const LOST_END = 'langkah terakhir klaim hilang dari riwayat'

/**
 * Recomputes every hash of every claim's history and compares the end of each chain with the claim itself, so that a
 * row that was changed, taken out anywhere, swapped or added is found.
 */
export async function verifyHistory(sql: SqlRunner): Promise<HistoryReport> {
  const report: HistoryReport = { claims: 0, transitions: 0, faults: await lostHistories(sql) }
  let after = ''
  let before: HistoryRow | undefined
  for (;;) {
    const rows = await chunk(sql, after)
    for (const row of rows) {
      if (row.claim_id !== before?.claim_id) {
        report.faults.push(...faultsOfEnd(before))
        report.claims++
        before = undefined
      }
      report.faults.push(...faultsOf(row, before))
      before = row
    }
    report.transitions += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < CHUNK) {
      report.faults.push(...faultsOfEnd(before))
      return report
    }
    after = `${last.claim_id}/${String(last.seq).padStart(9, '0')}`
  }
}

/** Claims that have moved and have no history at all. */
async function lostHistories(sql: SqlRunner): Promise<HistoryFault[]> {
  const claims = await sql.rows<{ number: string; seq: number }>(
    `select c.number, c.seq from claim c
     where (c.seq > 0 or c.state <> 'draft') and not exists (select from claim_transition t where t.claim_id = c.id)
     order by c.number`,
  )
  return claims.map(({ number, seq }) => ({ number, seq, what: LOST_END }))
}

async function chunk(sql: SqlRunner, after: string): Promise<HistoryRow[]> {
  return sql.rows<HistoryRow>(
    `select t.claim_id, c.number, c.state as claim_state, c.seq as claim_seq, c.round as claim_round, encode(c.last_hash, 'hex') as claim_last_hash, t.seq, t.from_state,
       t.event, t.to_state, t.round, t.actor_id, t.actor_role, t.branch_id, t.duty, t.input, encode(t.input_hash, 'hex') as input_hash,
       t.idempotency_key, t.reasons, encode(t.facts_digest, 'hex') as facts_digest, t.law_digest, t.at,
       encode(t.prev_hash, 'hex') as prev_hash, encode(t.hash, 'hex') as hash
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
  if (row.duty !== dutyOf(row.event)) faults.push('tugas pada langkah ini diubah')
  if (row.seq > row.claim_seq) faults.push('langkah ini tidak pernah diambil oleh klaim')
  return faults.map((what) => ({ number: row.number, seq: row.seq, what }))
}

/** What is wrong between the last row of a history and the claim itself. */
function faultsOfEnd(last: HistoryRow | undefined): HistoryFault[] {
  if (!last) return []
  const { number, seq, claim_seq } = last
  if (seq < claim_seq) return [{ number, seq: claim_seq, what: LOST_END }]
  if (seq > claim_seq) return []
  const faults: string[] = []
  if (last.to_state !== last.claim_state) faults.push('keadaan klaim tidak sama dengan langkah terakhir')
  if (last.round !== last.claim_round) faults.push('putaran klaim tidak sama dengan langkah terakhir')
  if (last.hash !== last.claim_last_hash) faults.push('langkah terakhir klaim bukan yang ini')
  return faults.map((what) => ({ number, seq, what }))
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
