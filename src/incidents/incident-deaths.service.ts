/**
 * A death that was found not to be of work is not the end for a family: a JKK claim is proposed to become JKM, and where
 * nobody has claimed yet a JKM claim is lodged for it. Whether JKM pays is decided on its own way.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { InvalidInput, StaleClaim, TransitionRefused } from '../platform/problem/problems.js'
import { IncidentClaims } from './incident-claims.service.js'

const REASON = 'Kejadiannya disimpulkan bukan kecelakaan kerja. Hak atas JKM perlu diperiksa.'
/** Where a decision stands already, a manager has to open it again. */
const DECIDED = 'incident.not_work_related'
const UNCLAIMED = 'incident.jkm_unclaimed'

/** Incidents `k` that ended as not of work, by the step `t`. */
const incidents = `incident_course k join incident_transition t on t.incident_id = k.incident_id and t.seq = k.seq
  join incident i on i.id = k.incident_id`
const notOfWork = `k.state = 'not_covered' and t.event = 'find_not_work_related'`

/** When the participant died, as far as anybody has said. */
const diedOn = `coalesce(t.input ->> 'deathDate', (select s.input ->> 'deathDate' from incident_transition s
    where s.incident_id = k.incident_id and s.event = 'doctor_states' order by s.seq desc limit 1),
  case when k.event_type = 'sudden_death_at_work' then i.event_date::text end)`

const deaths = `join incident d on d.participant_nik_index = i.participant_nik_index and d.kind = 'death'
  join claim c on c.incident_id = d.id`

@Injectable()
export class IncidentDeaths {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: ClaimLifecycle,
    private readonly claims: IncidentClaims,
  ) {}

  /** Returns how many claims were proposed or lodged, or became somebody's work. */
  async carryOn(): Promise<number> {
    return (await this.proposeAll()) + (await this.tellManagers()) + (await this.lodgeAll())
  }

  private async proposeAll(): Promise<number> {
    const found = await this.sql.rows<{ id: string; key: string }>(
      `select c.id, x.key from ${incidents} ${deaths}
       cross join lateral (select 'suggest_reclassification:' || k.incident_id || ':' || t.seq as key) x
       where ${notOfWork} and c.type = 'jkk_death' and c.state = 'in_verification'
         and not exists (select from claim_transition h where h.claim_id = c.id and h.idempotency_key = x.key)`,
    )
    let proposed = 0
    for (const { id, key } of found) proposed += (await this.propose(id, key)) ? 1 : 0
    return proposed
  }

  private async propose(claimId: string, idempotencyKey: string): Promise<boolean> {
    const input = { deathCause: 'non_work_death', reason: REASON } as const
    try {
      await this.lifecycle.fire(claimId, 'suggest_reclassification', SYSTEM, { idempotencyKey, input })
      return true
    } catch (error) {
      // It waits already, or the claim has moved on.
      if (error instanceof TransitionRefused || error instanceof StaleClaim) return false
      throw error
    }
  }

  private async tellManagers(): Promise<number> {
    const told = await this.sql.rows(
      `insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
       select c.id, $2, 'NOT_WORK_RELATED', 'manager', k.branch_id, $1 from ${incidents} ${deaths}
       where ${notOfWork} and c.type = 'jkk_death' and c.state in ('approved', 'paying', 'awaiting_account', 'paid', 'rejected')
         and not exists (select from attention a where a.claim_id = c.id and a.topic = $2)
       returning id`,
      [this.clock.now(), DECIDED],
    )
    return told.length
  }

  private async lodgeAll(): Promise<number> {
    const found = await this.sql.rows<{ id: string; died_on: string; asked: boolean }>(
      `select k.incident_id as id, ${diedOn} as died_on,
         exists (select from attention a where a.incident_id = k.incident_id and a.topic = $1 and a.closed_at is null) as asked
       from ${incidents} where ${notOfWork} and ${diedOn} is not null and not exists (
         select from incident d join claim c on c.incident_id = d.id
         where d.participant_nik_index = i.participant_nik_index and d.kind = 'death'
           and c.state not in ('withdrawn', 'merged', 'lapsed'))`,
      [UNCLAIMED],
    )
    let lodged = 0
    for (const { id, died_on, asked } of found) lodged += await this.lodge(id, died_on, asked)
    return lodged
  }

  /** Without anybody of the family the branch looks for it; once somebody is known the claim is lodged. */
  private async lodge(incidentId: string, deathDate: string, asked: boolean): Promise<number> {
    const now = this.clock.now()
    try {
      await this.claims.open(incidentId, { kind: 'other_program', deathDate }, SYSTEM)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      if (asked) return 0
      await this.sql.rows(
        `insert into attention (incident_id, topic, reason, owner_role, owner_branch_id, opened_at)
         select incident_id, $2, $4, 'officer', branch_id, $3 from incident_course where incident_id = $1
         on conflict do nothing`,
        [incidentId, UNCLAIMED, now, error.errors[0]?.code ?? error.code],
      )
      return 1
    }
    await this.sql.rows(
      `update attention set closed_at = $3, closed_by = 'system' where incident_id = $1 and topic = $2 and closed_at is null`,
      [incidentId, UNCLAIMED, now],
    )
    return 1
  }
}
