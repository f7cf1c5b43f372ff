/**
 * Compares what a claim was told of its participant's coverage with what the registry says today. A later correction of
 * the registry never moves a claim by itself: it becomes a row that a verifier must look at.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'
import type { CoverageAnswer } from './coverage-answer.js'
import { Coverage } from './coverage.service.js'

export interface CoverageDifference {
  readonly id: bigint
  readonly before: CoverageAnswer
  readonly after: CoverageAnswer
  readonly foundAt: string
  readonly seenBy: string | null
}

interface Snapshot {
  readonly claimId: string
  readonly nikIndex: Buffer
  readonly eventDate: string
  readonly before: CoverageAnswer
}

/** States in which nobody decides any more. */
const ENDED = ['draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive', 'closed']
const SNAPSHOT = `select id as "claimId", participant_nik_index as "nikIndex", event_date as "eventDate", coverage as before from claim
  where coverage is not null and participant_nik_index is not null and event_date is not null`

@Injectable()
export class CoverageDifferences {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly coverage: Coverage,
  ) {}

  /** Compares one claim anew; true when a difference was found that no one had been shown. */
  async compare(claimId: string): Promise<boolean> {
    const snapshot = await this.sql.first<Snapshot>(`${SNAPSHOT} and id = $1`, [claimId])
    return snapshot ? this.compareSnapshot(snapshot) : false
  }

  /** Compares every claim that is still to be decided; gives how many new differences were found. */
  async compareOpenClaims(): Promise<number> {
    const open = await this.sql.rows<Snapshot>(`${SNAPSHOT} and state <> all ($1::text[]) order by id`, [
      ENDED,
    ])
    let found = 0
    for (const snapshot of open) if (await this.compareSnapshot(snapshot)) found += 1
    return found
  }

  async of(claimId: string): Promise<CoverageDifference[]> {
    return this.sql.rows<CoverageDifference>(
      `select id, before, after, found_at as "foundAt", seen_by as "seenBy" from coverage_difference
       where claim_id = $1 order by id`,
      [claimId],
    )
  }

  /** Notes that somebody has looked at a difference. */
  async markSeen(claimId: string, id: bigint, by: string): Promise<void> {
    const seen = await this.sql.rows(
      `update coverage_difference set seen_by = coalesce(seen_by, $3), seen_at = coalesce(seen_at, $4)
       where claim_id = $1 and id = $2 returning id`,
      [claimId, id, by, this.clock.now()],
    )
    if (seen.length === 0)
      throw new NotFound('Perbedaan kepesertaan ini tidak ditemukan pada klaim tersebut.')
  }

  private async compareSnapshot({ claimId, nikIndex, eventDate, before }: Snapshot): Promise<boolean> {
    const after = await this.coverage.snapshotOf(nikIndex, eventDate)
    const added = await this.sql.rows(
      `insert into coverage_difference (claim_id, before, after, found_at)
       select $1, $2::jsonb - 'asked_at', $3::jsonb - 'asked_at', $4
       where $2::jsonb - 'asked_at' is distinct from $3::jsonb - 'asked_at'
       on conflict (claim_id, md5(after::text)) do nothing returning id`,
      [claimId, JSON.stringify(before), JSON.stringify(after), this.clock.now()],
    )
    return added.length > 0
  }
}
