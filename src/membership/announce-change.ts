/**
 * Each of these commits with a change of the registry and says whom it touched. A worker then compares the claims of just
 * those participants with what the registry says now.
 */
import type { SqlRunner } from '../platform/database/sql.js'

/** Whom a change touched: the members of a cohort, one card, the people of an employer, or those of an import. */
export type ChangeScope = 'cohort' | 'kpj' | 'employer' | 'batch'

const scopes: Readonly<Record<ChangeScope, string>> = {
  cohort: `select p.nik_index from membership m join participant p on p.id = m.participant_id where m.cohort_id = $1::uuid`,
  kpj: `select p.nik_index from membership m join participant p on p.id = m.participant_id where m.kpj = $1`,
  employer: `select p.nik_index from employment e join membership m on m.kpj = e.kpj join participant p on p.id = m.participant_id
    where e.employer_id = $1::uuid`,
  // An undone import lies in the tables of the past.
  batch: `select nik_index from participant where batch_id = $1::bigint
    union all
    select p.nik_index from membership m join participant p on p.id = m.participant_id where m.batch_id = $1::bigint
    union all
    select nik_index from participant_past where batch_id = $1::bigint
    union all
    select p.nik_index from membership_past m join participant p on p.id = m.participant_id where m.batch_id = $1::bigint`,
}

/** The keyed indexes of the participants whom an announced change touched. */
export async function touchedBy(sql: SqlRunner, payload: Record<string, unknown>): Promise<Buffer[]> {
  const scope = (Object.keys(scopes) as ChangeScope[]).find((name) => typeof payload[name] === 'string')
  if (!scope) throw new Error('A change of the registry does not say whom it touched.')
  const rows = await sql.rows<{ nik_index: Buffer }>(
    `select distinct nik_index from claim c join (${scopes[scope]}) touched(nik_index)
     on c.participant_nik_index = touched.nik_index`,
    [payload[scope]],
  )
  return rows.map((row) => row.nik_index)
}

/** $1 at, $2 the import */
export const announceImport = `insert into outbox (topic, occurred_at, payload) values ('coverage.compare', $1, jsonb_build_object('batch', $2::text))`

/** The last part of one statement: announces when its part `change` gave any row. `of` is an expression for whom. */
export function announceAfter(change: string, at: string, scope: ChangeScope, of: string): string {
  return `insert into outbox (topic, occurred_at, payload)
    select 'coverage.compare', ${at}, jsonb_build_object('${scope}', (${of})::text) where exists (select from ${change})`
}
