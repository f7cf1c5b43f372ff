import { Injectable } from '@nestjs/common'
import { ChecklistService } from '../documents/checklist.service.js'
import { loadObjectionBodies } from '../objections/objection-bodies.rule.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { RefusalGrounds } from '../platform/law-loader/refusal-grounds.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { composeApproval } from './kinds/decision-approval.letter.js'
import { composeRefusal, type ObjectionTerms } from './kinds/decision-refusal.letter.js'
import { readDecision } from './kinds/decision.query.js'
import {
  composeObjectionAnswer,
  composeObjectionReceipt,
  composeObjectionReferral,
} from './kinds/objection.letter.js'
import { admissionOf, readObjectionStep } from './kinds/objection.query.js'
import { composeOverpaymentNotice } from './kinds/overpayment-notice.letter.js'
import { readRecoveryStep } from './kinds/overpayment-notice.query.js'
import { composeAdvice } from './kinds/payment-advice.letter.js'
import { readPaidOut } from './kinds/payment-advice.query.js'
import { composeReceipt } from './kinds/receipt.letter.js'
import { readReceipt } from './kinds/receipt.query.js'
import { composeRequest, type DocumentLore } from './kinds/request.letter.js'
import { readRequest } from './kinds/request.query.js'
import { type ClaimLetterKind, isToldInLetter, letterOfObjection } from './letter-kinds.js'
import { dueOn, type Occasion } from './letter-occasion.query.js'
import type { Block } from './letter-sheet.js'
import { LetterWords } from './letter-words.js'

/** What each kind of letter says about a step: read as it was at that step, in the words of its file. */
@Injectable()
export class LetterContents {
  private readonly bodies = loadObjectionBodies()

  constructor(
    private readonly sql: Sql,
    private readonly law: LawInForce,
    private readonly words: LetterWords,
    private readonly grounds: RefusalGrounds,
    private readonly checklist: ChecklistService,
    private readonly personal: PersonalData,
  ) {}

  async of(kind: ClaimLetterKind, occasion: Occasion): Promise<Block[]> {
    switch (kind) {
      case 'receipt': {
        const asked = await this.checklist.itemsFor(occasion.claim_id)
        return composeReceipt(occasion, await readReceipt(this.sql, occasion), asked, this.words)
      }
      case 'request': {
        const asked = await this.checklist.itemsFor(occasion.claim_id)
        const lore: DocumentLore = {
          item: (code) => asked.find((item) => item.code === code),
          defect: (code) => this.checklist.defectInWords(code),
        }
        return composeRequest(
          occasion,
          await readRequest(this.sql, this.personal, occasion),
          lore,
          this.words,
        )
      }
      case 'decision-approval': {
        const due = await dueOn(this.sql, occasion, 'legal')
        return composeApproval(
          occasion,
          await readDecision(this.sql, this.personal, occasion),
          due,
          this.words,
        )
      }
      case 'decision-refusal': {
        const decision = await readDecision(this.sql, this.personal, occasion)
        return composeRefusal(occasion, decision, await this.objection(occasion), this.grounds, this.words)
      }
      case 'payment-advice':
        return composeAdvice(occasion, await readPaidOut(this.sql, this.personal, occasion), this.words)
      case 'objection-receipt':
        return this.objectionReceipt(occasion)
      case 'objection-answer':
      case 'objection-referral':
        throw new Error(`No step of a claim causes the letter ${kind}.`)
    }
  }

  /** What a step of an objection is told in, and how; undefined for one that causes no letter. */
  async ofObjection(
    objectionId: string,
    step: number,
  ): Promise<{ kind: ClaimLetterKind; blocks: (occasion: Occasion) => Block[] } | undefined> {
    const told = await readObjectionStep(this.sql, this.personal, objectionId, step)
    const kind = told && letterOfObjection(told.event)
    if (!told || !kind) return undefined
    const compose = kind === 'objection-referral' ? composeObjectionReferral : composeObjectionAnswer
    return { kind, blocks: (occasion) => compose(occasion, told, this.bodies, this.words) }
  }

  /** What a step of a recovery is told in; undefined for one that causes no letter. */
  async ofRecovery(recoveryId: string, step: number): Promise<((occasion: Occasion) => Block[]) | undefined> {
    const told = await readRecoveryStep(this.sql, this.personal, recoveryId, step)
    if (!told || !isToldInLetter(told.event)) return undefined
    return (occasion) => composeOverpaymentNotice(occasion, told, this.words)
  }

  private async objectionReceipt(occasion: Occasion): Promise<Block[]> {
    const admission = await admissionOf(this.sql, occasion.claim_id, occasion.round)
    const told =
      admission && (await readObjectionStep(this.sql, this.personal, admission.objection_id, admission.seq))
    if (!told)
      throw new Error(`Claim ${occasion.number} went into round ${occasion.round} without an objection.`)
    return composeObjectionReceipt(
      occasion,
      told,
      await dueOn(this.sql, occasion, 'objection_outcome'),
      this.words,
    )
  }

  private async objection(occasion: Occasion): Promise<ObjectionTerms> {
    const { length } = this.law.clockRules.objection_outcome
    return {
      due: await dueOn(this.sql, occasion, 'objection'),
      answerWithin: 'working_days' in length ? length.working_days : null,
    }
  }
}
