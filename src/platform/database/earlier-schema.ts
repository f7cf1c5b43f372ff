import type { Client } from 'pg'

/** The last of the steps by which the schema came about before it was written down whole: who took it has taken all. */
export const LAST_EARLIER_STEP = '097-index-renewal'
/** One of them that nothing is called today. */
const AN_EARLIER_STEP = '002-claims'

/**
 * A database that was brought up by the earlier steps has the same schema, so it goes on under the names of today. One
 * that stopped on the way is refused, untouched.
 */
export async function adoptEarlierSchema(client: Client, names: readonly string[]): Promise<void> {
  const { rows: kept } = await client.query<{ there: boolean }>(
    "select to_regclass('public.mikro_orm_migrations') is not null as there",
  )
  if (!kept[0]?.there) return
  const { rows } = await client.query<{ name: string }>('select name from mikro_orm_migrations')
  const taken = new Set(rows.map(({ name }) => name))
  if (!taken.has(AN_EARLIER_STEP)) return
  if (!taken.has(LAST_EARLIER_STEP)) {
    throw new Error(
      'Basis data ini berhenti di tengah perubahan skema versi lama. Selesaikan dengan versi itu ("npm run santun -- migrate"), lalu jalankan versi ini; data Anda tetap utuh.',
    )
  }
  await client.query('begin')
  await client.query('delete from mikro_orm_migrations')
  await client.query(
    'insert into mikro_orm_migrations (name, executed_at) select name, now() from unnest($1::text[]) as x(name)',
    [names],
  )
  await client.query('commit')
}
