import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

export interface RecentImport {
  id: bigint
  fileName: string
  importedAt: string
  new: number
  changed: number
  refused: number
  undoneAt: string | null
}

/** The files that were applied last for one group of participants, the newest first. */
@Injectable()
export class RecentImports {
  constructor(private readonly sql: Sql) {}

  list(cohortId: string | null, limit: number): Promise<RecentImport[]> {
    return this.sql.rows<RecentImport>(
      `select id, file_name as "fileName", imported_at as "importedAt", new_count as new, changed_count as changed,
         refused_count as refused, undone_at as "undoneAt"
       from import_batch where cohort_id is not distinct from $1 and not dry_run order by id desc limit $2`,
      [cohortId, limit],
    )
  }

  /** Whether the import was for this group. */
  async has(cohortId: string | null, batchId: bigint): Promise<boolean> {
    const found = await this.sql.rows(
      'select from import_batch where id = $2 and cohort_id is not distinct from $1',
      [cohortId, batchId],
    )
    return found.length > 0
  }
}
