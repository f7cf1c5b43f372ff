import type { SqlRunner } from './sql.js'

/** Blocks of a table at once: some ten thousand rows. */
const BLOCKS = 256

/**
 * The rows of a table in pieces, as ranges of `ctid` with the end left out, so that work over any number of rows takes
 * little memory and may be stopped between them. A row that is written meanwhile may come in none of them.
 */
export async function* blocksOf(sql: SqlRunner, table: string): AsyncGenerator<[from: string, to: string]> {
  const [size] = await sql.rows<{ blocks: number }>(
    `select (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int as blocks`,
    [table],
  )
  for (let block = 0; block < (size?.blocks ?? 0); block += BLOCKS)
    yield [`(${block},0)`, `(${block + BLOCKS},0)`]
}
