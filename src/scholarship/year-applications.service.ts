/**
 * What a family says and gives for one school year: a draft that is kept, papers, and the application itself. The day on
 * which it first came counts, also when something had to be added later.
 */
import { Injectable } from '@nestjs/common'
import { claimantRoles, type Role } from '#libs/lifecycle'
import { parseLocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { Clock } from '../platform/clock/clock.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import {
  InvalidInput,
  NotAllowed,
  NotFound,
  StaleClaim,
  TransitionRefused,
} from '../platform/problem/problems.js'
import { DocumentService } from '../documents/document.service.js'
import { lockAwardsOfYears } from './scholarship-gate.sql.js'
import { ScholarshipLifecycle } from './scholarship-lifecycle.service.js'
import { ScholarshipRules } from './scholarship-rules.js'
import type { StepTaken } from './scholarship-step.js'
import type { YearApplication } from './year-ruling.js'

export type { YearApplication } from './year-ruling.js'

interface YearOnHand {
  id: string
  claim_id: string
  branch_id: string
  state: string
  seq: number
  reference_date: string
  may_act: boolean
}

/** States in which a family may still change what it says. */
const TAKES_WORDS = ['open', 'returned', 'missed']
/** Counts as tertiary education and has no grades. */
const TRAINING = 'pelatihan'

@Injectable()
export class YearApplications {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly rules: ScholarshipRules,
    private readonly documents: DocumentService,
    private readonly lifecycle: ScholarshipLifecycle,
    private readonly nudge: OutboxNudge,
  ) {}

  /** Keeps what was filled in so far. @throws NotFound, NotAllowed, TransitionRefused, InvalidInput */
  async save(yearId: string, application: YearApplication, actor: Actor): Promise<void> {
    await this.sql.transaction(async (sql) => {
      const year = await this.hold(sql, yearId, actor)
      this.assertPlace(application, year)
      await sql.rows('update scholarship_year set application = $2 where id = $1', [
        yearId,
        JSON.stringify(application),
      ])
    })
  }

  /** One paper, with the checks of every other paper. */
  async give(
    yearId: string,
    paper: { code: string; name: string; content: AsyncIterable<Uint8Array> | Uint8Array },
    actor: Actor,
  ): Promise<{ fileId: string; repeated: boolean }> {
    const claimId = await this.assertTakesPaper(yearId, paper.code, actor)
    return this.documents.receive(claimId, { ...paper, yearId }, actor)
  }

  /**
   * Whether this person may give this paper for this year now; of which claim it is.
   * @throws NotFound, NotAllowed, TransitionRefused, InvalidInput
   */
  async assertTakesPaper(yearId: string, code: string, actor: Actor): Promise<string> {
    const year = await this.read(this.sql, yearId, actor)
    assertTakesWords(year)
    if (!this.rules.everyPaper.includes(code))
      throw invalid('/document', 'UNKNOWN_DOCUMENT', 'Tahun ajaran ini tidak meminta dokumen itu.')
    return year.claim_id
  }

  /** Applies for the year, or for a missed one. @throws NotFound, NotAllowed, TransitionRefused, InvalidInput */
  async submit(
    yearId: string,
    application: YearApplication,
    actor: Actor,
    step: { idempotencyKey: string; expectedSeq?: number },
  ): Promise<StepTaken> {
    const taken = await this.sql.transaction(async (sql) => {
      const done = await sql.rows<{ event: 'submit_evidence' | 'catch_up' }>(
        `select event from scholarship_transition where subject_id = $1 and idempotency_key = $2`,
        [yearId, step.idempotencyKey],
      )
      const [before] = done
      if (before)
        return this.lifecycle.takeYearStep(sql, {
          id: yearId,
          event: before.event,
          actor,
          idempotencyKey: step.idempotencyKey,
        })
      const year = await this.hold(sql, yearId, actor)
      if (step.expectedSeq !== undefined && step.expectedSeq !== year.seq)
        throw new StaleClaim(step.expectedSeq, year.seq)
      this.assertPlace(application, year)
      if (application.level === undefined || application.grade === undefined)
        throw invalid('/level', 'LEVEL_MISSING', 'Pilih jenjang dan kelas anak tahun ini.')
      await sql.rows(
        `update scholarship_year y set application = $2, level = $3, grade = $4,
           received_on = coalesce(y.received_on, ($5::timestamptz at time zone b.zone)::date)
         from scholarship_award a join claim c on c.id = a.claim_id join branch b on b.id = c.branch_id
         where y.id = $1 and a.id = y.award_id`,
        [yearId, JSON.stringify(application), application.level, application.grade, this.clock.now()],
      )
      const event = year.state === 'missed' ? 'catch_up' : 'submit_evidence'
      return this.lifecycle.takeYearStep(sql, {
        id: yearId,
        event,
        actor,
        idempotencyKey: step.idempotencyKey,
      })
    })
    this.nudge.afterCommit()
    return taken
  }

  private async hold(sql: SqlRunner, yearId: string, actor: Actor): Promise<YearOnHand> {
    await sql.rows(lockAwardsOfYears, [[yearId]])
    const year = await this.read(sql, yearId, actor)
    assertTakesWords(year)
    return year
  }

  /** The guardian acts, or the child; where none is named, everybody who acts on the claim. */
  private async read(sql: SqlRunner, yearId: string, actor: Actor): Promise<YearOnHand> {
    const [year] = await sql.rows<YearOnHand>(
      `select y.id, a.claim_id, c.branch_id, y.state, y.seq, a.reference_date,
         exists (select from claim_party p where p.claim_id = c.id and p.acts and 'party:' || p.id = $2
           and (a.guardian_id is null or p.id in (a.guardian_id, a.child_party_id))) as may_act
       from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id where y.id = $1`,
      [yearId, actor.id],
    )
    if (!year) throw new NotFound('Tahun ajaran ini tidak ditemukan.')
    const family = (claimantRoles as readonly Role[]).includes(actor.role)
    if (family && !year.may_act)
      throw new NotAllowed('Hanya wali anak ini yang dapat mengajukan beasiswanya.')
    if (!family && actor.branchId !== year.branch_id)
      throw new NotAllowed('Beasiswa ini ditangani kantor cabang lain.')
    return year
  }

  private assertPlace({ level, grade }: YearApplication, { reference_date }: YearOnHand): void {
    if (level === undefined) return
    const levels = this.rules.law.book.table('scholarship.levels', parseLocalDate(reference_date)).value
    const row = levels.find(({ code }) => code === level)
    if (!row) throw invalid('/level', 'LEVEL_UNKNOWN', 'Pilih jenjang dari daftar.')
    const training = row === levels.at(-1) && grade === TRAINING
    if (grade !== undefined && !training && !row.grades.includes(grade))
      throw invalid('/grade', 'GRADE_UNKNOWN', 'Pilih kelas yang sesuai dengan jenjangnya.')
  }
}

function assertTakesWords({ state }: YearOnHand): void {
  if (!TAKES_WORDS.includes(state)) throw new TransitionRefused('submit_evidence', 'no-such-step', [], [])
}

function invalid(pointer: string, code: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer, code, detail }])
}
