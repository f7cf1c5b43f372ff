/**
 * Writes the letters of a claim: takes the next number of the branch, sets the page, seals the PDF in the vault. A
 * letter tells of one step and is written once; trying again finds the number it took and the file it made.
 */
import { Injectable } from '@nestjs/common'
import { formatDateId } from '#libs/local-date'
import { SealedPapers } from '../documents/sealed-papers.service.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LetterContents } from './letter-contents.service.js'
import { letterOf, type LetterKind } from './letter-kinds.js'
import { LetterNumbers, type NumberedLetter, type NumberedStep } from './letter-numbers.service.js'
import {
  findOccasion,
  type Occasion,
  occasionOfObjection,
  occasionOfRecovery,
} from './letter-occasion.query.js'
import type { Block, Sheet } from './letter-sheet.js'
import { LetterWords } from './letter-words.js'
import { letterPage } from './rendering/letter-page.js'
import { taggedPdf } from './rendering/tagged-pdf.js'

@Injectable()
export class Letters {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: LetterWords,
    private readonly contents: LetterContents,
    private readonly papers: SealedPapers,
    private readonly numbers: LetterNumbers,
  ) {}

  /** Writes the letter that a step causes, unless it is written. Safe to run any number of times, also at once. */
  async write(claimId: string, seq: number): Promise<void> {
    const occasion = await findOccasion(this.sql, claimId, seq)
    const kind = occasion && letterOf(occasion.event)
    if (!occasion || !kind) throw new Error(`Step ${seq} of claim ${claimId} causes no letter.`)
    await this.writeOnce(kind, occasion, await this.contents.of(kind, occasion))
  }

  /** The same for what a step of an objection causes: the answer to it, or where it was taken. */
  async writeOfObjection(objectionId: string, step: number): Promise<void> {
    const [occasion, told] = await Promise.all([
      occasionOfObjection(this.sql, objectionId, step),
      this.contents.ofObjection(objectionId, step),
    ])
    if (!occasion || !told) throw new Error(`Step ${step} of objection ${objectionId} causes no letter.`)
    await this.writeOnce(told.kind, occasion, told.blocks(occasion))
  }

  /** The same for a step of a recovery that its payee is told of. */
  async writeOfRecovery(recoveryId: string, step: number): Promise<void> {
    const [occasion, blocks] = await Promise.all([
      occasionOfRecovery(this.sql, recoveryId, step),
      this.contents.ofRecovery(recoveryId, step),
    ])
    if (!occasion || !blocks) throw new Error(`Step ${step} of recovery ${recoveryId} causes no letter.`)
    const told = { ...occasion, recovery: { id: recoveryId, seq: step } }
    await this.writeOnce('overpayment-notice', told, blocks(occasion))
  }

  private async writeOnce(
    kind: LetterKind,
    occasion: Occasion & Pick<NumberedStep, 'recovery'>,
    blocks: readonly Block[],
  ): Promise<void> {
    const letter = await this.numbers.of(kind, occasion)
    if (letter.written) return
    const pdf = await taggedPdf(letterPage({ ...this.sheetOf(kind, occasion, letter), blocks }, this.words))
    const { sha256, size, storageKey } = await this.papers.keep(occasion.claim_id, pdf)
    await this.sql.rows(
      `insert into letter_file (letter_id, sha256, size, storage_key, written_at) values ($1, $2, $3, $4, $5)
       on conflict (letter_id) do nothing`,
      [letter.id, sha256, size, storageKey, this.clock.now()],
    )
  }

  private sheetOf(kind: LetterKind, occasion: Occasion, letter: NumberedLetter): Omit<Sheet, 'blocks'> {
    return {
      ...this.numbers.headOf(kind, letter),
      date: formatDateId(occasion.on),
      about: [this.words.common.page.claim, occasion.number],
      branch: occasion.branch,
      phone: occasion.phone,
      recipient: occasion.recipient,
      relation: occasion.relation === null ? null : this.words.relationToParticipant(occasion.relation),
      madeAt: occasion.at,
    }
  }
}
