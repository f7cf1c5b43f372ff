import type { SqlRunner } from '../database/sql.js'
import { SecondProofNeeded } from '../problem/http-problems.js'

/** Acts that decide over money, or over who may: whoever does one proves at that very moment who he is. */
export const provenActs = [
  'approve',
  'endorse',
  'reject',
  'release',
  'reclassify',
  'decide_escrow',
  'decide_recovery',
  'decide_scholarship',
  'agree_staff_change',
] as const
export type ProvenAct = (typeof provenActs)[number]

/** A code of the second factor, one for the day its phone is lost, or the password where a person has no second factor. */
export type ProofMethod = 'code' | 'recovery_code' | 'password'

export function isProvenAct(name: string): name is ProvenAct {
  return (provenActs as readonly string[]).includes(name)
}

/** One act of one person, and how he proved it. */
export interface Proof {
  staffId: string
  act: ProvenAct
  /** What is decided: the number of a claim, the id of a payment batch or of a school year. */
  subject: string
  /** The same key is the same command. */
  key: string
  method: ProofMethod
}

/** Kept for good: nobody takes back that it was he. */
export async function recordProof(sql: SqlRunner, proof: Proof, at: string): Promise<void> {
  const { staffId, key, act, subject, method } = proof
  await sql.rows(
    'insert into staff_proof (staff_id, key, act, subject, method, at) values ($1, $2, $3, $4, $5, $6)',
    [staffId, key, act, subject, method, at],
  )
}

/**
 * For the service that does the act, whichever door asked it: without a proof on record nothing is done.
 * @throws SecondProofNeeded
 */
export async function assertProven(
  sql: SqlRunner,
  { staffId, act, subject }: Pick<Proof, 'staffId' | 'act' | 'subject'>,
): Promise<void> {
  const proven = await sql.rows(
    'select 1 from staff_proof where subject = $1 and act = $2 and staff_id::text = $3 limit 1',
    [subject, act, staffId],
  )
  if (proven.length === 0) throw new SecondProofNeeded()
}
