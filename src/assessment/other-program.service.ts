import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { Sql } from '../platform/database/sql.js'
import { TransitionRefused } from '../platform/problem/problems.js'

const REASON = 'Menurut perhitungan, meninggalnya bukan karena kerja. Hak atas JKM perlu diperiksa.'

/**
 * A death that the calculation finds not to be of work leaves JKK without money. So that its family does not leave with
 * nothing by mistake, the product itself proposes JKM; an approver decides.
 */
@Injectable()
export class OtherProgram {
  constructor(
    private readonly sql: Sql,
    private readonly lifecycle: ClaimLifecycle,
  ) {}

  /** Safe to call at any time: one calculation proposes it once. */
  async propose(claimId: string): Promise<void> {
    const found = await this.sql.first<{ id: bigint }>(
      `select k.id from claim c
       cross join lateral (select x.id, x.decision from calculation x where x.claim_id = c.id order by x.id desc limit 1) k
       where c.id = $1 and c.type = 'jkk_death' and c.state = 'in_verification' and k.decision = 'rejected_not_eligible'`,
      [claimId],
    )
    if (!found) return
    try {
      await this.lifecycle.fire(claimId, 'suggest_reclassification', SYSTEM, {
        idempotencyKey: `suggest_reclassification:${found.id}`,
        input: { deathCause: 'non_work_death', reason: REASON },
      })
    } catch (error) {
      // It waits already, or the claim has moved on.
      if (!(error instanceof TransitionRefused)) throw error
    }
  }
}
