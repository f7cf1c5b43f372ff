/** The requests of families about their data, at the desk of those who answer for the branch. */
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import type { DataRequestKind } from './data-requests.service.js'

export interface DataRequestAtDesk {
  id: string
  number: string
  kind: DataRequestKind
  asker: string
  branch: string
  words: string | null
  asked_at: string
  due_at: string
  done_at: string | null
  done_by: string | null
  outcome: string | null
}

const columns = `r.id, c.number, r.kind, p.name as asker, b.name as branch, r.words, r.asked_at, r.due_at, r.done_at,
  m.display_name as done_by, r.outcome
  from data_request r join claim c on c.id = r.claim_id join claim_party p on p.id = r.party_id
  join branch b on b.id = r.owner_branch_id left join staff_member m on m.id::text = r.done_by`

@Injectable()
export class DataRequestDesk {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** What waits comes first, the nearest last day on top; of what was answered the latest. */
  list(branchId: string | null): Promise<DataRequestAtDesk[]> {
    return this.sql.rows<DataRequestAtDesk>(
      `select ${columns} where $1::uuid is null or r.owner_branch_id = $1
       order by r.done_at is not null, case when r.done_at is null then r.due_at end, r.done_at desc limit 200`,
      [branchId],
    )
  }

  /** With the family's own words. @throws NotFound also for one of another branch */
  async get(id: string, branchId: string | null): Promise<DataRequestAtDesk> {
    const found = await this.sql.rows<DataRequestAtDesk>(
      `select ${columns} where r.id = $1 and ($2::uuid is null or r.owner_branch_id = $2)`,
      [id, branchId],
    )
    const [request] = await this.personal.reveal(found, { words: 'data_request.words' })
    if (!request) throw new NotFound('Permintaan data ini tidak ditemukan.')
    return request
  }

  /** Answered once; what waited for its owner is closed with it. @throws NotFound */
  async answer(id: string, outcome: string, { id: actorId, branchId }: Actor): Promise<void> {
    const answered = await this.sql.rows(
      `with answered as (
         update data_request set done_at = $3, done_by = $4, outcome = $2
         where id = $1 and done_at is null and ($5::uuid is null or owner_branch_id = $5) returning id, claim_id),
       closed as (
         update attention a set closed_at = $3, closed_by = $4 from answered x
         where a.claim_id = x.claim_id and a.topic = 'data.request' and a.closed_at is null
           and not exists (select from data_request o where o.claim_id = x.claim_id and o.id <> x.id and o.done_at is null))
       select 1 from answered`,
      [id, outcome, this.clock.now(), actorId, branchId],
    )
    if (answered.length === 0) throw new NotFound('Permintaan ini tidak menunggu jawaban Anda.')
  }
}
