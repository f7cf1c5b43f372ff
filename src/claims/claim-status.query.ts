import { Injectable } from '@nestjs/common'
import type { ClaimState, ObjectionState, OpenClock, PastStep } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { NotFound } from '../platform/problem/problems.js'

/** What the family's page needs of a claim beside the claim itself; every date is the branch's. */
export interface ClaimStanding {
  branch: { name: string; phone: string; zone: string }
  today: LocalDate
  created_on: LocalDate
  requests: number
  clocks: OpenClock[]
  history: PastStep[]
  /** The claim that this one was joined to; its number is not this family's to know. */
  joined_to: { id: string; state: ClaimState; round: number } | null
  /** Last day for an objection to the latest refusal, whether or not it is over. */
  objection_until: LocalDate | null
  /** The latest objection, and until when it is answered; null where none was filed. */
  objection: { state: ObjectionState; round: number; filed_on: LocalDate; due_on: LocalDate | null } | null
}

const day = (instant: string): string => `(${instant} at time zone b.zone)::date`

/** Where a claim stands and how it came there, in dates of its branch. */
@Injectable()
export class ClaimStatus {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async of(claimId: string): Promise<ClaimStanding> {
    const standing = await this.sql.first<ClaimStanding>(
      `select jsonb_build_object('name', b.name, 'phone', b.phone, 'zone', b.zone) as branch,
         ${day('$2::timestamptz')} as today, ${day('c.created_at')} as created_on,
         (select count(*)::int from claim_transition t
            where t.claim_id = c.id and t.round = c.round and t.event = 'request_documents') as requests,
         coalesce((select jsonb_agg(jsonb_build_object('name', k.name, 'dueOn', ${day('k.due_at')}, 'paused', k.paused_at is not null))
           from clock k where k.claim_id = c.id and k.stopped_at is null), '[]') as clocks,
         coalesce((select jsonb_agg(jsonb_build_object('event', t.event, 'to', t.to_state, 'round', t.round, 'on', ${day('t.at')}) order by t.seq)
           from claim_transition t where t.claim_id = c.id), '[]') as history,
         (select jsonb_build_object('id', s.id, 'state', s.state, 'round', s.round) from claim_transition t join claim s on s.id = (t.input ->> 'survivingClaimId')::uuid
            where t.claim_id = c.id and c.state = 'merged' and t.to_state = 'merged' order by t.seq desc limit 1) as joined_to,
         (select ${day('k.due_at')} from clock k where k.claim_id = c.id and k.name = 'objection'
            order by k.started_at desc limit 1) as objection_until,
         (select jsonb_build_object('state', o.state, 'round', o.round, 'filed_on', ${day('o.filed_at')}, 'due_on',
              (select ${day('k.due_at')} from clock k where k.claim_id = c.id and k.name = 'objection_outcome' and k.round = o.round + 1
                and o.state in ('admissible', 'under_review')))
            from objection o where o.claim_id = c.id order by o.round desc limit 1) as objection
       from claim c join branch b on b.id = c.branch_id where c.id = $1`,
      [claimId, this.clock.now()],
    )
    if (!standing) throw new NotFound('Klaim ini tidak ditemukan. Periksa nomornya.')
    return standing
  }
}
