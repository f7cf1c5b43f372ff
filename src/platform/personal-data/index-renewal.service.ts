/**
 * Puts a new key in the place of one by which people, phones or accounts are found. While the product works every digest
 * gets its successor in a table of its own, some pages at a time; stopped, it goes on with what has none yet. In a window
 * all of them take their places in one transaction. It works as the owner, because the past is closed to the application.
 */
import { blocksOf } from '../database/blocks-of-table.js'
import type { Clock } from '../clock/clock.js'
import type { OwnerSql } from '../database/owner-sql.js'
import { ClaimKeys, KeyGone } from './claim-keys.js'
import { INDEX_BYTES, indexes, indexKeys, type IndexSource, type RenewableIndex } from './index-columns.js'
import {
  assertNobodyElse,
  type ChangeOfIndexes,
  type IndexesLeft,
  indexesLeft,
  takeNewIndexes,
} from './index-change.js'
import type { KeyRing } from './key-ring.js'
import { KeyedDigest } from './keyed-digest.js'
import { NamedKeys } from './named-keys.js'
import type { PersonalColumn } from './personal-columns.js'
import { PersonalData } from './personal-data.service.js'
import { SealBroken } from './sealing.js'

export interface FilledIndexes {
  /** How many got their successor in this run. */
  readonly filled: number
  /** Those of which no value was found that can be opened. */
  readonly left: readonly IndexesLeft[]
}

/** Told how far it is; the next piece waits for it. */
export interface RenewalProgress {
  readonly filled?: (count: number) => void | Promise<void>
  readonly changed?: (table: string) => void | Promise<void>
}

interface Digests {
  readonly old: KeyedDigest
  readonly fresh: KeyedDigest
}

interface SourceRow {
  old: Buffer
  sealed: string
  beside: string
}

/** A key is under its name in use, and under this one while it is prepared. */
const nextOf = (kind: RenewableIndex): string => `${indexKeys[kind]}.next`

export class IndexRenewal {
  private readonly keys: NamedKeys
  private readonly personal: PersonalData

  constructor(
    private readonly owner: OwnerSql,
    clock: Clock,
    ring: KeyRing,
  ) {
    this.keys = new NamedKeys(owner, clock, ring)
    this.personal = new PersonalData(new ClaimKeys(owner, clock, ring), this.keys)
  }

  /** The product may work meanwhile. Safe to stop and to run again. @throws Error that names the master key which is missing */
  async prepare(kind: RenewableIndex, progress: RenewalProgress = {}): Promise<FilledIndexes> {
    await this.assertMayBegin(kind)
    const filled = await this.fill(kind, progress)
    const lasting = indexes[kind].columns.filter(({ passing }) => !passing)
    return { filled, left: await indexesLeft(this.owner, lasting) }
  }

  /**
   * Puts every new digest and the new key in their places, or nothing; the old key is gone with it. `giveUp` is how many
   * indexes are let go of which nobody can open the value any more.
   * @throws Error that says what stands in the way: the product runs, or an index has no successor
   */
  async change(
    kind: RenewableIndex,
    { giveUp = 0, ...progress }: RenewalProgress & { giveUp?: number } = {},
  ): Promise<ChangeOfIndexes> {
    await this.assertMayBegin(kind)
    await this.assertPrepared(kind)
    await assertNobodyElse(this.owner)
    await this.fill(kind, progress)
    const secret = await this.keys.secretOf(nextOf(kind))
    const changed = await this.owner.transaction(async (sql) => {
      const change = await takeNewIndexes(sql, indexes[kind].columns, { giveUp, changed: progress.changed })
      await this.keys.replace(sql, indexKeys[kind], secret)
      await this.keys.drop(sql, nextOf(kind))
      return change
    })
    // The old digests and the old key still lie in the pages as rows that nobody sees.
    const tables = new Set(indexes[kind].columns.map(({ table }) => table))
    await this.owner.rows(`vacuum (analyze) named_key, ${[...tables].join(', ')}`)
    return changed
  }

