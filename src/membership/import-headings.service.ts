/**
 * What the headings of a sponsor's files stand for, where they are not ours: a person says it once, and it holds for every
 * later file of that sponsor. Those who pay for themselves are remembered together.
 */
import { Injectable } from '@nestjs/common'
import { columnOf, headingName, type HeadingChoices, type ParticipantColumn } from '#libs/participant-row'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { ImportWords } from './import-words.js'

/** Numbers this long stand in data and never in a heading; what looks like data is not kept as one. */
const DATA = /\d{6}/
const LONGEST_HEADING = 100

const SPONSOR = '(select sponsor_id from cohort where id = $1::uuid)'

/** $1 cohort */
const findChoices = `select heading, stands_for as "standsFor" from import_heading
  where sponsor_id is not distinct from ${SPONSOR} order by heading`

interface KeptHeading {
  readonly heading: string
  readonly standsFor: ParticipantColumn | null
}

interface Queries {
  query(text: string, values: unknown[]): Promise<{ rows: KeptHeading[] }>
}

/** For an import, on the connection that it has. */
export async function choicesFor(client: Queries, cohortId: string | null): Promise<HeadingChoices> {
  const { rows } = await client.query(findChoices, [cohortId])
  return new Map(rows.map(({ heading, standsFor }) => [heading, standsFor]))
}

/** Whether a first line holds no headings at all but somebody's data. */
export function looksLikeData(cells: readonly string[]): boolean {
  return cells.some((cell) => DATA.test(cell) || cell.length > LONGEST_HEADING)
}

@Injectable()
export class ImportHeadings {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: ImportWords,
  ) {}

  async list(cohortId: string | null): Promise<readonly KeptHeading[]> {
    return this.sql.rows<KeptHeading>(findChoices, [cohortId])
  }

  /** Keeps what headings stand for; what they would stand for anyway need not be kept. @throws InvalidInput for data in their place */
  async keep(cohortId: string | null, choices: HeadingChoices, by: string): Promise<void> {
    if (looksLikeData([...choices.keys()])) throw this.words.fileRefused('FILE_WITHOUT_HEADINGS')
    for (const [heading, standsFor] of choices) {
      const name = headingName(heading)
      if (columnOf(name) === standsFor)
        await this.sql.rows(
          `delete from import_heading where sponsor_id is not distinct from ${SPONSOR} and heading = $2`,
          [cohortId, name],
        )
      else
        await this.sql.rows(
          `insert into import_heading (sponsor_id, heading, stands_for, chosen_by, chosen_at) values (${SPONSOR}, $2, $3, $4, $5)
           on conflict on constraint import_heading_once do update
             set stands_for = excluded.stands_for, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`,
          [cohortId, name, standsFor, by, this.clock.now()],
        )
    }
  }

  async forget(cohortId: string | null): Promise<void> {
    await this.sql.rows(`delete from import_heading where sponsor_id is not distinct from ${SPONSOR}`, [
      cohortId,
    ])
  }
}
