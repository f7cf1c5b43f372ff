import type { INestApplicationContext } from '@nestjs/common'
import { dateOfInstant, type LocalDate, parseInstant } from '#libs/local-date'
import type { Rupiah } from '#libs/rupiah'
import { Contributions } from '../../membership/contributions.service.js'
import { ParticipantImport } from '../../membership/participant-import.service.js'
import { type SponsoredCohort, Sponsors } from '../../membership/sponsors.service.js'
import { Clock } from '../../platform/clock/clock.js'
import type { Progress } from './progress.js'

export interface CohortToEnrol {
  sponsor: SponsoredCohort & { firstMonth: LocalDate; months: number }
  /** The lines of the participants file. */
  lines: AsyncIterable<string> | Iterable<string>
  /** How many rows are expected, for the progress display alone. */
  rows: number
  by: string
}

export interface Enrolment {
  participants: number
  refused: number
  contributions: Rupiah
}

/** Imports a sponsored cohort through the product's own import, bills the sponsor and notes that he paid. */
export async function enrol(
  context: INestApplicationContext,
  { sponsor, lines, rows, by }: CohortToEnrol,
  progress: Progress,
): Promise<Enrolment> {
  const options = { strict: false }
  const contributions = context.get(Contributions, options)
  const cohortId = await context.get(Sponsors, options).ensureCohort(sponsor)
  progress.begin(`Impor peserta ${sponsor.cohort.code}`, rows)
  const report = await context.get(ParticipantImport, options).run({
    source: asAsync(lines),
    fileName: `${sponsor.cohort.code.toLowerCase()}.csv`,
    cohortId,
    by,
    onProgress: (at) => progress.to(at.rows),
  })
  progress.end(
    `Impor peserta ${sponsor.cohort.code}: ${report.rows - report.refused} diterima, ${report.refused} ditolak.`,
  )
  const months = { cohortId, firstMonth: sponsor.firstMonth, months: sponsor.months }
  await contributions.billCohort(months)
  const today = dateOfInstant(parseInstant(context.get(Clock, options).now()), 'WITA')
  const bill = await contributions.payCohort(months, today)
  return { participants: report.rows - report.refused, refused: report.refused, contributions: bill.total }
}

async function* asAsync(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield* lines
}
