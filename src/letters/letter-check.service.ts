import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { readLetterCode } from './letter-code.js'
import type { LetterKind } from './letter-kinds.js'
import { LetterWords } from './letter-words.js'

/** All that the world may know of a letter: that it is ours. No name, no claim, no amount. */
export interface KnownLetter {
  readonly number: string
  readonly kind: LetterKind
  readonly label: string
  readonly issuedOn: string
  /** Of the PDF as we wrote it, hexadecimal. */
  readonly sha256: string
}

/** Whether a letter that somebody holds was written here. */
@Injectable()
export class LetterCheck {
  constructor(
    private readonly sql: Sql,
    private readonly words: LetterWords,
  ) {}

  /** Undefined alike for a code that was never given, one that is no code, and a letter not yet written. */
  async find(typed: string): Promise<KnownLetter | undefined> {
    const letter = await this.sql.first<Omit<KnownLetter, 'label'>>(
      `select l.number, l.kind, l.issued_on as "issuedOn", encode(f.sha256, 'hex') as sha256
       from letter l join letter_file f on f.letter_id = l.id where l.code = $1`,
      [readLetterCode(typed)],
    )
    return letter && { ...letter, label: this.words.common.kinds[letter.kind].label }
  }
}
