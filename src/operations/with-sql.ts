import { runtimeDatabase } from '../platform/database/runtime-database.js'
import { Sql } from '../platform/database/sql.js'

/** Lends a command one small pool on the product's database; a running service's server is used, not disturbed. */
export async function withSql<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const database = await runtimeDatabase()
  const sql = new Sql(database.application, 2)
  try {
    return await work(sql)
  } finally {
    await sql.onApplicationShutdown()
    await database.embedded?.stop()
  }
}
