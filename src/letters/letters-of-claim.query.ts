import type { Sql } from '../platform/database/sql.js'
import type { LetterKind } from './letter-kinds.js'

export interface LetterOfClaim {
  number: string
  kind: LetterKind
  issuedOn: string
  /** Null while it is being written. */
  sha256: string | null
}

/** The letters of a claim for whoever follows its story: that they exist, not what they say. */
export async function findLettersOfClaim(sql: Sql, claimId: string): Promise<LetterOfClaim[]> {
  return sql.rows<LetterOfClaim>(
    `select l.number, l.kind, l.issued_on as "issuedOn", encode(f.sha256, 'hex') as sha256
     from letter l left join letter_file f on f.letter_id = l.id where l.claim_id = $1 order by l.seq, l.kind`,
    [claimId],
  )
}
