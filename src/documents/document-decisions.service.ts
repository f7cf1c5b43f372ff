/**
 * What people decide about documents: accept, find a defect, waive, take over from a machine that gave up. When the
 * last required document is accepted the claim learns it in the same breath.
 */
import { Injectable } from '@nestjs/common'
import { type Alternative, type DefectCode, defectCodes } from '#libs/checklist'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { sendToChecks } from './check-queue.js'
import { ChecklistService } from './checklist.service.js'
import { assertInVerification, itemOf, lockClaim } from './claim-access.js'
import { ClaimProgress } from './claim-progress.service.js'
import type { ComparedValues } from './compared-values.rule.js'
import { DocumentWords } from './document-words.js'
import { type ItemMove, type ItemRow, moveItem } from './item-moves.js'

export interface Acceptance {
  /** Code of the lawful alternative that was given instead of the document itself. */
  alternative?: string
  /** The verifier held the original in his hands. */
  originalSeen?: boolean
  /** What was seen when the paper was compared with the claim, value by value. */
  compared?: ComparedValues
}

@Injectable()
export class DocumentDecisions {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly nudge: OutboxNudge,
    private readonly words: DocumentWords,
    private readonly checklist: ChecklistService,
    private readonly progress: ClaimProgress,
  ) {}

  /** @throws InvalidInput, NotAllowed, NotFound */
  async accept(claimId: string, code: string, actor: Actor, acceptance: Acceptance = {}): Promise<void> {
    const alternative = await this.alternativeOf(claimId, code, acceptance.alternative)
    if (alternative?.approval === 'approver')
      throw this.words.refusal('/alternative', 'ALTERNATIVE_NEEDS_APPROVER')
    const seen = acceptance.originalSeen ? actor.id : null
    const set = { alternative: alternative?.code ?? null, original_seen_by: seen, defect_code: null }
    await this.decideInVerification(claimId, code, { event: 'accept', actor, input: { ...acceptance }, set })
    await this.progress.completed(claimId)
  }

  /**
   * Says what is wrong with a document, or that it is missing. Nothing is sent to the family by this: the whole list
   * goes out at once with `request_documents`.
   * @throws InvalidInput, NotAllowed, NotFound
   */
  async markDefective(
    claimId: string,
    code: string,
    defect: string,
    actor: Actor,
    { note, compared }: { note?: string; compared?: ComparedValues } = {},
  ): Promise<void> {
    const defectCode = this.knownDefect(defect)
    const kept = note === undefined ? null : await this.checklist.noteToKeep(claimId, note)
    const set = { defect_code: defectCode, note: kept, original_seen_by: null, alternative: null }
    await this.decideInVerification(claimId, code, {
      event: 'find_defect',
      actor,
      input: { defectCode, compared },
      set,
    })
  }

  /** Marks every required document that was never given as not supplied, so that one list names them all. Returns their codes. */
  async markMissing(claimId: string, actor: Actor): Promise<string[]> {
    return this.sql.transaction(async (sql) => {
      assertInVerification(await lockClaim(sql, this.words, claimId, actor), this.words)
      const missing = await sql.rows<ItemRow>(
        `select id, claim_id, code, state from document_item
         where claim_id = $1 and necessity = 'required' and state in ('required', 'declared_missing') order by position`,
        [claimId],
      )
      const defectCode: DefectCode = 'NOT_SUPPLIED'
      for (const item of missing) {
        await this.move(sql, item, {
          event: 'find_defect',
          actor,
          input: { defectCode },
          set: { defect_code: defectCode },
        })
      }
      return missing.map((item) => item.code)
    })
  }

  /**
   * Does without a document that was declared missing or found defective.
   * @throws InvalidInput, NotAllowed, NotFound
   */
  async waive(
    claimId: string,
    code: string,
    reason: string,
    actor: Actor,
    alternativeCode?: string,
  ): Promise<void> {
    const alternative = await this.alternativeOf(claimId, code, alternativeCode)
    const set = { alternative: alternative?.code ?? null, defect_code: null }
    await this.decideInVerification(claimId, code, {
      event: 'waive',
      actor,
      input: { reason: await this.checklist.noteToKeep(claimId, reason), alternative: alternative?.code },
      set,
    })
    await this.progress.completed(claimId)
  }

  /** Lets the machine try once more what it had given up. @throws InvalidInput, NotAllowed, NotFound */
  async retryChecks(claimId: string, code: string, actor: Actor): Promise<void> {
    await this.sql.transaction(async (sql) => {
      await lockClaim(sql, this.words, claimId, actor)
      const item = await itemOf(sql, this.words, claimId, code)
      await moveItem(sql, this.words, item, { event: 'retry_checks', actor, at: this.clock.now() })
      await sql.rows(
        `update document_check k set outcome = 'pending', checked_at = null from document_file f
         where f.id = k.file_id and f.item_id = $1 and f.superseded_at is null and k.outcome = 'stalled'`,
        [item.id],
      )
      await sendToChecks(sql, claimId, this.clock.now())
    })
    this.nudge.afterCommit()
  }

  /** A person looked where the machine gave up; the checks stay recorded as not done. @throws InvalidInput, NotAllowed, NotFound */
  async checkByHand(claimId: string, code: string, reason: string, actor: Actor): Promise<void> {
    const kept = await this.checklist.noteToKeep(claimId, reason)
    await this.sql.transaction(async (sql) => {
      assertInVerification(await lockClaim(sql, this.words, claimId, actor), this.words)
      const item = await itemOf(sql, this.words, claimId, code)
      await moveItem(sql, this.words, item, {
        event: 'check_by_hand',
        actor,
        at: this.clock.now(),
        input: { reason: kept },
      })
      await sql.rows(
        `update document_check k set outcome = 'unavailable' from document_file f
         where f.id = k.file_id and f.item_id = $1 and f.superseded_at is null and k.outcome = 'stalled'`,
        [item.id],
      )
    })
  }

  /**
   * Should this process die before it tells the claim that its papers are complete, the message that commits with the
   * decision makes a worker tell it.
   */
  private async decideInVerification(
    claimId: string,
    code: string,
    move: Omit<ItemMove, 'at'>,
  ): Promise<void> {
    await this.sql.transaction(async (sql) => {
      assertInVerification(await lockClaim(sql, this.words, claimId, move.actor), this.words)
      await this.move(sql, await itemOf(sql, this.words, claimId, code), move)
      if (await isComplete(sql, claimId)) await sendToChecks(sql, claimId, this.clock.now())
    })
    this.nudge.afterCommit()
  }

  private async move(sql: SqlRunner, item: ItemRow, move: Omit<ItemMove, 'at'>): Promise<void> {
    const at = this.clock.now()
    await moveItem(sql, this.words, item, {
      ...move,
      at,
      set: { ...move.set, looked_at: at, looked_at_by: move.actor.id },
    })
  }

  private async alternativeOf(
    claimId: string,
    code: string,
    alternative: string | undefined,
  ): Promise<Alternative | undefined> {
    if (alternative === undefined) return undefined
    const item = (await this.checklist.itemsFor(claimId)).find((candidate) => candidate.code === code)
    const found = item?.alternatives.find((candidate) => candidate.code === alternative)
    if (!found) throw this.words.refusal('/alternative', 'UNKNOWN_ALTERNATIVE', { code: alternative })
    return found
  }

  /** What a defect is called; its code where it is not known. */
  defectInWords(code: string): string {
    return (defectCodes as readonly string[]).includes(code)
      ? this.words.defect(code as DefectCode).words
      : code
  }

  private knownDefect(code: string): DefectCode {
    const found = defectCodes.find((known) => known === code)
    if (code.trim() === '') throw this.words.refusal('/defectCode', 'DEFECT_WITHOUT_CODE')
    if (!found) throw this.words.refusal('/defectCode', 'UNKNOWN_DEFECT', { code })
    return found
  }
}

async function isComplete(sql: SqlRunner, claimId: string): Promise<boolean> {
  const open = await sql.rows(
    `select from document_item
     where claim_id = $1 and necessity = 'required' and state not in ('accepted', 'waived') limit 1`,
    [claimId],
  )
  return open.length === 0
}
