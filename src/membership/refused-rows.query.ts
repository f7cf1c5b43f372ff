import { Injectable } from '@nestjs/common'
import { columnHeadings, neutralizeCell, participantColumns, reportHeadings } from '#libs/participant-row'
import { stringify } from 'csv-stringify/sync'
import { Sql } from '../platform/database/sql.js'
import { type Identity, PersonalData } from '../platform/personal-data/personal-data.service.js'
import { ImportWords, type RowReason } from './import-words.js'

const PAGE_ROWS = 500

interface Finding {
  readonly row: number
  readonly reasons: readonly RowReason[]
  readonly cells: readonly string[] | null
}

/** What an import could not take, or took with a doubt, in the words of the people who must mend it. */
@Injectable()
export class RefusedRows {
  constructor(
    private readonly sql: Sql,
    private readonly words: ImportWords,
    private readonly personal: PersonalData,
  ) {}

  /** Whether there is such an import; of this person, because refused rows hold the numbers of people in clear. */
  async isKnown(batchId: bigint, by?: string): Promise<boolean> {
    const found = await this.sql.rows(
      'select from import_batch where id = $1 and ($2::text is null or imported_by = $2)',
      [batchId, by ?? null],
    )
    return found.length > 0
  }

  /**
   * The refused rows as a CSV, piece by piece: row number, reasons, and the cells as they came, in the order of the
   * template. Mended, it can be imported as it is. No cell can run as a formula.
   */
  async *csv(batchId: bigint): AsyncGenerator<string> {
    const template = participantColumns.map((column) => columnHeadings[column][0])
    yield stringify([[...reportHeadings, ...template]], { bom: true })
    for await (const { row, reasons, cells } of this.findings(batchId, true)) {
      const why = reasons.map((reason) => this.words.reason(reason)).join(' ')
      yield stringify([[row, why, ...(cells ?? []).map(neutralizeCell)]])
    }
  }

  /** Row numbers and reasons, refused rows or those taken with a warning; the first rows of a batch come first. */
  async list(
    batchId: bigint,
    kind: 'refused' | 'warned',
    limit: number,
  ): Promise<{ row: number; reasons: string[] }[]> {
    const found = await this.page(batchId, kind === 'refused', 0, limit)
    return found.map(({ row, reasons }) => ({
      row,
      reasons: reasons.map((reason) => this.words.reason(reason)),
    }))
  }

  private async *findings(batchId: bigint, refused: boolean): AsyncGenerator<Finding> {
    let after = 0
    for (;;) {
      const page = await this.page(batchId, refused, after, PAGE_ROWS)
      yield* page
      const last = page.at(-1)
      if (!last) return
      after = last.row
    }
  }

  private async page(batchId: bigint, refused: boolean, after: number, limit: number): Promise<Finding[]> {
    const found = await this.sql.rows<
      Omit<Finding, 'cells'> & {
        sealed: readonly string[] | null
        identity: Identity | null
        cells: readonly string[]
      }
    >(
      `select row_number as row, reasons, case jsonb_typeof(cells) when 'string' then cells #>> '{}' end as sealed,
         cells ->> 'identity' as identity, cells -> 'cells' as cells from import_finding
       where batch_id = $1 and refused = $2 and row_number > $3 order by row_number limit $4`,
      [batchId, refused, after, limit],
    )
    const clear = await this.personal.reveal(found, {
      sealed: 'import_finding.cells',
      identity: 'participant.identity',
    })
    return clear.map(({ row, reasons, sealed, identity, cells }) => ({
      row,
      reasons,
      // The template has the NIK first and the phone last.
      cells: sealed ?? (identity && [identity[0], ...cells, identity[1] ?? '']),
    }))
  }
}
