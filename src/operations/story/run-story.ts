/**
 * Tells the story of Paser on a database: the cohort is imported and billed, two families are taken from submission to
 * payout, and, for a newcomer, a dozen families of today are left in every interesting state. Told once a database; after
 * an interruption it goes on where it stopped.
 */
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { dateOfInstant, parseInstant } from '#libs/local-date'
import { type ClaimStory, findClaimStory } from '../../claims/claim-story.query.js'
import { ClaimLifecycle } from '../../claims/claim-lifecycle.service.js'
import { DeadlineSweep } from '../../claims/deadline-sweep.service.js'
import { ChecklistService } from '../../documents/checklist.service.js'
import { DocumentDecisions } from '../../documents/document-decisions.service.js'
import { DocumentService } from '../../documents/document.service.js'
import { YearPapers } from '../../documents/year-papers.service.js'
import { IntakeService } from '../../intake/intake.service.js'
import { PaymentBatches } from '../../payment/payment-batches.service.js'
import { PaymentSweep } from '../../payment/payment-sweep.service.js'
import { Clock, MovedClock } from '../../platform/clock/clock.js'
import type { Database } from '../../platform/database/database-settings.js'
import { environmentFor } from '../../platform/database/runtime-database.js'
import { StderrLogger } from '../../platform/logging/stderr-logger.js'
import { PersonalData } from '../../platform/personal-data/personal-data.service.js'
import { Sql } from '../../platform/database/sql.js'
import { Guardians } from '../../scholarship/guardians.service.js'
import { ScholarshipLifecycle } from '../../scholarship/scholarship-lifecycle.service.js'
import { ScholarshipSweep } from '../../scholarship/scholarship-sweep.service.js'
import { YearApplications } from '../../scholarship/year-applications.service.js'
import { StaffAccounts } from '../../staff/staff-accounts.service.js'
import { VerificationService } from '../../verification/verification.service.js'
import { startProcess } from '../child-process.js'
import { unlessStopped } from '../stop-signal.js'
import { agendaOf, type Appointment, instantAt, keep } from './agenda.js'
import { enrol, type Enrolment } from './enrol.js'
import type { Family } from './family.js'
import { FamilyJourney, type Product } from './family-journey.js'
import { paserCohort, PASER_WORKERS } from './paser-cohort.js'
import { paserSponsor } from './paser-families.js'
import { PASER_STORY_ENDS, paserStory } from './paser-story.js'
import { type Progress, progressOn } from './progress.js'
import { paidLines, storyReport, type PaidLine, type StoryReport } from './story-report.js'
import { StoryModule } from './story.module.js'
import { peopleTheBranch, type Staff } from './story-world.js'
import { hurtWorkers, todayAccidents } from './today-accidents.js'
import { prepareBank, todayCohort, todayFamilies, todaySponsor } from './today-families.js'

export interface StoryOptions {
  database: Database
  /** A newcomer also gets the families of today; a reader only the story. */
  audience: 'newcomer' | 'reader'
  progress?: Progress
  /** Ends the telling wherever it is; the next one goes on from there. */
  stop?: AbortSignal
}

export interface ToldStory {
  report: StoryReport
  lines: PaidLine[]
  histories: ClaimStory[]
}

const STORY_BEGINS = '2022-09-30 16:00'

export async function runStory({
  database,
  audience,
  progress = progressOn(process.stderr),
  stop,
}: StoryOptions): Promise<ToldStory | undefined> {
  if (audience === 'newcomer' && (await isTold(database))) return undefined
  const clock = new MovedClock(instantAt(STORY_BEGINS))
  const settings = { database, redisUrl: process.env.REDIS_URL, clock, redeliverAfter: 3 }
  const starting = startProcess('main.worker', {
    ...environmentFor(database),
    SANTUN_CLOCK: 'story',
    // The sample papers of the story have nothing to read, and reading takes a second a page.
    SANTUN_TEXT_READER: 'off',
  })
  // Why it did not start is thrown below, where all the rest is ended too.
  const stopWorker = starting.then(
    (worker) => () => worker.stop(),
    () => () => Promise.resolve(),
  )
  const context = await NestFactory.createApplicationContext(StoryModule.for(settings), {
    logger: new StderrLogger(),
    abortOnError: false,
  })
  const telling = async (): Promise<ToldStory> => {
    const told = await tell(context, clock, progress)
    if (audience === 'newcomer') await tellToday(context, clock, progress)
    return told
  }
  try {
    await starting
    return await unlessStopped(telling(), stop)
  } finally {
    progress.leave()
    await Promise.all([context.close(), stopWorker.then((end) => end())])
  }
}

