/**
 * Compares what a claim was told of its participant's coverage with what the registry says today. A later correction of
 * the registry never moves a claim by itself: it becomes a difference that a verifier settles with a reason, and until
 * then nobody decides.
 */
import { isDeepStrictEqual } from 'node:util'
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import { touchedBy } from './announce-change.js'
import type { CoverageAnswer } from './coverage-answer.js'
import { Coverage } from './coverage.service.js'

/** The claim stays with what it was told, or goes by the registry of today. */
export type DifferenceOutcome = 'kept' | 'adopted'

export interface CoverageDifference {
  readonly id: bigint
  readonly before: CoverageAnswer
  readonly after: CoverageAnswer
  readonly foundAt: string
  /** Null while it is open; superseded when the registry has changed again meanwhile. */
  readonly outcome: DifferenceOutcome | 'superseded' | null
  readonly reason: string | null
  readonly settledBy: string | null
  readonly settledAt: string | null
}

export interface Settlement {
  readonly outcome: DifferenceOutcome
  /** Why, in a sentence for whoever reads the claim later. */
  readonly reason: string
}

interface Snapshot {
  readonly claimId: string
  readonly nikIndex: Buffer
  readonly eventDate: string
  readonly before: CoverageAnswer
}

/** Claims that rest on no answer of the registry, or never will again. A refused one may be objected to. */
const WITHOUT_DECISION = ['draft', 'withdrawn', 'merged', 'lapsed']
const BATCH = 500
const SNAPSHOT = `select id as "claimId", participant_nik_index as "nikIndex", event_date as "eventDate", coverage as before,
    exists (select from coverage_difference d where d.claim_id = claim.id and d.settled_at is null) as waiting from claim
  where coverage is not null and participant_nik_index is not null and event_date is not null`