  private async fill(kind: RenewableIndex, progress: RenewalProgress): Promise<number> {
    const digests = {
      old: new KeyedDigest(await this.keys.secretOf(indexKeys[kind])),
      fresh: new KeyedDigest(await this.keys.secretOf(nextOf(kind))),
    }
    let filled = 0
    for (const source of indexes[kind].sources) {
      for await (const range of blocksOf(this.owner, source.table)) {
        filled += await this.fillBlocks(source, range, digests)
        await progress.filled?.(filled)
      }
    }
    return filled
  }

  private async fillBlocks(
    source: IndexSource,
    range: readonly [from: string, to: string],
    digests: Digests,
  ): Promise<number> {
    const { table, index, sealed, beside = 'null' } = source
    const rows = await this.owner.rows<SourceRow>(
      `select distinct on (old) old, sealed, beside
       from (select ${index} as old, ${sealed} as sealed, ${beside}::text as beside from ${table} t
         where t.ctid >= $1::tid and t.ctid < $2::tid) x
       where old is not null and not exists (select from index_renewal r where r.old = x.old)`,
      range,
    )
    const pairs = (await this.openAll(rows, source.place)).flatMap((row) => {
      const text = source.textOf(row.sealed, row.beside)
      // Whatever the index was made of, it was not this.
      return bytesOf(digests.old, text).equals(row.old)
        ? [{ old: row.old, fresh: bytesOf(digests.fresh, text) }]
        : []
    })
    const written = await this.owner.rows(
      `insert into index_renewal (old, fresh) select * from unnest($1::bytea[], $2::bytea[])
       on conflict (old) do nothing returning 1`,
      [pairs.map(({ old }) => old), pairs.map(({ fresh }) => fresh)],
    )
    return written.length
  }

  /** The rows with their values open. Only where one does not open are they read one by one, and that one is left out. */
  private async openAll(rows: readonly SourceRow[], place: PersonalColumn): Promise<SourceRow[]> {
    try {
      return await this.personal.reveal(rows, { sealed: place })
    } catch (error) {
      if (!(error instanceof SealBroken || error instanceof KeyGone)) throw error
    }
    if (rows.length === 1) return []
    const opened: SourceRow[] = []
    for (const row of rows) opened.push(...(await this.openAll([row], place)))
    return opened
  }

  private async assertMayBegin(kind: RenewableIndex): Promise<void> {
    const [owner] = await this.owner.rows<{ is: boolean }>(
      `select pg_has_role(c.relowner, 'usage') as is from pg_class c where c.oid = 'index_renewal'::regclass`,
    )
    if (!owner?.is)
      throw new Error(
        'Perintah ini menulis juga pada data yang lampau, jadi perlu login pemilik skema. Isi MIGRATION_DATABASE_URL.',
      )
    await this.keys.assertReadable()
    if (!(await this.keys.findSecret(indexKeys[kind])))
      throw new Error(`Indeks ${kind} belum pernah dipakai, jadi tidak ada yang diperbarui.`)
    const other = renewedOther(kind, await this.keys.names())
    if (other)
      throw new Error(
        `Pembaruan indeks ${other} belum selesai. Selesaikan dulu: npm run santun -- keys renew-index ${other} --switch`,
      )
  }

  private async assertPrepared(kind: RenewableIndex): Promise<void> {
    if ((await this.keys.names()).includes(nextOf(kind))) return
    throw new Error(
      `Indeks ${kind} belum disiapkan. Jalankan dulu, selagi layanan berjalan: npm run santun -- keys renew-index ${kind}`,
    )
  }
}

/** One at a time: the successors of all kinds lie in one table. */
function renewedOther(kind: RenewableIndex, names: readonly string[]): RenewableIndex | undefined {
  const kinds = Object.keys(indexes) as RenewableIndex[]
  return kinds.find((each) => each !== kind && names.includes(nextOf(each)))
}

function bytesOf(digest: KeyedDigest, text: string): Buffer {
  return Buffer.from(digest.hex(text).slice(0, 2 * INDEX_BYTES), 'hex')
}
