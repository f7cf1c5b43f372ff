import { parseLocalDate } from '#libs/local-date'
import type { SqlRunner } from '../../src/platform/database/sql.js'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'

export interface Child {
  name: string
  birthDate: string
  level: string
  grade: string
  firstSchoolYear: string
}

const law = new LawInForce()

/** A child's award as the approval of its claim opens it. Returns its id. */
export async function anAward(
  sql: SqlRunner,
  { claimId, slot, child, now }: { claimId: string; slot: number; child: Child; now: string },
): Promise<string> {
  const levels = law.book.table('scholarship.levels', parseLocalDate('2022-10-11')).value
  const [row] = await sql.rows<{ id: string }>(
    `insert into scholarship_award (claim_id, participant_nik_index, slot, child_name, child_birth_date, plan, plan_total, awarded_at,
       reference_date, levels, tertiary_years)
     select c.id, c.participant_nik_index, $2, $3, $4, $5, 0, $6, c.event_date, $7, 4 from claim c where c.id = $1 returning id`,
    [
      claimId,
      slot,
      child.name,
      child.birthDate,
      JSON.stringify([{ school_year: child.firstSchoolYear, level: child.level, grade: child.grade }]),
      now,
      JSON.stringify(
        levels.map(({ code, amountPerYear, maxPaidYears }) => ({
          code,
          amount: Number(amountPerYear),
          years: maxPaidYears,
        })),
      ),
    ],
  )
  return row?.id ?? ''
}
