import { Sql } from '../../platform/database/sql.js'
import type { CheckResult, DocumentCheck, FileToCheck } from './document-check.js'

const MOST_NAMED = 5

/**
 * Looks for the same file, or the same picture saved anew, on claims of other participants. It never refuses: one paper
 * may lawfully serve twice, so a person looks. A new photo of the same paper is another picture and is not found here.
 */
export class CopyCheck implements DocumentCheck {
  readonly kind = 'copy'

  constructor(private readonly sql: Sql) {}

  async run({ id }: FileToCheck): Promise<CheckResult> {
    const sameContent = await this.claimsWith(id, 'f.sha256 = mine.sha256')
    const sameLook = await this.claimsWith(id, samePicture)
    const others = sameLook.filter((number) => !sameContent.includes(number))
    if (sameContent.length + others.length === 0) return { outcome: 'pass' }
    return { outcome: 'unsure', detail: { sameContent, sameLook: others } }
  }

  private async claimsWith(fileId: string, alike: string): Promise<string[]> {
    const rows = await this.sql.rows<{ number: string }>(
      `select distinct c.number from document_file mine join claim own on own.id = mine.claim_id
       join document_file f on f.claim_id <> mine.claim_id and (${alike}) join claim c on c.id = f.claim_id
       where mine.id = $1 and c.participant_nik_index is distinct from own.participant_nik_index
       order by c.number limit ${MOST_NAMED}`,
      [fileId],
    )
    return rows.map(({ number }) => number)
  }
}

/** At most this many of 64 bits differ between two pictures that are the same. */
const NEAR = 4

/** The five bands of the hash; two hashes this near agree in at least one, and each has its index. */
const samePicture = `bit_count(f.picture_hash # mine.picture_hash) <= ${NEAR} and (${[
  [1, 13],
  [14, 13],
  [27, 13],
  [40, 13],
  [53, 12],
]
  .map(
    ([from, length]) =>
      `substring(f.picture_hash from ${from} for ${length}) = substring(mine.picture_hash from ${from} for ${length})`,
  )
  .join(' or ')})`
