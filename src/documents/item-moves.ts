/**
 * The one way in which a document item changes its state: the lifecycle table decides, the row and its history are
 * written together. The caller holds the claim's lock.
 */
import {
  decide,
  documentItemTable,
  type DocumentItemEvent,
  type DocumentItemFacts,
  type DocumentItemState,
} from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { NotAllowed } from '../platform/problem/problems.js'
import type { ComparedValues } from './compared-values.rule.js'
import type { DocumentRefusal, DocumentWords } from './document-words.js'

/** One item as its moves need it. */
export interface ItemRow {
  id: string
  claim_id: string
  code: string
  state: DocumentItemState
}

export interface ItemMove {
  event: DocumentItemEvent
  actor: Actor
  at: string
  input?: DocumentItemFacts['input'] & {
    alternative?: string
    originalSeen?: boolean
    compared?: ComparedValues
  }
  checksPending?: number
  /** Columns of the item that change with its state; null clears. */
  set?: Partial<
    Record<
      | 'defect_code'
      | 'alternative'
      | 'note'
      | 'answered_at'
      | 'looked_at'
      | 'looked_at_by'
      | 'original_seen_by',
      string | null
    >
  >
}

const settable = [
  'defect_code',
  'alternative',
  'note',
  'answered_at',
  'looked_at',
  'looked_at_by',
  'original_seen_by',
] as const

/**
 * Moves an item and writes its history. Returns the item as moved.
 * @throws NotAllowed, InvalidInput
 */
export async function moveItem<Item extends ItemRow>(
  sql: SqlRunner,
  words: DocumentWords,
  item: Item,
  move: ItemMove,
): Promise<Item> {
  const to = targetOf(words, item, move)
  const changed = settable.filter((column) => move.set && column in move.set)
  const assignments = ['state = $2', ...changed.map((column, index) => `${column} = $${index + 3}`)]
  await sql.rows(`update document_item set ${assignments.join(', ')} where id = $1`, [
    item.id,
    to,
    ...changed.map((column) => move.set?.[column] ?? null),
  ])
  await sql.rows(
    `insert into document_item_step (item_id, seq, claim_id, event, from_state, to_state, actor_id, actor_role, input, at)
     select $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9 from document_item_step where item_id = $1`,
    [
      item.id,
      item.claim_id,
      move.event,
      item.state,
      to,
      move.actor.id,
      move.actor.role,
      JSON.stringify(move.input ?? {}),
      move.at,
    ],
  )
  return { ...item, state: to }
}

function targetOf(
  words: DocumentWords,
  item: ItemRow,
  { event, actor, input, checksPending }: ItemMove,
): DocumentItemState {
  const facts: DocumentItemFacts = {
    actor: { id: actor.id, role: actor.role },
    checksPending: checksPending ?? 0,
    // Content is kept before its item moves, so an item never waits for bytes that may not come.
    fileStored: true,
    input: input ?? {},
  }
  const decision = decide(documentItemTable, { state: item.state, event, role: actor.role }, facts)
  if (decision.ok) return decision.to
  if (decision.why === 'not-your-role') throw new NotAllowed(words.problems.role_may_not)
  if (decision.why === 'no-such-step')
    throw words.refusal('/document', 'STEP_NOT_POSSIBLE', { state: words.states[item.state] })
  throw words.refusal(...pointedAt(decision.refusals[0]?.code))
}

/** Which field of the request a guard of the table speaks of. */
function pointedAt(code: string | undefined): [pointer: string, code: DocumentRefusal] {
  switch (code) {
    case 'REASON_MISSING':
      return ['/reason', code]
    case 'DEFECT_WITHOUT_CODE':
      return ['/defectCode', code]
    case 'CHECKS_PENDING':
      return ['/document', code]
    default:
      return ['/file', 'FILE_NOT_STORED']
  }
}