@Injectable()
export class CoverageDifferences {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly coverage: Coverage,
    private readonly personal: PersonalData,
  ) {}

  /** Compares one claim anew; true when a difference was found that waits for nobody yet. */
  async compare(claimId: string): Promise<boolean> {
    const snapshot = await this.sql.first<Snapshot>(`${SNAPSHOT} and id = $1`, [claimId])
    return snapshot ? this.compareSnapshot(snapshot) : false
  }

  /** Compares the claims of those whom a change of the registry touched; gives how many new differences were found. */
  async compareTouched(change: Record<string, unknown>): Promise<number> {
    const people = await touchedBy(this.sql, change)
    let found = 0
    for (let from = 0; from < people.length; from += BATCH)
      found += await this.compareClaimsOf(people.slice(from, from + BATCH))
    return found
  }

  /** The registry is read once for all of them; only a claim that was told otherwise is held and compared by itself. */
  private async compareClaimsOf(people: readonly Buffer[]): Promise<number> {
    const claims = await this.sql.rows<Snapshot & { waiting: boolean }>(
      `${SNAPSHOT} and participant_nik_index = any ($1) and state <> all ($2::text[]) order by id`,
      [people, WITHOUT_DECISION],
    )
    const answers = await this.coverage.snapshotsOf(claims)
    let found = 0
    for (const [index, claim] of claims.entries()) {
      if (!claim.waiting && isSameAnswer(claim.before, answers[index])) continue
      if (await this.compareSnapshot(claim)) found += 1
    }
    return found
  }

  async of(claimId: string): Promise<CoverageDifference[]> {
    const found = await this.sql.rows<CoverageDifference>(
      `select id, before, after, found_at as "foundAt", outcome, reason, settled_by as "settledBy",
         settled_at as "settledAt"
       from coverage_difference where claim_id = $1 order by id`,
      [claimId],
    )
    return this.personal.reveal(found, { reason: 'coverage_difference.reason' })
  }

  /**
   * Settles the open difference of a claim under verification. Where the registry of today is adopted, the calculation is
   * drafted anew.
   */
  async settle(claimId: string, id: bigint, { outcome, reason }: Settlement, actor: Actor): Promise<void> {
    if (actor.role !== 'verifier')
      throw new NotAllowed('Hanya verifikator yang memutuskan perbedaan kepesertaan.')
    await this.sql.transaction(async (sql) => {
      const round = await lockInVerification(sql, claimId, actor)
      const now = this.clock.now()
      const seals = await this.personal.ofClaim(claimId, sql)
      const said = seals.text('coverage_difference.reason', reason.trim())
      const [settled] = await sql.rows<{ after: CoverageAnswer }>(
        `update coverage_difference set outcome = $3, reason = $4, settled_by = $5, settled_at = $6
         where claim_id = $1 and id = $2 and settled_at is null returning after`,
        [claimId, id, outcome, said, actor.id, now],
      )
      if (!settled)
        throw new NotFound('Perbedaan kepesertaan ini tidak ada atau sudah diputuskan. Muat ulang klaimnya.')
      await sql.rows(
        `insert into claim_duty (claim_id, round, actor_id, duty, act, at) values ($1, $2, $3, 'verify', 'settle_coverage', $4)`,
        [claimId, round, actor.id, now],
      )
      if (outcome === 'adopted') await adopt(sql, claimId, settled.after, now)
    })
  }

  /** Holds the claim while it compares, so that of two corrections at once the last one stands. */
  private async compareSnapshot({ claimId, nikIndex, eventDate, before }: Snapshot): Promise<boolean> {
    return this.sql.transaction(async (sql) => {
      await sql.rows('select 1 from claim where id = $1 for no key update', [claimId])
      const after = JSON.stringify(await this.coverage.snapshotOf(nikIndex, eventDate))
      const now = this.clock.now()
      await sql.rows(
        `update coverage_difference set outcome = 'superseded', settled_by = 'system', settled_at = $3
         where claim_id = $1 and settled_at is null and after <> $2::jsonb - 'asked_at'`,
        [claimId, after, now],
      )
      // What was kept as it was stays settled for as long as the registry says the same.
      const added = await sql.rows(
        `insert into coverage_difference (claim_id, before, after, found_at)
         select $1, $2::jsonb - 'asked_at', $3::jsonb - 'asked_at', $4
         where $2::jsonb - 'asked_at' <> $3::jsonb - 'asked_at'
           and not exists (
             select from (select before, after from coverage_difference
               where claim_id = $1 and outcome is distinct from 'superseded' order by id desc limit 1) last
             where last.before = $2::jsonb - 'asked_at' and last.after = $3::jsonb - 'asked_at')
         returning id`,
        [claimId, JSON.stringify(before), after, now],
      )
      return added.length > 0
    })
  }
}

/** When it was asked does not matter, nor in what order its parts are written. */
function isSameAnswer(before: CoverageAnswer, after: CoverageAnswer | undefined): boolean {
  const kept = { ...before, asked_at: undefined }
  return isDeepStrictEqual(asKept(kept), asKept({ ...after, asked_at: undefined }))
}

function asKept(answer: object): unknown {
  return JSON.parse(JSON.stringify(answer))
}

async function lockInVerification(sql: SqlRunner, claimId: string, actor: Actor): Promise<number> {
  const [claim] = await sql.rows<{ state: string; round: number; branchId: string; duties: string[] }>(
    `select state, round, branch_id as "branchId", duties_of(id, round, $2) as duties from claim where id = $1 for update`,
    [claimId, actor.id],
  )
  if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
  if (claim.branchId !== actor.branchId) throw new NotAllowed('Klaim ini milik kantor cabang lain.')
  const other = claim.duties.find((duty) => duty !== 'verify')
  if (other) {
    const refusal = { code: 'DUTY_ALREADY_HELD', params: { duty: other } }
    throw new TransitionRefused('settle_coverage', 'not-yet', [refusal], [])
  }
  if (claim.state !== 'in_verification')
    throw new TransitionRefused('settle_coverage', 'no-such-step', [], [])
  return claim.round
}

async function adopt(sql: SqlRunner, claimId: string, after: CoverageAnswer, now: string): Promise<void> {
  const coverage = JSON.stringify({ ...after, asked_at: now })
  await sql.rows('update claim set coverage = $2::jsonb where id = $1', [claimId, coverage])
  await sql.rows(`insert into outbox (topic, claim_id, occurred_at) values ('assessment.draft', $1, $2)`, [
    claimId,
    now,
  ])
}
