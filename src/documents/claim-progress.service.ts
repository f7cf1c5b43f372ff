import { Injectable } from '@nestjs/common'
import type { ClaimEvent } from '#libs/lifecycle'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Sql } from '../platform/database/sql.js'
import { TransitionRefused } from '../platform/problem/problems.js'

interface Progress {
  state: string
  round: number
  /** The step that gave the claim its present type, and so its list; null for the first. */
  retyped: string | null
  stalled: number
  /** Some required document is still open, so that there is nothing to ask the guards. */
  incomplete: boolean
}

/**
 * Tells the claim what became of its documents. The lifecycle's guards decide whether it is so; asking twice, or
 * asking too early, changes nothing.
 */
@Injectable()
export class ClaimProgress {
  constructor(
    private readonly sql: Sql,
    private readonly lifecycle: ClaimLifecycle,
  ) {}

  /** All checks that could be done are done. `key` names the work, so that the same work tells it once. */
  async checked(claimId: string, key: string): Promise<void> {
    const progress = await this.read(claimId)
    if (progress?.state !== 'screening') return this.complete(claimId, progress)
    await this.tell(claimId, progress.stalled > 0 ? 'checks_stalled' : 'checks_done', key)
    await this.completed(claimId)
  }

  /** Every required document may have been accepted: the legal clock starts by rule, not by anybody's click. */
  async completed(claimId: string): Promise<void> {
    await this.complete(claimId, await this.read(claimId))
  }

  private async complete(claimId: string, progress: Progress | undefined): Promise<void> {
    if (progress?.state !== 'in_verification' || progress.incomplete) return
    await this.tell(claimId, 'completeness_reached', `round-${progress.round}${progress.retyped ?? ''}`)
  }

  private async read(claimId: string): Promise<Progress | undefined> {
    return this.sql.first<Progress>(
      `select c.state, c.round, '-type-' || (c.settled_cause ->> 'seq') as retyped, (select count(*)::int from document_check k join document_file f on f.id = k.file_id
         where k.claim_id = c.id and k.outcome = 'stalled' and f.superseded_at is null) as stalled,
         exists (select from document_item i
           where i.claim_id = c.id and i.necessity = 'required' and i.state not in ('accepted', 'waived')) as incomplete
       from claim c where c.id = $1`,
      [claimId],
    )
  }

  private async tell(claimId: string, event: ClaimEvent, key: string): Promise<void> {
    try {
      await this.lifecycle.fire(claimId, event, SYSTEM, { idempotencyKey: `${event}:${key}` })
    } catch (error) {
      // Not so (yet), or no longer: whoever changes that asks again.
      if (!(error instanceof TransitionRefused)) throw error
    }
  }
}
