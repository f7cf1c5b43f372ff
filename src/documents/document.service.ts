/**
 * Takes in what a family gives: files and statements. It never judges a document and never moves a claim; checks are
 * the workers' and decisions are `DocumentDecisions`'.
 */
import { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { fileTypeFromBuffer } from 'file-type'
import type { Actor } from '../claims/planned-transition.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { UpstreamUnavailable } from '../platform/problem/problems.js'
import { queueChecksOfFile } from './check-queue.js'
import { ChecklistService } from './checklist.service.js'
import { assertOpenForDocuments, itemOf, lockClaim, readClaim } from './claim-access.js'
import { DocumentWords } from './document-words.js'
import { fileName } from './file-name.js'
import { type ItemRow, moveItem } from './item-moves.js'
import { BrokenOff, DocumentVault, type ReceivedContent, TooLarge } from './storage/document-vault.js'
import { type AllowedType, isAllowedType, uploadLimits } from './upload-limits.js'

export interface FileToReceive {
  /** Code of the document on the claim's list, e.g. `AKTA_KEMATIAN`. */
  code: string
  /** Name of the file as the sender knows it. */
  name: string
  content: AsyncIterable<Uint8Array> | Uint8Array
}

export interface ReceivedFile {
  fileId: string
  /** True when the same content was already there for the same document. */
  repeated: boolean
}

/** States in which what was given before is replaced by what is given now. */
const refusedStates: readonly string[] = ['infected', 'unreadable', 'defective', 'declared_missing']

@Injectable()
export class DocumentService {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly nudge: OutboxNudge,
    private readonly words: DocumentWords,
    private readonly checklist: ChecklistService,
    private readonly vault: DocumentVault,
  ) {}

  /**
   * Takes in one file for one document of the claim. The content is on the disk, whole and encrypted, before a row
   * speaks of it; when anything fails the claim is as it was. The same content again is answered, not stored again.
   * @throws InvalidInput with a pointer to `/file`, `/document` or `/claim`; NotAllowed; NotFound; UpstreamUnavailable
   */
  async receive(claimId: string, file: FileToReceive, actor: Actor): Promise<ReceivedFile> {
    // Asked before a byte is read, and again under the claim's lock: a stream takes its time.
    assertOpenForDocuments(await readClaim(this.sql, this.words, claimId, actor), this.words)
    await this.checklist.refresh(claimId)
    await itemOf(this.sql, this.words, claimId, file.code)
    const content = await this.takeIn(claimId, file.content)
    try {
      const mediaType = await this.typeOf(content)
      const storageKey = await content.keep()
      const received = await this.sql.transaction((sql) =>
        this.record(sql, claimId, file, { content, mediaType, storageKey }, actor),
      )
      this.nudge.afterCommit()
      return received
    } finally {
      await content.discard()
    }
  }

  /**
   * The family says that it does not have this document; "belum ada" is an answer, and the verifier sees why.
   * @throws InvalidInput, NotAllowed, NotFound
   */
  async declareMissing(claimId: string, code: string, reason: string, actor: Actor): Promise<void> {
    await this.checklist.refresh(claimId)
    await this.sql.transaction(async (sql) => {
      assertOpenForDocuments(await lockClaim(sql, this.words, claimId, actor), this.words)
      const item = await itemOf(sql, this.words, claimId, code)
      const at = this.clock.now()
      const set = { note: reason, answered_at: at, defect_code: null, looked_at: null, looked_at_by: null }
      await moveItem(sql, this.words, item, { event: 'declare_missing', actor, at, input: { reason }, set })
    })
  }

  private async takeIn(claimId: string, content: FileToReceive['content']): Promise<ReceivedContent> {
    const source = content instanceof Uint8Array ? Readable.from([content]) : content
    try {
      return await this.vault.receive(claimId, source, uploadLimits.bytes)
    } catch (error) {
      if (error instanceof TooLarge)
        throw this.words.refusal('/file', 'FILE_TOO_LARGE', { limit: error.limit / 1024 / 1024 })
      if (error instanceof BrokenOff) throw this.words.refusal('/file', 'FILE_BROKEN_OFF')
      if (isDiskTrouble(error))
        throw new UpstreamUnavailable(this.words.problems.storage_unavailable, { cause: error })
      throw error
    }
  }

  private async typeOf(content: ReceivedContent): Promise<AllowedType> {
    if (content.size === 0) throw this.words.refusal('/file', 'FILE_EMPTY')
    const type = (await fileTypeFromBuffer(content.head))?.mime
    if (!isAllowedType(type)) throw this.words.refusal('/file', 'FILE_TYPE_NOT_ALLOWED')
    return type
  }

  private async record(
    sql: SqlRunner,
    claimId: string,
    file: FileToReceive,
    {
      content,
      mediaType,
      storageKey,
    }: { content: ReceivedContent; mediaType: AllowedType; storageKey: string },
    actor: Actor,
  ): Promise<ReceivedFile> {
    assertOpenForDocuments(await lockClaim(sql, this.words, claimId, actor), this.words)
    const item = await itemOf(sql, this.words, claimId, file.code)
    const now = this.clock.now()
    const same = await this.sameFile(sql, item, content.sha256)
    if (same) return { fileId: same, repeated: true }
    await this.makeRoom(sql, item, now)
    const fileId = await this.insertFile(sql, item, [
      fileName(file.name),
      mediaType,
      content.size,
      content.sha256,
      storageKey,
      now,
      actor.id,
    ])
    const receiving = await moveItem(sql, this.words, item, { event: 'start_upload', actor, at: now })
    const set = { answered_at: now, defect_code: null, note: null, looked_at: null, looked_at_by: null }
    await moveItem(sql, this.words, receiving, { event: 'finish_upload', actor, at: now, set })
    await queueChecksOfFile(sql, claimId, fileId, now)
    return { fileId, repeated: false }
  }

  /** Id of a file with this content that the item already has. */
  private async sameFile(sql: SqlRunner, item: ItemRow, sha256: Buffer): Promise<string | undefined> {
    const [same] = await sql.rows<{ id: string }>(
      'select id from document_file where item_id = $1 and sha256 = $2 and superseded_at is null',
      [item.id, sha256],
    )
    if (same && refusedStates.includes(item.state)) throw this.words.refusal('/file', 'SAME_FILE_AGAIN')
    return same?.id
  }

  private async makeRoom(sql: SqlRunner, item: ItemRow, now: string): Promise<void> {
    if (refusedStates.includes(item.state)) {
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
    throw this.words.refusal('/file', 'TOO_MANY_FILES', { limit: uploadLimits.filesPerItem })
  }

  private async insertFile(sql: SqlRunner, item: ItemRow, values: readonly unknown[]): Promise<string> {
    const [row] = await sql.rows<{ id: string }>(
      `insert into document_file (claim_id, item_id, name, media_type, size, sha256, storage_key, received_at, received_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      [item.claim_id, item.id, ...values],
    )
    if (!row) throw new Error('The file was not recorded.')
    return row.id
  }
}

/** The disk is full, gone or broken: nothing the sender could do better. */
function isDiskTrouble(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENOENT', 'EACCES', 'EMFILE'].includes(code)
}
