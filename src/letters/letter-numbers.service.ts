import { Injectable } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql, violatedUnique } from '../platform/database/sql.js'
import { PublicUrl } from '../platform/public-url.js'
import { newLetterCode, spacedCode } from './letter-code.js'
import type { LetterKind } from './letter-kinds.js'
import type { Sheet } from './letter-sheet.js'
import { LetterWords } from './letter-words.js'

/** The step that a letter tells of: of a claim, of a recovery of it, or of an incident. */
export interface NumberedStep {
  readonly claim_id?: string
  readonly incident_id?: string
  /** Number of the claim or the incident. */
  readonly number: string
  readonly round: number
  readonly seq: number
  /** The step of a recovery of the claim, where the letter tells of one. */
  readonly recovery?: { readonly id: string; readonly seq: number }
  readonly on: LocalDate
  readonly branch_id: string
  readonly branch_code: string
}

export interface NumberedLetter {
  id: string
  number: string
  code: string
  written: boolean
}

/** Gives each letter its number, without gaps in a branch and a year, and the code by which anybody may check it. */
@Injectable()
export class LetterNumbers {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: LetterWords,
    private readonly publicUrl: PublicUrl,
  ) {}

  /** The number of this letter: the one it took before, or the next of its branch and year. */
  async of(kind: LetterKind, step: NumberedStep): Promise<NumberedLetter> {
    const known = await this.find(kind, step)
    if (known) return known
    try {
      await this.take(kind, step)
    } catch (error) {
      // A twin was faster by a moment; with the refused row its number is free again.
      if (!violatedUnique(error)) throw error
    }
    const taken = await this.find(kind, step)
    if (!taken) throw new Error(`The letter ${kind} of ${step.number} was not numbered.`)
    return taken
  }

  /** Title, number and code as they stand on the page. */
  headOf(
    kind: LetterKind,
    { number, code }: NumberedLetter,
  ): Pick<Sheet, 'title' | 'number' | 'checkUrl' | 'checkAddress' | 'code'> {
    const checkUrl = `${this.publicUrl.base}/surat/${code}`
    return {
      title: this.words.common.kinds[kind].label,
      number,
      checkUrl,
      checkAddress: checkUrl.replace(/^https?:\/\//, ''),
      code: spacedCode(code),
    }
  }

  private find(
    kind: LetterKind,
    { claim_id, incident_id, round, seq, recovery }: NumberedStep,
  ): Promise<NumberedLetter | undefined> {
    return this.sql.first<NumberedLetter>(
      `select l.id, l.number, l.code, exists (select from letter_file f where f.letter_id = l.id) as written
       from letter l where (l.claim_id = $1 or l.incident_id = $2) and l.kind = $3
         and case when $6::uuid is null then l.round = $4 and l.seq = $5 else l.recovery_id = $6 and l.recovery_seq = $7 end`,
      [claim_id ?? null, incident_id ?? null, kind, round, seq, recovery?.id ?? null, recovery?.seq ?? null],
    )
  }

  /** Number and letter in one statement: who comes next waits for it, and without the letter there is no number. */
  private async take(kind: LetterKind, step: NumberedStep): Promise<void> {
    const { claim_id, incident_id, round, seq, recovery, on, branch_id, branch_code } = step
    await this.sql.rows(
      `with taken as (
         insert into letter_number as n (branch_id, year, last) values ($1, extract(year from $2::date), 1)
         on conflict (branch_id, year) do update set last = n.last + 1 returning year, last)
       insert into letter (branch_id, year, serial, number, claim_id, incident_id, kind, round, seq, code, issued_on, created_at,
         recovery_id, recovery_seq)
       select $1, year, last, concat_ws('/', lpad(last::text, greatest(4, length(last::text)), '0'), $3::text, $4::text, year),
         $5, $6, $7, $8, $9, $10, $2, $11, $12, $13 from taken`,
      [
        ...[branch_id, on, this.words.common.kinds[kind].letters, branch_code],
        ...[claim_id ?? null, incident_id ?? null, kind, round, seq, newLetterCode(), this.clock.now()],
        ...[recovery?.id ?? null, recovery?.seq ?? null],
      ],
    )
  }
}
