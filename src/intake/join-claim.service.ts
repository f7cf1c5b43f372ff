import { Injectable } from '@nestjs/common'
import type { ClaimInput } from '#libs/lifecycle'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import type { RecordMaker } from '../claims/claim-records.port.js'
import type { Actor, FiredTransition } from '../claims/claim-command.port.js'
import { Sql } from '../platform/database/sql.js'
import { StaleClaim } from '../platform/problem/problems.js'

/** A second report of the same death becomes a party of the first one's claim. */
@Injectable()
export class JoinClaim {
  constructor(
    private readonly sql: Sql,
    private readonly lifecycle: ClaimLifecycle,
  ) {}

  async join(draftId: string, actor: Actor, idempotencyKey: string): Promise<FiredTransition> {
    const survivingClaimId = await this.survivingClaim(draftId)
    try {
      return await this.fire(draftId, actor, idempotencyKey, { survivingClaimId })
    } catch (error) {
      await this.survivingClaim(draftId)
      throw error
    }
  }

  /** @throws StaleClaim when it has just ended: the claimant's next try lodges a claim of its own */
  private async survivingClaim(draftId: string): Promise<string> {
    const surviving = await this.sql.first<{ id: string }>(
      `select t.id from claim c join claim t on t.incident_id = c.incident_id and t.id <> c.id
       where c.id = $1 and t.type in ('jkm_death', 'jkk_death')
         and t.state not in ('draft', 'rejected', 'withdrawn', 'merged', 'lapsed', 'inactive')`,
      [draftId],
    )
    if (!surviving) throw new StaleClaim(undefined, undefined)
    return surviving.id
  }

  /** The answer to a submission that has joined already: it may have got lost on its way and is asked for again. */
  async joinedBefore(
    draftId: string,
    actor: Actor,
    idempotencyKey: string,
  ): Promise<FiredTransition | undefined> {
    const done = await this.sql.first<{ input: ClaimInput }>(
      `select input from claim_transition where claim_id = $1 and event = 'join' and idempotency_key = $2`,
      [draftId, keyOfJoin(idempotencyKey)],
    )
    return done && this.fire(draftId, actor, idempotencyKey, done.input)
  }

  private fire(
    draftId: string,
    actor: Actor,
    idempotencyKey: string,
    input: ClaimInput,
  ): Promise<FiredTransition> {
    return this.lifecycle.fire(draftId, 'join', actor, { idempotencyKey: keyOfJoin(idempotencyKey), input })
  }
}

function keyOfJoin(submission: string): string {
  return `${submission}:join`
}

/**
 * The parties of the joining draft, written on the claim that lives on; someone already named there is not doubled. That
 * somebody else reported the same death proves nothing: until the branch has confirmed him he sees how it stands, under
 * his own number.
 */
export const joinedParties: RecordMaker = {
  record: 'joined_parties',
  sql: `insert into claim_party (claim_id, kind, name, relation, phone, phone_index, joined_at, came_with)
    select x.surviving, p.kind, p.name, p.relation, p.phone, p.phone_index, p.joined_at, p.claim_id
    from moved join claim_party p on p.claim_id = moved.id
    cross join jsonb_to_record(:rows) as x(surviving uuid)
    where not exists (select from claim_party q where q.claim_id = x.surviving and q.name = p.name
      and q.phone_index is not distinct from p.phone_index)`,
  rows: (facts) => ({ surviving: facts.input.survivingClaimId }),
}
