/**
 * Takes in what a family gives, files and statements, and shows what was given. It never judges a document and never moves a claim; checks are
 * the workers' and decisions are `DocumentDecisions`'.
 */
import { Injectable } from '@nestjs/common'
import { fileTypeFromBuffer } from 'file-type'
import { type DefectCode, defectCodes } from '#libs/checklist'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { NotAllowed, NotFound, UpstreamUnavailable } from '../platform/problem/problems.js'
import { ChecklistService } from './checklist.service.js'
import { assertOpenForDocuments, itemOf, isClaimant, lockClaim, readClaim } from './claim-access.js'
import { DocumentWords } from './document-words.js'
import {
  type DocumentOfClaim,
  inWords,
  type OpenedFile,
  type StoredFile,
} from './documents-of-claim.query.js'
import { itemOfYear } from './item-of-year.js'
import { moveItem } from './item-moves.js'
import { type Opening, recordOpening } from './openings.service.js'
import { type ReceivedFile, recordFile } from './record-file.js'
import { BrokenOff, DocumentVault, type ReceivedContent, TooLarge } from './storage/document-vault.js'
import { type AllowedType, isAllowedType, uploadLimits } from './upload-limits.rule.js'

/** Why a paper is opened where nobody states anything else. */
const CLAIM_WORK = 'claim_work'
const foundByMachines: readonly DefectCode[] = ['DANGEROUS_FILE', 'CANNOT_BE_OPENED']

export interface FileToReceive {
  /** Code of the document on the claim's list, e.g. `AKTA_KEMATIAN`. */
  code: string
  /** Name of the file as the sender knows it. */
  name: string
  content: AsyncIterable<Uint8Array> | Uint8Array
  /** It proves a school year of a scholarship, not the claim; whether that year takes papers is for its stage to say. */
  yearId?: string
}

