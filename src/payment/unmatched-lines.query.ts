import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import type { PlacementNote } from './payment-codes.js'

export interface UnmatchedLine {
  id: string
  note: PlacementNote
  direction: 'credit' | 'debit' | null
  /** As the file has it. */
  stated_amount: string | null
  amount: bigint | null
  currency: string
  value_date: string | null
  reference: string | null
  transaction_code: string | null
  fault_detail: string | null
  file: string | null
  file_line: number | null
  claim_number: string | null
  payment_amount: bigint | null
  since: string
  owner: string | null
  owner_id: string | null
}

export interface ImportedStatement {
  digest: string
  name: string
  statement_id: string
  imported_at: string
  lines: number
  matched: number
  open: number
  explained: number
  waiting: number
}

export const LINES_A_PAGE = 50

/**
 * The latest placement of a line is the one that counts. A line whose payment is known is for its branch; all others are
 * for every branch, because nobody knows better. $1 branch or null
 */
export const unmatchedLines = `
  from statement_placement m join bank_statement_line l on l.id = m.line_id
    left join payment p on p.id = m.payment_id left join claim c on c.id = p.claim_id
    left join statement_file f on f.digest = l.file_digest
    left join statement_line_owner o on o.line_id = l.id left join staff_member s on s.id = o.owner_id
  where m.outcome = 'unmatched' and ($1::uuid is null or c.branch_id is null or c.branch_id = $1)
    and not exists (select from statement_placement n where n.line_id = m.line_id and n.seq > m.seq)`

/** The inbox of reconciliation: lines that nobody expected, and the statements they came with. */
@Injectable()
export class UnmatchedLines {
  constructor(private readonly sql: Sql) {}

  /** Fifty lines from the oldest on, after the one named. */
  list(
    branchId: string | null,
    after: { since: string; id: string } | null = null,
  ): Promise<UnmatchedLine[]> {
    return this.sql.rows<UnmatchedLine>(
      `select l.id, m.note, l.direction, l.stated_amount, l.amount, l.currency, l.value_date, l.reference, l.transaction_code,
         l.fault_detail, f.name as file, l.file_line, c.number as claim_number, p.amount as payment_amount,
         m.placed_at as since, s.display_name as owner, o.owner_id
       ${unmatchedLines} and ($2::timestamptz is null or (m.placed_at, m.line_id) > ($2, $3))
       order by m.placed_at, m.line_id limit $4`,
      [branchId, after?.since ?? null, after?.id ?? null, LINES_A_PAGE + 1],
    )
  }

  /** One line of the inbox; undefined when it is not there, or for another branch. */
  async find(lineId: string, branchId: string | null): Promise<UnmatchedLine | undefined> {
    return this.sql.first<UnmatchedLine>(
      `select l.id, m.note, l.direction, l.stated_amount, l.amount, l.currency, l.value_date, l.reference, l.transaction_code,
         l.fault_detail, f.name as file, l.file_line, c.number as claim_number, p.amount as payment_amount,
         m.placed_at as since, s.display_name as owner, o.owner_id
       ${unmatchedLines} and l.id = $2`,
      [branchId, lineId],
    )
  }

  async count(branchId: string | null): Promise<number> {
    const row = await this.sql.first<{ count: number }>(`select count(*)::int as count ${unmatchedLines}`, [
      branchId,
    ])
    return row?.count ?? 0
  }

  /** The newest twenty statements, and where their lines ended. */
  statements(): Promise<ImportedStatement[]> {
    return this.sql.rows<ImportedStatement>(
      `select f.digest, f.name, f.statement_id, f.imported_at, count(l.id)::int as lines,
         count(*) filter (where m.outcome = 'matched')::int as matched,
         count(*) filter (where m.outcome = 'unmatched')::int as open,
         count(*) filter (where m.outcome = 'explained')::int as explained,
         count(l.id) filter (where m.outcome is null)::int as waiting
       from (select * from statement_file order by imported_at desc, digest limit 20) f
         left join bank_statement_line l on l.file_digest = f.digest
         left join statement_placement m on m.line_id = l.id and (m.outcome <> 'unmatched'
           or not exists (select from statement_placement n where n.line_id = m.line_id and n.seq > m.seq))
       group by 1, 2, 3, 4 order by f.imported_at desc, f.digest`,
    )
  }
}
