/**
 * Each of these commits with a change of the registry. A worker then compares the claims that are still open with what the
 * registry says now.
 */
import type { SqlRunner } from '../platform/database/sql.js'

/** $1 at */
export const announceChange = `insert into outbox (topic, occurred_at) values ('coverage.compare', $1)`

/** The same as the last part of one statement, when its part `change` gave any row. */
export function announceAfter(change: string, at: string): string {
  return `insert into outbox (topic, occurred_at) select 'coverage.compare', ${at} where exists (select from ${change})`
}

export async function announceRegistryChange(sql: SqlRunner, at: string): Promise<void> {
  await sql.rows(announceChange, [at])
}
