import { createHash } from 'node:crypto'
import type { SqlRunner } from '../platform/database/sql.js'

/**
 * All history up to an instant in one hash. Kept where nobody of us can write, it proves later that nothing before was
 * changed, not even by the owner of the database, who could compute every chain anew.
 */
export interface AuditAnchor {
  format: 'santun-anchor-1'
  /** Instant, ISO 8601 in UTC: what happened later is not covered. */
  until: string
  claims: number
  steps: number
  /** Sealed decision packets, payments and steps of payments. */
  records: number
  /** Merkle root over one leaf a claim, in hex. */
  root: string
}

interface Leaf {
  claim_id: string
  seq: number
  hash: string
  records: number
  seals: string
}

const CHUNK = 5_000
const NOTHING = createHash('sha256').digest('hex')

/** The anchor of all claims, as their history stood at `until`. The same history gives the same anchor at any later time. */
export async function auditAnchor(sql: SqlRunner, until: string): Promise<AuditAnchor> {
  const tree = new MerkleTree()
  let steps = 0
  let records = 0
  let claims = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const leaves = await leavesAfter(sql, after, until)
    for (const leaf of leaves) {
      tree.add(`${leaf.claim_id} ${leaf.seq} ${leaf.hash} ${leaf.seals}`)
      steps += leaf.seq
      records += leaf.records
    }
    claims += leaves.length
    const last = leaves.at(-1)
    if (!last || leaves.length < CHUNK)
      return { format: 'santun-anchor-1', until, claims, steps, records, root: tree.root() }
    after = last.claim_id
  }
}

/** Whether history up to the anchor's instant is still what it was. */
export async function matchesAnchor(sql: SqlRunner, anchor: AuditAnchor): Promise<boolean> {
  const now = await auditAnchor(sql, anchor.until)
  return (
    [now.root, now.claims, now.steps, now.records].join() ===
    [anchor.root, anchor.claims, anchor.steps, anchor.records].join()
  )
}

/** @throws Error that says what the file is not */
export function parseAnchor(text: string): AuditAnchor {
  let anchor: Partial<AuditAnchor> = {}
  try {
    anchor = JSON.parse(text) as Partial<AuditAnchor>
  } catch {
    // What is not JSON is no anchor either.
  }
  const { format, until, claims, steps, records, root } = anchor
  const whole = [claims, steps, records].every((count) => Number.isSafeInteger(count))
  if (format !== 'santun-anchor-1' || !whole || !/^[0-9a-f]{64}$/.test(root ?? '') || !isInstant(until))
    throw new Error('Berkas ini bukan jangkar audit; buat dengan: npm run santun -- audit anchor')
  return anchor as AuditAnchor
}

/** Whether a text is an instant as the product writes them. */
export function isInstant(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  )
}

function leavesAfter(sql: SqlRunner, after: string, until: string): Promise<Leaf[]> {
  return sql.rows<Leaf>(
    `select c.id as claim_id, t.seq, encode(t.hash, 'hex') as hash, s.records, s.seals
     from claim c
     join lateral (select t.seq, t.hash from claim_transition t where t.claim_id = c.id and t.at <= $2
       order by t.seq desc limit 1) t on true
     cross join lateral (select count(*)::int as records,
         encode(sha256(coalesce(string_agg(convert_to(r.record || ' ' || r.key || ' ', 'UTF8') || r.digest, '' order by r.record, r.key), '')), 'hex') as seals
       from record_seal r where r.claim_id = c.id and r.sealed_at <= $2) s
     where c.id > $1 order by c.id limit ${CHUNK}`,
    [after, until],
  )
}

/** A binary hash tree built from the left, which keeps one hash a level and so needs no room for its leaves. */
class MerkleTree {
  private readonly levels: (string | undefined)[] = []

  add(leaf: string): void {
    let hash = hashOf(`leaf ${leaf}`)
    let level = 0
    for (let left = this.levels[level]; left !== undefined; left = this.levels[++level]) {
      hash = hashOf(`node ${left} ${hash}`)
      this.levels[level] = undefined
    }
    this.levels[level] = hash
  }

  root(): string {
    return (
      this.levels.reduce((right: string | undefined, left) => {
        if (left === undefined) return right
        return right === undefined ? left : hashOf(`node ${left} ${right}`)
      }, undefined) ?? NOTHING
    )
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