async function tell(
  context: INestApplicationContext,
  clock: MovedClock,
  progress: Progress,
): Promise<ToldStory> {
  const sql = context.get(Sql)
  const staff = await peopleTheBranch(sql, context.get(StaffAccounts, { strict: false }))
  const enrolment = await enrol(
    context,
    { sponsor: paserSponsor, lines: paserCohort(), rows: PASER_WORKERS, by: 'rina' },
    progress,
  )
  const world = { product: productOf(context), staff, clock, progress }
  await live(world, 'Dua keluarga, dari pengajuan sampai dibayar', paserStory)
  const end = instantAt(PASER_STORY_ENDS)
  if (end > clock.now()) clock.moveTo(end)
  const keys = paserStory.map((family) => family.key)
  await sql.rows("insert into story_chapter (name) values ('paser') on conflict do nothing")
  const report = await storyReport(sql, totalsOf(enrolment), keys)
  const personal = context.get(PersonalData, { strict: false })
  const histories = await Promise.all(
    report.claims.map((claim) => findClaimStory(sql, personal, claim.number)),
  )
  return {
    report,
    lines: await paidLines(sql, personal, keys),
    histories: histories.filter((story) => story !== undefined),
  }
}

async function tellToday(
  context: INestApplicationContext,
  clock: MovedClock,
  progress: Progress,
): Promise<void> {
  const sql = context.get(Sql)
  const staff = await peopleTheBranch(sql, context.get(StaffAccounts, { strict: false }))
  const now = new Date().toISOString()
  const today = dateOfInstant(parseInstant(now), 'WITA')
  const sponsor = todaySponsor(today)
  const enrolledAt = instantAt(`${sponsor.firstMonth} 09:00`)
  if (enrolledAt > clock.now()) clock.moveTo(enrolledAt)
  const families = todayFamilies(today, now, await prepareBank(context))
  const cohort = {
    sponsor,
    lines: todayCohort(today),
    rows: families.length + hurtWorkers().length,
    by: 'rina',
  }
  const { refused } = await enrol(context, cohort, progress)
  if (refused > 0) throw new Error(`${refused} of the families of today were refused by the import.`)
  const accidents = todayAccidents(context, staff, today, now)
  const world = { product: productOf(context), staff, clock, progress }
  await live(world, 'Keluarga-keluarga hari ini', families, accidents)
  await sql.rows("insert into story_chapter (name) values ('today') on conflict do nothing")
}

/** Those who live the story, and how far it has come. */
interface World {
  product: Product
  staff: Staff
  clock: MovedClock
  progress: Progress
}

async function live(
  { product, staff, clock, progress }: World,
  title: string,
  families: readonly Family[],
  others: readonly Appointment[] = [],
): Promise<void> {
  const agenda = agendaOf(families, (family) => new FamilyJourney(product, staff, family), others)
  progress.begin(title, agenda.length)
  await keep(agenda, clock, (done) => progress.to(done))
  progress.end(`${title}: ${agenda.length} langkah.`)
}

function productOf(context: INestApplicationContext): Product {
  const options = { strict: false }
  return {
    sql: context.get(Sql, options),
    clock: context.get(Clock, options),
    lifecycle: context.get(ClaimLifecycle, options),
    intake: context.get(IntakeService, options),
    documents: context.get(DocumentService, options),
    decisions: context.get(DocumentDecisions, options),
    verification: context.get(VerificationService, options),
    batches: context.get(PaymentBatches, options),
    payments: context.get(PaymentSweep, options),
    deadlines: context.get(DeadlineSweep, options),
    scholarships: {
      sweep: context.get(ScholarshipSweep, options),
      guardians: context.get(Guardians, options),
      applications: context.get(YearApplications, options),
      lifecycle: context.get(ScholarshipLifecycle, options),
      papers: context.get(YearPapers, options),
      checklist: context.get(ChecklistService, options),
    },
  }
}

function totalsOf(
  enrolment: Enrolment,
): Pick<StoryReport, 'participants' | 'refused_rows' | 'contributions_total'> {
  const { participants, refused, contributions } = enrolment
  return { participants, refused_rows: refused, contributions_total: Number(contributions) }
}

async function isTold(database: Database): Promise<boolean> {
  const sql = new Sql(database.application, 1)
  try {
    return (await sql.rows("select 1 from story_chapter where name = 'today'")).length > 0
  } finally {
    await sql.onApplicationShutdown()
  }
}
