import type { SqlRunner } from '../platform/database/sql.js'
import type { ItemRow } from './item-moves.js'

/** Which school year of which claim a paper proves. */
export interface YearOfPaper {
  claimId: string
  yearId: string
}

/** The item of a school year for this document; the first file makes it. The caller holds the claim. */
export async function itemOfYear(
  sql: SqlRunner,
  { claimId, yearId }: YearOfPaper,
  code: string,
  now: string,
): Promise<ItemRow> {
  await sql.rows(
    `insert into document_item (claim_id, scholarship_year_id, code, position, necessity, created_at)
     values ($1, $2, $3, 0, 'not_needed', $4) on conflict on constraint document_item_once do nothing`,
    [claimId, yearId, code, now],
  )
  const [item] = await sql.rows<ItemRow>(
    'select id, claim_id, code, state from document_item where claim_id = $1 and scholarship_year_id = $2 and code = $3',
    [claimId, yearId, code],
  )
  if (!item) throw new Error('The item of a school year was not made.')
  return item
}
