import pg from 'pg'
import type { Sql, SqlRunner } from '../platform/database/sql.js'

/** Deadlock, serialization failure, and a batch that lost a payment while it was counted (SN111). */
const LOST_RACES: readonly (string | undefined)[] = ['40P01', '40001', 'SN111']
const TRIES = 5

/** Runs `work` in one transaction. What lost a race was rolled back as a whole, and decides again on what it finds. */
export async function inTransaction<Result>(
  sql: Sql,
  work: (sql: SqlRunner) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await sql.transaction(work)
    } catch (error) {
      const lost = error instanceof pg.DatabaseError && LOST_RACES.includes(error.code)
      if (!lost || tries === TRIES) throw error
    }
  }
}
