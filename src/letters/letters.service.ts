/**
 * Writes the letters of a claim: takes the next number of the branch, sets the page, seals the PDF in the vault. A
 * letter tells of one step and is written once; trying again finds the number it took and the file it made.
 */
import { Injectable } from '@nestjs/common'
import { formatDateId } from '#libs/local-date'
import { SealedPapers } from '../documents/sealed-papers.service.js'
import { Clock } from '../platform/clock/clock.js'
import { PublicUrl } from '../platform/public-url.js'
import { Sql, violatedUnique } from '../platform/database/sql.js'
import { newLetterCode, spacedCode } from './letter-code.js'
import { LetterContents } from './letter-contents.service.js'
import { letterOf, type LetterKind } from './letter-kinds.js'
import { findOccasion, type Occasion } from './letter-occasion.query.js'
import type { Sheet } from './letter-sheet.js'
import { LetterWords } from './letter-words.js'
import { letterPage } from './rendering/letter-page.js'
import { taggedPdf } from './rendering/tagged-pdf.js'

interface Numbered {
  id: string
  number: string
  code: string
  written: boolean
}

@Injectable()
export class Letters {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: LetterWords,
    private readonly contents: LetterContents,
    private readonly papers: SealedPapers,
    private readonly publicUrl: PublicUrl,
  ) {}

  /** Writes the letter that a step causes, unless it is written. Safe to run any number of times, also at once. */
  async write(claimId: string, seq: number): Promise<void> {
    const occasion = await findOccasion(this.sql, claimId, seq)
    const kind = occasion && letterOf(occasion.event)
    if (!occasion || !kind) throw new Error(`Step ${seq} of claim ${claimId} causes no letter.`)
    const blocks = await this.contents.of(kind, occasion)
    const letter = await this.numbered(kind, occasion)
    if (letter.written) return
    const pdf = await taggedPdf(letterPage({ ...this.sheetOf(kind, occasion, letter), blocks }, this.words))
    const { sha256, size, storageKey } = await this.papers.keep(claimId, pdf)
    await this.sql.rows(
      `insert into letter_file (letter_id, sha256, size, storage_key, written_at) values ($1, $2, $3, $4, $5)
       on conflict (letter_id) do nothing`,
      [letter.id, sha256, size, storageKey, this.clock.now()],
    )
  }

  /** The number of this letter: the one it took before, or the next of its branch and year. */
  private async numbered(kind: LetterKind, occasion: Occasion): Promise<Numbered> {
    const known = await this.find(kind, occasion)
    if (known) return known
    try {
      await this.takeNumber(kind, occasion)
    } catch (error) {
      // A twin was faster by a moment; with the refused row its number is free again.
      if (!violatedUnique(error)) throw error
    }
    const taken = await this.find(kind, occasion)
    if (!taken) throw new Error(`The letter ${kind} of claim ${occasion.number} was not numbered.`)
    return taken
  }

  private find(kind: LetterKind, { claim_id, round, seq }: Occasion): Promise<Numbered | undefined> {
    return this.sql.first<Numbered>(
      `select l.id, l.number, l.code, exists (select from letter_file f where f.letter_id = l.id) as written
       from letter l where l.claim_id = $1 and l.kind = $2 and l.round = $3 and l.seq = $4`,
      [claim_id, kind, round, seq],
    )
  }

  /** Number and letter in one statement: who comes next waits for it, and without the letter there is no number. */
  private async takeNumber(kind: LetterKind, occasion: Occasion): Promise<void> {
    const { claim_id, round, seq, on, branch_id, branch_code } = occasion
    await this.sql.rows(
      `with taken as (
         insert into letter_number as n (branch_id, year, last) values ($1, extract(year from $2::date), 1)
         on conflict (branch_id, year) do update set last = n.last + 1 returning year, last)
       insert into letter (branch_id, year, serial, number, claim_id, kind, round, seq, code, issued_on, created_at)
       select $1, year, last, concat_ws('/', lpad(last::text, greatest(4, length(last::text)), '0'), $3::text, $4::text, year),
         $5, $6, $7, $8, $9, $2, $10 from taken`,
      [
        branch_id,
        on,
        this.words.common.kinds[kind].letters,
        branch_code,
        claim_id,
        kind,
        round,
        seq,
        newLetterCode(),
        this.clock.now(),
      ],
    )
  }

  private sheetOf(kind: LetterKind, occasion: Occasion, { number, code }: Numbered): Omit<Sheet, 'blocks'> {
    const checkUrl = `${this.publicUrl.base}/surat/${code}`
    return {
      title: this.words.common.kinds[kind].label,
      number,
      date: formatDateId(occasion.on),
      claim: occasion.number,
      branch: occasion.branch,
      phone: occasion.phone,
      recipient: occasion.recipient,
      relation: occasion.relation === null ? null : this.words.relationToParticipant(occasion.relation),
      checkUrl,
      checkAddress: checkUrl.replace(/^https?:\/\//, ''),
      code: spacedCode(code),
      madeAt: occasion.at,
    }
  }
}
