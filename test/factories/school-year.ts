/** Scholarships as an approval opens them: a claim that was paid, its children's awards, the school year that is open now. */
import { Guardians } from '../../src/scholarship/guardians.service.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { ScholarshipSweep } from '../../src/scholarship/scholarship-sweep.service.js'
import type { Product } from '../support/product.js'
import { aClaim, type TestClaim } from './claim.js'

export interface ChildsYear {
  awardId: string
  yearId: string
  child: string
}

/** A paid claim with two children, the heir as their guardian, and the school year of each that is open. */
export async function aScholarship(product: Product): Promise<{ claim: TestClaim; years: ChildsYear[] }> {
  const claim = await aClaim(product).ofType('jkk_death').withTwoChildren().paid()
  await product.get(ScholarshipSweep).run()
  const years = await product.sql.rows<ChildsYear>(
    `select a.id as "awardId", y.id as "yearId", a.child_name as child from scholarship_award a
     join scholarship_year y on y.award_id = a.id and y.state = 'open' where a.claim_id = $1 order by a.slot`,
    [claim.id],
  )
  const { name, bankCode, accountNumber, accountHolder = name } = claim.payee
  const guardian = claim.heir.id.replace('party:', '')
  for (const [index, { awardId }] of years.entries()) {
    const account = { name, relation: 'guardian', bankCode, accountHolder } as const
    const number = `${accountNumber.slice(0, -2)}${70 + index}`
    await product
      .get(Guardians)
      .settle(awardId, { ...account, accountNumber: number }, guardian, product.staff.verifier)
  }
  return { claim, years }
}

/** The papers of a year were looked at by machines and wait for a person. */
export async function papersChecked(product: Product, yearId: string): Promise<boolean> {
  const waiting = await product.sql.rows(
    `select 1 from document_item where scholarship_year_id = $1 and state in ('receiving', 'received', 'checking')`,
    [yearId],
  )
  return waiting.length === 0
}

/** As the family photographed them, the checks left them, and a verifier accepted them. */
export async function papersOnFile(
  sql: Sql,
  yearId: string,
  { codes = ['SK_SEKOLAH', 'RAPOR'], by, at }: { codes?: readonly string[]; by: string; at: string },
): Promise<void> {
  await sql.rows(
    `insert into document_item (claim_id, scholarship_year_id, code, position, necessity, created_at, state, looked_at_by)
     select a.claim_id, y.id, x.code, 0, 'not_needed', $3, 'accepted', $4 from scholarship_year y join scholarship_award a on a.id = y.award_id
     cross join unnest($2::text[]) as x(code) where y.id = $1 on conflict on constraint document_item_once do nothing`,
    [yearId, codes, at, by],
  )
}
