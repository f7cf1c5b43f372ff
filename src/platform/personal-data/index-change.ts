/** What happens in the window: the one transaction in which new digests take the places of the old ones. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { SqlRunner } from '../database/sql.js'
import type { IndexColumn } from './index-columns.js'

/** Digests of a column that have no successor. */
export interface IndexesLeft {
  readonly place: string
  readonly count: number
}

export interface ChangeOfIndexes {
  readonly changed: number
  /** How many were let go with them: what they were made of is gone. */
  readonly givenUp: number
}

interface Change {
  readonly giveUp: number
  readonly changed?: (table: string) => void | Promise<void>
}

/** Whoever just ended may still be on the way out. */
const LOOKS = 8
const LOOK_EVERY_MS = 250

const without = ({ table, column }: IndexColumn): string =>
  `${table} t where t.${column} is not null and not exists (select from index_renewal r where r.old = t.${column})`

export async function indexesLeft(sql: SqlRunner, columns: readonly IndexColumn[]): Promise<IndexesLeft[]> {
  const left: IndexesLeft[] = []
  for (const each of columns) {
    const [row] = await sql.rows<{ count: number }>(`select count(*)::int as count from ${without(each)}`)
    if (row && row.count > 0) left.push({ place: `${each.table}.${each.column}`, count: row.count })
  }
  return left
}

/**
 * A process keeps the key that it once read: it would go on to write what nobody finds. So nobody else may be connected,
 * be it a service, a worker or a command; each of them holds a connection as long as it runs.
 */
export async function assertNobodyElse(sql: SqlRunner, looks = LOOKS): Promise<void> {
  const others = await sql.rows<{ who: string; count: number }>(
    `select usename as who, count(*)::int as count from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and usename is not null
       and coalesce(backend_type, 'client backend') = 'client backend'
     group by 1 order by 1`,
  )
  if (others.length === 0) return
  if (looks > 1) {
    await sleep(LOOK_EVERY_MS)
    return assertNobodyElse(sql, looks - 1)
  }
  const named = others.map(({ who, count }) => `${who} ${count}`).join(', ')
  throw new Error(
    `Layanan masih berjalan: ada sambungan lain ke basis data (${named}). Hentikan layanan, pekerja, dan perintah lain, lalu jalankan lagi.`,
  )
}

/** Within one transaction of the owner; its guards are set aside in it and nowhere else. */
export async function takeNewIndexes(
  sql: SqlRunner,
  columns: readonly IndexColumn[],
  { giveUp, changed }: Change,
): Promise<ChangeOfIndexes> {
  const tables = [...new Set(columns.map(({ table }) => table))]
  // Also the keys: a process that starts now waits here, and then reads the new one.
  await sql.rows(`lock table named_key, ${tables.join(', ')} in access exclusive mode`)
  await assertNobodyElse(sql, 1)
  const passing = columns.filter((column) => column.passing)
  const left = await indexesLeft(
    sql,
    columns.filter((column) => !column.passing),
  )
  assertGivenUp(left, giveUp)
  for (const column of giveUp > 0 ? columns : passing) await letGo(sql, column)
  let count = 0
  for (const { table, column } of columns) {
    await sql.rows(`alter table ${table} disable trigger user`)
    const [row] = await sql.rows<{ count: number }>(
      `with changed as (update ${table} t set ${column} = r.fresh from index_renewal r where r.old = t.${column} returning 1)
       select count(*)::int as count from changed`,
    )
    await sql.rows(`alter table ${table} enable trigger user`)
    count += row?.count ?? 0
    await changed?.(table)
  }
  await sql.rows('truncate index_renewal')
  return { changed: count, givenUp: giveUp }
}

/** Rows that had the same digest have the same one again; no value leads to it. */
async function letGo(sql: SqlRunner, column: IndexColumn): Promise<void> {
  await sql.rows(
    `insert into index_renewal (old, fresh)
     select old, uuid_send(gen_random_uuid()) from (select distinct t.${column.column} as old from ${without(column)}) x`,
  )
}

function assertGivenUp(left: readonly IndexesLeft[], giveUp: number): void {
  const count = left.reduce((sum, each) => sum + each.count, 0)
  if (count === giveUp) return
  const named = left.map((each) => `${each.place} ${each.count}`).join(', ')
  throw new Error(
    count === 0
      ? 'Semua indeks mendapat gantinya; --give-up tidak perlu.'
      : `${count} indeks tidak mendapat gantinya, karena nilainya tidak dapat dibuka (${named}). Pulihkan kuncinya lalu jalankan lagi. ` +
          `Bila kuncinya memang dimusnahkan, lepaskan: --give-up ${count}. Catatan itu tidak ditemukan lagi lewat nomornya.`,
  )
}
