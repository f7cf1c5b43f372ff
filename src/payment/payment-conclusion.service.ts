/** Tells the claim what its payments have come to: all settled, or some bounced. Fires an event or nothing. */
import { Injectable } from '@nestjs/common'
import type { ClaimEvent, ClaimState } from '#libs/lifecycle'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { SYSTEM } from '../claims/claim-command.port.js'
import { SharedStatement } from '../platform/database/shared-statement.js'
import { Sql } from '../platform/database/sql.js'
import { TransitionRefused } from '../platform/problem/problems.js'
import { WriteBack } from './write-back.service.js'

interface Standing {
  seq: number
  state: ClaimState
  total: number
  settled: number
  unanswered: number
  bounced: number
  /** Of an earlier round than the present one. */
  came_back: number
}

/** In the place of each claim: how its payments stand. */
const standings = `
  select x.place::int, q.* from unnest($1::uuid[]) with ordinality as x(claim_id, place)
  cross join lateral (
    select c.seq, c.state, count(p.id)::int as total, (count(p.id) filter (where p.state = 'settled'))::int as settled,
      (count(p.id) filter (where p.state in ('queued', 'in_batch', 'sent', 'unknown')))::int as unanswered,
      (count(p.id) filter (where p.state in ('refused', 'returned')))::int as bounced,
      (count(p.id) filter (where p.state in ('refused', 'returned') and p.round < c.round))::int as came_back
    from claim c left join payment p on p.claim_id = c.id and p.live and concerns_claim(p)
    where c.id = x.claim_id group by c.id offset 0) q`

@Injectable()
export class PaymentConclusion {
  private readonly standing: SharedStatement<string, Standing>

  constructor(
    sql: Sql,
    private readonly claims: ClaimLifecycle,
    private readonly writeBack: WriteBack,
  ) {
    this.standing = new SharedStatement((claimIds) => sql.forGroups.rows(standings, [claimIds]))
  }

  /** Safe to call at any time; the same standing of a claim fires its event once. */
  async conclude(claimId: string): Promise<void> {
    for (let before: Standing | undefined, looked = false; ;) {
      const standing = await this.standing.first(claimId)
      if (standing && standing.came_back > 0 && !looked) {
        await this.writeBack.run(claimId)
        looked = true
        continue
      }
      const event = standing && eventOf(standing)
      if (!standing || !event) return
      try {
        await this.claims.fire(claimId, event, SYSTEM, { idempotencyKey: `${event}:${standing.seq}` })
        return
      } catch (error) {
        // Another worker may have concluded in the meantime; if nothing has moved, the refusal is real.
        if (!(error instanceof TransitionRefused) || before?.seq === standing.seq) throw error
        before = standing
      }
    }
  }
}

const bounceTells: readonly ClaimState[] = ['approved', 'paying', 'paid']

function eventOf({ state, total, settled, unanswered, bounced }: Standing): ClaimEvent | null {
  // An approved claim is concluded at once when its decision leaves nothing to pay: all was paid in an earlier round.
  if ((state === 'paying' || state === 'approved') && total > 0 && settled === total) return 'all_settled'
  if (bounceTells.includes(state) && unanswered === 0 && bounced > 0) return 'some_bounced'
  return null
}
