/** A family does not agree: with a school year that was denied, or with the end of a scholarship. Others look at it anew. */
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Sql } from '../platform/database/sql.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'
import { ScholarshipLifecycle } from './scholarship-lifecycle.service.js'
import type { StepTaken } from './scholarship-step.js'

export interface Objecting {
  idempotencyKey: string
  /** The number of the last step that the family saw. */
  expectedSeq?: number
}

@Injectable()
export class ScholarshipObjections {
  constructor(
    private readonly sql: Sql,
    private readonly lifecycle: ScholarshipLifecycle,
  ) {}

  /** @throws NotFound, NotAllowed, StaleClaim, KeyReused, TransitionRefused */
  async toYear(yearId: string, reason: string, actor: Actor, step: Objecting): Promise<StepTaken> {
    await this.assertActs('(select award_id from scholarship_year where id = $1)', yearId, actor)
    return this.lifecycle.fireYear({ id: yearId, event: 'object', actor, ...step, input: { reason } })
  }

  /** @throws NotFound, NotAllowed, StaleClaim, KeyReused, TransitionRefused */
  async toEnd(awardId: string, reason: string, actor: Actor, step: Objecting): Promise<StepTaken> {
    await this.assertActs('$1', awardId, actor)
    return this.lifecycle.fireAward({ id: awardId, event: 'object', actor, ...step, input: { reason } })
  }

  private async assertActs(award: string, subjectId: string, { id, role }: Actor): Promise<void> {
    const found = await this.sql.first<{ acts: boolean }>(
      `select acts_for_child($2, $3, a, c.branch_id) as acts
       from scholarship_award a join claim c on c.id = a.claim_id where a.id = ${award}`,
      [subjectId, id, role],
    )
    if (!found) throw new NotFound('Beasiswa ini tidak ditemukan.')
    if (!found.acts) throw new NotAllowed('Hanya wali anak ini yang dapat mengajukan keberatan.')
  }
}
