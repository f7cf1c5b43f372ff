import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../clock/clock.js'
import { type Placed, SharedStatement } from '../database/shared-statement.js'
import { Sql, type SqlRunner } from '../database/sql.js'
import { NotFound } from '../problem/problems.js'
import { KeyRing } from './key-ring.js'
import { seal, unseal } from './sealing.js'

const KEY_BYTES = 32
const BATCH = 500
/** Tells how many were done so far. */
export type OnProgress = (done: number) => void

interface WrappedKey {
  claim_id: string
  master_key: string
  wrapped: Buffer
}

/** The key of this claim is gone, and with it its values. */
export class KeyGone extends Error {
  constructor(claimId: string) {
    super(`Kunci data klaim ${claimId} tidak ada; data pribadinya tidak terbaca lagi.`)
  }
}

/** The key of a claim that is being opened, and the row that keeps it: to be written with the claim or not at all. */
export interface DrawnKey {
  readonly secret: Buffer
  readonly masterKey: string
  readonly wrapped: Buffer
}

/**
 * One data key a claim, kept wrapped: without its row nothing personal of the claim and none of its files can be read,
 * in backups neither.
 */
@Injectable()
export class ClaimKeys {
  /** Keys are never kept: one that was deleted opens nothing any more. */
  private readonly lookUp = new SharedStatement<string, WrappedKey>((claimIds) => this.findAll(claimIds))

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly ring: KeyRing,
  ) {}

  /** The data key of a claim; made on first need. */
  async keyOf(claimId: string, sql: SqlRunner = this.sql): Promise<Buffer> {
    return (await this.find(claimId, sql)) ?? this.make(claimId, sql)
  }

  /** The data keys of these claims. @throws KeyGone */
  async keysOf(claimIds: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = await Promise.all(claimIds.map((claimId) => this.lookUp.first(claimId)))
    return new Map(
      claimIds.map((claimId, index) => {
        const row = rows[index]
        if (!row) throw new KeyGone(claimId)
        return [claimId, this.unwrap(claimId, row)]
      }),
    )
  }

  draw(claimId: string): DrawnKey {
    const secret = randomBytes(KEY_BYTES)
    const masterKey = this.ring.current
    return { secret, masterKey, wrapped: seal(secret, this.ring.get(masterKey), purposeOf(claimId)) }
  }

  /**
   * Wraps every data key anew that an older master key of the ring still wraps, so that the old one can be retired.
   * Files are not touched. Safe to stop and to run again. Returns how many keys were wrapped anew.
   */
  async rotate(onProgress?: OnProgress): Promise<number> {
    let rotated = 0
    for (;;) {
      const rows = await this.sql.rows<WrappedKey>(
        'select claim_id, master_key, wrapped from claim_data_key where master_key <> $1 limit $2',
        [this.ring.current, BATCH],
      )
      rotated += await this.wrapAnew(rows)
      onProgress?.(rotated)
      if (rows.length < BATCH) return rotated
    }
  }

  private async wrapAnew(rows: readonly WrappedKey[]): Promise<number> {
    const master = this.ring.get(this.ring.current)
    const wrapped = rows.map((row) => seal(this.unwrap(row.claim_id, row), master, purposeOf(row.claim_id)))
    const changed = await this.sql.rows(
      `update claim_data_key k set master_key = $1, wrapped = x.wrapped
       from unnest($2::uuid[], $3::text[], $4::bytea[]) as x(claim_id, old, wrapped)
       where k.claim_id = x.claim_id and k.master_key = x.old returning k.claim_id`,
      [
        this.ring.current,
        rows.map(({ claim_id }) => claim_id),
        rows.map(({ master_key }) => master_key),
        wrapped,
      ],
    )
    return changed.length
  }

  private async find(claimId: string, sql: SqlRunner): Promise<Buffer | undefined> {
    // Within a transaction its own connection sees what nobody else does.
    const row = sql === this.sql ? await this.lookUp.first(claimId) : (await this.findAll([claimId], sql))[0]
    return row && this.unwrap(claimId, row)
  }

  private findAll(
    claimIds: readonly string[],
    sql: SqlRunner = this.sql.forGroups,
  ): Promise<(WrappedKey & Placed)[]> {
    return sql.rows(
      `select x.place::int, k.* from unnest($1::uuid[]) with ordinality as x(claim_id, place)
       cross join lateral (select k.claim_id, k.master_key, k.wrapped from claim_data_key k
         where k.claim_id = x.claim_id offset 0) k`,
      [claimIds],
    )
  }

  /** @throws Error that names the master key which is missing or is not the one that wrapped this */
  private unwrap(claimId: string, { wrapped, master_key }: WrappedKey): Buffer {
    const master = this.ring.get(master_key)
    try {
      return unseal(wrapped, master, purposeOf(claimId))
    } catch (cause) {
      throw new Error(
        `Kunci utama "${master_key}" bukan kunci yang dulu membungkus kunci data klaim ${claimId}.`,
        { cause },
      )
    }
  }

  private async make(claimId: string, sql: SqlRunner): Promise<Buffer> {
    const { masterKey, wrapped } = this.draw(claimId)
    await sql.rows(
      `insert into claim_data_key (claim_id, master_key, wrapped, created_at)
       select id, $2, $3, $4 from claim where id = $1 on conflict (claim_id) do nothing`,
      [claimId, masterKey, wrapped, this.clock.now()],
    )
    // Of two that made a key at once, the row says which one holds.
    const kept = await this.find(claimId, sql)
    if (!kept) throw new NotFound('Klaim ini tidak ditemukan.')
    return kept
  }
}

function purposeOf(claimId: string): string {
  return `claim_data_key:${claimId}`
}
