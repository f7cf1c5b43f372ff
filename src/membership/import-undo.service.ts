/** Takes one import back, whole or not at all; what it had brought stays in the tables of the past. */
import { Injectable } from '@nestjs/common'
import pg from 'pg'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { announceImport } from './announce-change.js'
import { IMPORT_LOCK } from './import-lock.js'
import { ImportWords } from './import-words.js'

export interface UndoReport {
  /** Participants the import had brought. */
  readonly removed: number
  /** Participants who are again as they were before it. */
  readonly restored: number
}

const UNDO_REFUSED = 'SN013'

@Injectable()
export class ImportUndo {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: ImportWords,
  ) {}

  /** @throws InvalidInput when later facts rest on the import, naming which */
  async undo(batchId: bigint, by: string): Promise<UndoReport> {
    try {
      return await this.sql.transaction(async (sql) => {
        await sql.rows('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
        const [report] = await sql.rows<UndoReport>('select * from undo_import_batch($1, $2, $3)', [
          batchId,
          by,
          this.clock.now(),
        ])
        if (!report) throw new Error('the undo gave no answer')
        await sql.rows(announceImport, [this.clock.now(), String(batchId)])
        return report
      })
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === UNDO_REFUSED) {
        throw this.words.undoRefused(error.detail ?? 'BATCH_UNKNOWN')
      }
      throw error
    }
  }
}
