import type { SqlRunner } from '../../src/platform/database/sql.js'

/** A digest of every row that belongs to a claim, by table: equal before and after when nothing was written. */
export async function tracesOf(sql: SqlRunner, claimId: string): Promise<Record<string, string>> {
  const tables = await sql.rows<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'claim_id' order by table_name`,
  )
  const sources = [
    { name: 'claim', where: 'id = $1' },
    ...tables.map(({ name }) => ({ name, where: 'claim_id = $1' })),
  ]
  const digests = await Promise.all(
    sources.map(async ({ name, where }) => {
      const [row] = await sql.rows<{ digest: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${name} t where ${where}`,
        [claimId],
      )
      return [name, row?.digest ?? ''] as const
    }),
  )
  return Object.fromEntries(digests)
}
