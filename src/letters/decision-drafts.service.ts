/**
 * A decision's letter before anybody has decided: the very words that the family would read if it were decided today.
 * It has no number and no code, is kept nowhere, and each of its pages says that it is a draft.
 */
import { Injectable } from '@nestjs/common'
import { formatDateId } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { RefusalGrounds } from '../platform/law-loader/refusal-grounds.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import { composeApproval } from './kinds/decision-approval.letter.js'
import { composeRefusal } from './kinds/decision-refusal.letter.js'
import {
  decisionToBe,
  type FrozenDecision,
  type ProposedRefusal,
  readDecision,
} from './kinds/decision.query.js'
import { dueOn, type Occasion, occasionToBe } from './letter-occasion.query.js'
import type { Block, Sheet } from './letter-sheet.js'
import { LetterWords } from './letter-words.js'
import { letterPage } from './rendering/letter-page.js'
import { taggedPdf } from './rendering/tagged-pdf.js'

export type { Block } from './letter-sheet.js'

/** What is about to be proposed; `on_file` is what was proposed already. */
export type DraftOf =
  { kind: 'pay' } | ({ kind: 'refuse' } & ProposedRefusal) | { kind: 'pay' | 'refuse'; on_file: true }

export interface DraftLetter {
  title: string
  blocks: readonly Block[]
}

@Injectable()
export class DecisionDrafts {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly grounds: RefusalGrounds,
    private readonly words: LetterWords,
    private readonly personal: PersonalData,
  ) {}

  async letter(claimId: string, draft: DraftOf): Promise<DraftLetter> {
    return this.compose(await this.occasion(claimId, draft), draft)
  }

  async pdf(claimId: string, draft: DraftOf): Promise<Buffer> {
    const occasion = await this.occasion(claimId, draft)
    const { title, blocks } = await this.compose(occasion, draft)
    const sheet: Sheet = {
      title,
      number: this.words.common.page.draft,
      draft: true,
      date: formatDateId(occasion.on),
      about: [this.words.common.page.claim, occasion.number],
      branch: occasion.branch,
      phone: occasion.phone,
      recipient: occasion.recipient,
      relation: occasion.relation === null ? null : this.words.relationToParticipant(occasion.relation),
      checkUrl: '',
      checkAddress: '',
      code: '',
      madeAt: occasion.at,
      blocks,
    }
    return taggedPdf(letterPage(sheet, this.words))
  }

  private async occasion(claimId: string, { kind }: DraftOf): Promise<Occasion> {
    const event = kind === 'pay' ? 'approve' : 'reject'
    const occasion = await occasionToBe(this.sql, claimId, event, this.clock.now())
    if (!occasion) throw new NotFound('Klaim ini tidak ditemukan.')
    return occasion
  }

  private async compose(occasion: Occasion, draft: DraftOf): Promise<DraftLetter> {
    const { kinds } = this.words.common
    const decision = await this.decision(occasion, draft)
    if (draft.kind === 'pay') {
      const due = await dueOn(this.sql, occasion, 'legal')
      return {
        title: kinds['decision-approval'].label,
        blocks: composeApproval(occasion, decision, due, this.words),
      }
    }
    const { length } = this.law.clockRules.objection_outcome
    const terms = {
      due: this.law.lastDayOf('objection', occasion.on),
      answerWithin: 'working_days' in length ? length.working_days : null,
    }
    const blocks = composeRefusal(occasion, decision, terms, this.grounds, this.words)
    return { title: kinds['decision-refusal'].label, blocks }
  }

  private decision(occasion: Occasion, draft: DraftOf): Promise<FrozenDecision> {
    if ('on_file' in draft) return readDecision(this.sql, this.personal, occasion)
    return decisionToBe(
      this.sql,
      this.personal,
      occasion.claim_id,
      draft.kind === 'refuse' ? draft : undefined,
    )
  }
}
