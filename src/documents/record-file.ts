/** Writes down a file whose content is in its place. The caller holds the claim's lock; all of it commits or nothing. */
import type { Actor } from '../claims/claim-command.port.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { queueChecksOfFile } from './check-queue.js'
import type { DocumentWords } from './document-words.js'
import { type ItemRow, moveItem } from './item-moves.js'
import { type AllowedType, uploadLimits } from './upload-limits.rule.js'

export interface StoredContent {
  /** Sealed. */
  name: string
  mediaType: AllowedType
  size: number
  sha256: Buffer
  storageKey: string
}

export interface ReceivedFile {
  fileId: string
  /** True when the same content was already there for the same document. */
  repeated: boolean
}

/** States in which what was given before is replaced by what is given now. */
const replacedStates: readonly string[] = ['infected', 'unreadable', 'defective', 'declared_missing']

/** @throws InvalidInput when the item takes no further file, or this very file again; NotAllowed */
export async function recordFile(
  sql: SqlRunner,
  words: DocumentWords,
  item: ItemRow,
  file: StoredContent,
  actor: Actor,
  now: string,
): Promise<ReceivedFile> {
  const same = await sameFile(sql, item, file.sha256)
  if (same && replacedStates.includes(item.state)) throw words.refusal('/file', 'SAME_FILE_AGAIN')
  if (same) return { fileId: same, repeated: true }
  await makeRoom(sql, words, item, now)
  const fileId = await insertFile(sql, item, file, actor, now)
  const receiving = await moveItem(sql, words, item, { event: 'start_upload', actor, at: now })
  const set = { answered_at: now, defect_code: null, note: null, looked_at: null, looked_at_by: null }
  await moveItem(sql, words, receiving, { event: 'finish_upload', actor, at: now, set })
  await queueChecksOfFile(sql, item.claim_id, fileId, now)
  return { fileId, repeated: false }
}

/** Id of a file with this content that the item already has. */
async function sameFile(sql: SqlRunner, item: ItemRow, sha256: Buffer): Promise<string | undefined> {
  const [same] = await sql.rows<{ id: string }>(
    'select id from document_file where item_id = $1 and sha256 = $2 and superseded_at is null',
    [item.id, sha256],
  )
  return same?.id
}

async function makeRoom(sql: SqlRunner, words: DocumentWords, item: ItemRow, now: string): Promise<void> {
  if (replacedStates.includes(item.state)) {
    await sql.rows(
      'update document_file set superseded_at = $2 where item_id = $1 and superseded_at is null',
      [item.id, now],
    )
    return
  }
  const [files] = await sql.rows<{ count: number }>(
    'select count(*)::int as count from document_file where item_id = $1 and superseded_at is null',
    [item.id],
  )
  if ((files?.count ?? 0) < uploadLimits.filesPerItem) return
  throw words.refusal('/file', 'TOO_MANY_FILES', { limit: uploadLimits.filesPerItem })
}

async function insertFile(
  sql: SqlRunner,
  item: ItemRow,
  file: StoredContent,
  actor: Actor,
  now: string,
): Promise<string> {
  const [row] = await sql.rows<{ id: string }>(
    `insert into document_file (claim_id, item_id, name, media_type, size, sha256, storage_key, received_at, received_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      item.claim_id,
      item.id,
      file.name,
      file.mediaType,
      file.size,
      file.sha256,
      file.storageKey,
      now,
      actor.id,
    ],
  )
  if (!row) throw new Error('The file was not recorded.')
  return row.id
}
