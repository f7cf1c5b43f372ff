import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import type { TableFile } from '../platform/table-file.js'

export interface ForecastRow {
  school_year: string
  branch: string
  level: string
  children: number
  /** What was decided and not yet paid. */
  owed: bigint
  /** An estimate: years that nobody has decided yet. */
  expected: bigint
}

/** Years that may still cost money: `paid`, `not_payable` and years that nothing is expected of are left out. */
const DECIDED = `('approved', 'paying')`

/** What the children's scholarships will still cost, by school year, branch and level, from the plan of each child. */
@Injectable()
export class ScholarshipForecast {
  constructor(private readonly sql: Sql) {}

  /** @param branchId null for every branch */
  list(branchId: string | null): Promise<ForecastRow[]> {
    return this.sql.rows<ForecastRow>(
      `select y.school_year, b.name as branch, coalesce(y.level, y.expected_level) as level, count(*)::int as children,
         coalesce(sum(y.amount) filter (where y.state in ${DECIDED}), 0)::bigint as owed,
         coalesce(sum(coalesce(y.amount, y.expected_amount)) filter (where y.state not in ${DECIDED}), 0)::bigint as expected
       from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id
       join branch b on b.id = c.branch_id
       where y.state not in ('paid', 'not_payable') and (y.amount is not null or y.expected_amount > 0)
         and (a.state in ('active', 'waiting_school_age', 'suspended') or y.state in ${DECIDED})
         and ($1::uuid is null or c.branch_id = $1)
       group by 1, 2, 3 order by 1, 2, min(y.opens_on), 3`,
      [branchId],
    )
  }
}

/** The same as a table for spreadsheets. */
export function forecastTable(rows: readonly ForecastRow[]): TableFile {
  return {
    title: 'Perkiraan beasiswa',
    headings: ['tahun ajaran', 'kantor', 'jenjang', 'anak', 'sudah diputuskan (Rp)', 'perkiraan (Rp)'],
    rows: rows.map(({ school_year, branch, level, children, owed, expected }) => [
      school_year,
      branch,
      level,
      children,
      owed,
      expected,
    ]),
  }
}
