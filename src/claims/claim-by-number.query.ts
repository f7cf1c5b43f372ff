import { Injectable } from '@nestjs/common'
import type { ClaimState, ClaimType } from '#libs/lifecycle'
import { type Placed, SharedStatement } from '../platform/database/shared-statement.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'

/** What a door needs to hand a claim on: which one it is, and where it stands. */
export interface ClaimFound {
  id: string
  state: ClaimState
  version: number
}

interface Sought {
  number: string
  branchInSight: string | null
}

/** One claim as its file shows it; personal numbers are still whole and are masked by the door. */
export interface ClaimOnFile extends ClaimFound {
  number: string
  type: ClaimType
  round: number
  requests_this_round: number
  branch: { code: string; name: string }
  participant_nik: string | null
  participant_name: string | null
  event_date: string | null
  answers: Record<string, unknown>
  created_at: string
  submitted_at: string | null
  moved_at: string
  assigned_to: string | null
  /** Number of the claim that this one was joined to. */
  joined_to: string | null
  parties: { kind: string; name: string; relation: string | null; phone: string | null }[]
  clocks: { name: string; startedAt: string; dueAt: string; pausedAt: string | null }[]
  attention: { topic: string; reason: string; owner: string; since: string }[]
}

const sealedColumns = {
  participant_nik: 'claim.participant_nik',
  answers: 'claim.answers',
  parties: 'claim_party.phone',
} as const

/** A claim by its public number. One of another branch is answered like one that does not exist. */
@Injectable()
export class ClaimByNumber {
  private readonly lookUp = new SharedStatement<Sought, ClaimFound>((sought) => this.findAll(sought))

  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  /** @throws NotFound */
  async get(number: string, branchInSight: string | null): Promise<ClaimFound> {
    return found(await this.lookUp.first({ number, branchInSight }))
  }

  private findAll(sought: readonly Sought[]): Promise<(ClaimFound & Placed)[]> {
    return this.sql.forGroups.rows(
      `select x.place::int, c.* from unnest($1::text[], $2::uuid[]) with ordinality as x(number, branch_id, place)
       cross join lateral (select c.id, c.state, c.version from claim c
         where c.number = x.number and (x.branch_id is null or c.branch_id = x.branch_id) offset 0) c`,
      [sought.map(({ number }) => number), sought.map(({ branchInSight }) => branchInSight)],
    )
  }

  /** @throws NotFound */
  async file(number: string, branchInSight: string | null): Promise<ClaimOnFile> {
    const file = found(
      await this.sql.first<ClaimOnFile>(
        `select c.id, c.number, c.type, c.state, c.version, c.round, c.participant_nik, c.participant_name, c.event_date,
           c.answers, c.created_at, c.submitted_at, c.moved_at,
           jsonb_build_object('code', b.code, 'name', b.name) as branch,
           (select m.display_name from staff_member m where m.id = c.assigned_to) as assigned_to,
           (select s.number from claim_transition t join claim s on s.id = (t.input ->> 'survivingClaimId')::uuid
              where t.claim_id = c.id and c.state = 'merged' and t.to_state = 'merged' order by t.seq desc limit 1) as joined_to,
           (select count(*)::int from claim_transition t
              where t.claim_id = c.id and t.round = c.round and t.event = 'request_documents') as requests_this_round,
           coalesce((select jsonb_agg(jsonb_build_object('kind', p.kind, 'name', p.name, 'relation', p.relation, 'phone', p.phone)
               order by p.joined_at, p.id) from claim_party p where p.claim_id = c.id), '[]') as parties,
           coalesce((select jsonb_agg(jsonb_build_object('name', k.name, 'startedAt', ${instant('k.started_at')},
               'dueAt', ${instant('k.due_at')}, 'pausedAt', ${instant('k.paused_at')}) order by k.due_at)
             from clock k where k.claim_id = c.id and k.stopped_at is null), '[]') as clocks,
           coalesce((select jsonb_agg(jsonb_build_object('topic', a.topic, 'reason', a.reason, 'owner', a.owner_role,
               'since', ${instant('a.opened_at')}) order by a.opened_at)
             from attention a where a.claim_id = c.id and a.closed_at is null), '[]') as attention
         from claim c join branch b on b.id = c.branch_id
         where c.number = $1 and ($2::uuid is null or c.branch_id = $2)`,
        [number, branchInSight],
      ),
    )
    const [clear] = await this.personal.reveal([file], sealedColumns)
    return clear ?? file
  }
}

function found<Row>(row: Row | undefined): Row {
  if (!row) throw new NotFound('Klaim ini tidak ditemukan. Periksa nomornya.')
  return row
}

/** An instant within JSON, in the same form as everywhere else. */
function instant(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
