import { Injectable } from '@nestjs/common'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { DocumentStore } from './storage/document-store.port.js'
import { ResumableUploads } from './uploads/resumable-uploads.service.js'

/** Whatever is still on its way to its row is younger than this. */
const HOURS = 24
const BATCH = 500

/** What the vault puts into the store, and what it leaves aside while it does; all else in there is not ours to judge. */
const OURS = /^(incoming\/[0-9a-f-]{36}|[0-9a-f-]{36}\/[0-9a-f]{64})$/

export interface Swept {
  uploads: number
  orphans: number
}

/**
 * Removes what no row speaks of: pieces of uploads that nobody finished, and content whose receipt broke off after it
 * was in its place. What a row names is never touched, however old.
 */
@Injectable()
export class DocumentSweep {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly store: DocumentStore,
    private readonly uploads: ResumableUploads,
  ) {}

  async run(): Promise<Swept> {
    const uploads = await this.uploads.removeExpired()
    const before = formatInstant(addHours(parseInstant(this.clock.now()), -HOURS))
    let orphans = 0
    let keys: string[] = []
    for await (const { key, storedAt } of this.store.list()) {
      if (storedAt < before && OURS.test(key)) keys.push(key)
      if (keys.length < BATCH) continue
      orphans += await this.removeUnnamed(keys, before)
      keys = []
    }
    orphans += await this.removeUnnamed(keys, before)
    return { uploads, orphans }
  }

  private async removeUnnamed(keys: readonly string[], before: string): Promise<number> {
    const unnamed = await this.sql.rows<{ key: string }>(
      `select key from unnest($1::text[]) as key
       where not exists (select from document_file f where f.storage_key = key)
         and not exists (select from document_preview p where p.storage_key = key)
         and not exists (select from letter_file l where l.storage_key = key)`,
      [keys],
    )
    let removed = 0
    for (const { key } of unnamed) if (await this.store.removeIfOlder(key, before)) removed++
    return removed
  }
}
