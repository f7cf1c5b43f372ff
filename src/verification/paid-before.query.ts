import type { SqlRunner } from '../platform/database/sql.js'

/** A person to whom earlier rounds of a claim have paid. */
export interface PaidBefore {
  /** The first payee that named this person. */
  person: string
  name: string
  relation: string
  /** Whole rupiah, without what came back or was asked back. */
  held: bigint
  /** Beyond what the present round grants him; below zero he is owed the difference. */
  overpaid: bigint
}

/** What earlier rounds of a claim have paid to whom, against what the present round grants. */
export function paidBefore(sql: SqlRunner, claimId: string): Promise<PaidBefore[]> {
  return sql.rows<PaidBefore>(
    `select h.person, y.name, y.relation, h.held, o.amount as overpaid
     from claim c cross join lateral held_before(c.id, c.round) h join payee y on y.id = h.person
     join lateral overpaid_to(c.id, c.round, false) o on o.person = h.person
     where c.id = $1 order by y.position`,
    [claimId],
  )
}