export interface PageOfDocument {
  code: string
  file: string
  page: number
}

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
    if (file.yearId === undefined) await this.assertMayGive(claimId, file.code, actor)
    const content = await this.takeIn(claimId, file.content)
    try {
      const mediaType = await this.typeOf(content)
      const { size, sha256 } = content
      const stored = {
        name: await this.checklist.fileNameToKeep(claimId, file.name),
        mediaType,
        size,
        sha256,
        storageKey: await this.onDisk(() => content.keep()),
      }
      const received = await this.sql.transaction(async (sql) => {
        const claim = await lockClaim(sql, this.words, claimId, actor)
        if (file.yearId === undefined) assertOpenForDocuments(claim, this.words)
        const item = await (file.yearId === undefined
          ? itemOf(sql, this.words, claimId, file.code)
          : itemOfYear(sql, { claimId, yearId: file.yearId }, file.code, this.clock.now()))
        return recordFile(sql, this.words, item, stored, actor, this.clock.now())
      })
      this.nudge.afterCommit()
      return received
    } finally {
      await content.discard()
    }
  }

  /** Whether the claim takes a file for this document now. @throws InvalidInput, NotAllowed, NotFound */
  async assertMayGive(claimId: string, code: string, actor: Actor): Promise<void> {
    assertOpenForDocuments(await readClaim(this.sql, this.words, claimId, actor), this.words)
    await this.checklist.refresh(claimId)
    await itemOf(this.sql, this.words, claimId, code)
  }

  /**
   * The family says that it does not have this document; "belum ada" is an answer, and the verifier sees why.
   * @throws InvalidInput, NotAllowed, NotFound
   */
  async declareMissing(claimId: string, code: string, reason: string, actor: Actor): Promise<void> {
    await this.checklist.refresh(claimId)
    const kept = await this.checklist.noteToKeep(claimId, reason)
    await this.sql.transaction(async (sql) => {
      assertOpenForDocuments(await lockClaim(sql, this.words, claimId, actor), this.words)
      const item = await itemOf(sql, this.words, claimId, code)
      const at = this.clock.now()
      const set = { note: kept, answered_at: at, defect_code: null, looked_at: null, looked_at_by: null }
      await moveItem(sql, this.words, item, {
        event: 'declare_missing',
        actor,
        at,
        input: { reason: kept },
        set,
      })
    })
  }

  /**
   * The documents a claim asks for, with their words, states and present files.
   * @throws NotFound, NotAllowed
   */
  async listFor(claimId: string, actor: Actor): Promise<DocumentOfClaim[]> {
    await readClaim(this.sql, this.words, claimId, actor)
    await this.checklist.refresh(claimId)
    const stored = await this.checklist.stored(claimId)
    return (await this.checklist.itemsFor(claimId)).flatMap((item) => {
      const row = stored.get(item.code)
      return row && row.necessity !== 'not_needed'
        ? inWords(item, row, this.words, isClaimant(actor.role))
        : []
    })
  }

  /** What a person may find wrong with a document, in words and with what the family can do about it. */
  defects(): { code: DefectCode; words: string; cure: string }[] {
    return defectCodes
      .filter((code) => !foundByMachines.includes(code))
      .map((code) => ({ code, ...this.words.defect(code) }))
  }

  /**
   * The content of one file as it was received. Who opened it, and why, is on record before it is given.
   * @throws NotFound, NotAllowed, UpstreamUnavailable
   */
  async open(fileId: string, actor: Actor): Promise<OpenedFile> {
    return this.give(await this.checklist.fileOf(fileId), { fileId, reason: CLAIM_WORK }, actor)
  }

  /**
   * The picture of one page, without the hidden data of the original; on record like the file itself.
   * @throws NotFound, NotAllowed, UpstreamUnavailable
   */
  async openPage(fileId: string, page: number, actor: Actor, reason = CLAIM_WORK): Promise<OpenedFile> {
    return this.give(await this.checklist.fileOf(fileId, page), { fileId, page, reason }, actor)
  }

  /** One document of a claim. @throws NotFound where the claim does not ask for it */
  async getFor(claimId: string, code: string, actor: Actor): Promise<DocumentOfClaim> {
    const found = (await this.listFor(claimId, actor)).find((document) => document.code === code)
    if (!found) throw new NotFound('Klaim ini tidak meminta dokumen itu.')
    return found
  }

  /** The picture of a page of one document of a claim, and of no other. @throws as `openPage` */
  async openPageOf(
    claimId: string,
    { code, file, page }: PageOfDocument,
    actor: Actor,
    reason = CLAIM_WORK,
  ): Promise<OpenedFile> {
    const known = (await this.getFor(claimId, code, actor)).files.find(({ id }) => id === file)
    if (!known?.pages.includes(page)) throw new NotFound('Gambar ini tidak ditemukan.')
    return this.openPage(known.id, page, actor, reason)
  }

  private async give(
    file: StoredFile | undefined,
    opening: Omit<Opening, 'claimId'>,
    actor: Actor,
  ): Promise<OpenedFile> {
    if (!file) throw new NotFound(this.words.problems.not_found)
    const claimId = file.claim_id
    await readClaim(this.sql, this.words, claimId, actor)
    if (file.dangerous) throw new NotAllowed(this.words.problems.dangerous)
    const content = await this.vault.open(file.storage_key)
    if (!content) throw new UpstreamUnavailable(this.words.problems.storage_unavailable)
    await recordOpening(this.sql, { claimId, ...opening }, actor, this.clock.now())
    return { name: file.name, mediaType: file.media_type, content }
  }

  private async takeIn(claimId: string, content: FileToReceive['content']): Promise<ReceivedContent> {
    try {
      return await this.onDisk(() => this.vault.receive(claimId, content, uploadLimits.bytes))
    } catch (error) {
      if (error instanceof TooLarge) {
        throw this.words.refusal('/file', 'FILE_TOO_LARGE', { limit: error.limit / 1024 / 1024 })
      }
      if (error instanceof BrokenOff) throw this.words.refusal('/file', 'FILE_BROKEN_OFF')
      throw error
    }
  }

  private async onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!isDiskTrouble(error)) throw error
      throw new UpstreamUnavailable(this.words.problems.storage_unavailable, { cause: error })
    }
  }

  private async typeOf(content: ReceivedContent): Promise<AllowedType> {
    if (content.size === 0) throw this.words.refusal('/file', 'FILE_EMPTY')
    const type = (await fileTypeFromBuffer(content.head))?.mime
    if (!isAllowedType(type)) throw this.words.refusal('/file', 'FILE_TYPE_NOT_ALLOWED')
    return type
  }
}

/** The disk is full, gone or broken: nothing the sender could do better. */
function isDiskTrouble(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENOENT', 'ENOTDIR', 'EACCES', 'EMFILE'].includes(code)
}
