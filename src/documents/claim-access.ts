/** Who may touch the documents of which claim, and when. Claim first, then its items: everybody locks in this order. */
import { claimantRoles, type ClaimState, type Role } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import type { Sql, SqlRunner } from '../platform/database/sql.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'
import type { DocumentWords } from './document-words.js'
import type { ItemRow } from './item-moves.js'

export interface ClaimOfDocuments {
  id: string
  state: ClaimState
  branch_id: string
  party: boolean
}

/** Papers may come at any time before a decision is prepared, and again when the claim is taken up anew. */
export const openForDocuments: readonly ClaimState[] = [
  'draft',
  'screening',
  'awaiting_documents',
  'in_verification',
  'awaiting_third_party',
  'under_investigation',
  'inactive',
]

const readers: readonly Role[] = [
  'officer',
  'verifier',
  'investigator',
  'medical_adviser',
  'approver',
  'objection_reviewer',
  'manager',
  'auditor',
]

/** Keeps the claim where it is until the transaction ends: nobody decides on papers that are changing. */
export async function lockClaim(
  sql: SqlRunner,
  words: DocumentWords,
  claimId: string,
  actor: Actor,
): Promise<ClaimOfDocuments> {
  return claimWithin(sql, words, claimId, actor, 'for no key update')
}

/** One write to a claim's papers with the claim held first, as everybody does: so nobody waits in a circle. */
export async function writeHolding(
  sql: Sql,
  claimId: string,
  text: string,
  values: readonly unknown[],
): Promise<void> {
  await sql.transaction(async (held) => {
    await held.rows('select 1 from claim where id = $1 for no key update', [claimId])
    await held.rows(text, values)
  })
}

/** The claim, when its papers are this person's business. */
export async function readClaim(
  sql: SqlRunner,
  words: DocumentWords,
  claimId: string,
  actor: Actor,
): Promise<ClaimOfDocuments> {
  const claim = await claimWithin(sql, words, claimId, actor, '')
  const mayRead = isClaimant(actor.role) || actor.role === 'system' || readers.includes(actor.role)
  if (!mayRead) throw new NotAllowed(words.problems.role_may_not)
  return claim
}

async function claimWithin(
  sql: SqlRunner,
  words: DocumentWords,
  claimId: string,
  actor: Actor,
  lock: string,
): Promise<ClaimOfDocuments> {
  const [claim] = await sql.rows<ClaimOfDocuments>(
    `select c.id, c.state, c.branch_id,
       exists (select from claim_party p where p.claim_id = c.id and p.acts and 'party:' || p.id = $2) as party
     from claim c where c.id = $1 ${lock}`,
    [claimId, actor.id],
  )
  if (!claim) throw new NotFound(words.problems.claim_not_found)
  assertWithinReach(claim, actor, words)
  return claim
}

function assertWithinReach(claim: ClaimOfDocuments, actor: Actor, words: DocumentWords): void {
  if (actor.role === 'system') return
  if (isClaimant(actor.role) && !claim.party) throw new NotAllowed(words.problems.not_a_party)
  if (!isClaimant(actor.role) && actor.branchId !== null && actor.branchId !== claim.branch_id) {
    throw new NotAllowed(words.problems.other_branch)
  }
}

export function assertOpenForDocuments(claim: ClaimOfDocuments, words: DocumentWords): void {
  if (!openForDocuments.includes(claim.state)) throw words.refusal('/claim', 'CLAIM_CLOSED_FOR_DOCUMENTS')
}

export function assertInVerification(claim: ClaimOfDocuments, words: DocumentWords): void {
  if (claim.state !== 'in_verification') throw words.refusal('/claim', 'CLAIM_NOT_IN_VERIFICATION')
}

/** An item that the claim asks for now. @throws InvalidInput when it does not ask for this document */
export async function itemOf(
  sql: SqlRunner,
  words: DocumentWords,
  claimId: string,
  code: string,
): Promise<ItemRow> {
  const [item] = await sql.rows<ItemRow>(
    "select id, claim_id, code, state from document_item where claim_id = $1 and code = $2 and necessity <> 'not_needed'",
    [claimId, code],
  )
  if (!item) throw words.refusal('/document', 'UNKNOWN_DOCUMENT', { code })
  return item
}

export function isClaimant(role: Role): boolean {
  return (claimantRoles as readonly Role[]).includes(role)
}
