/**
 * A family asks for a copy, a correction or the deletion of what we hold on it. Each request is a row with an owner and a
 * last day; what the law lets us do about it is for that owner to answer.
 */
import { Injectable } from '@nestjs/common'
import type { LocalDate } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { loadDataRequestRules } from './data-request-rules.js'

export const dataRequestKinds = ['copy', 'correction', 'deletion'] as const
export type DataRequestKind = (typeof dataRequestKinds)[number]

export interface DataRequestOnFile {
  kind: DataRequestKind
  asked_on: LocalDate
  due_on: LocalDate
  done_on: LocalDate | null
  outcome: string | null
}

@Injectable()
export class DataRequests {
  readonly answerHours = loadDataRequestRules().answer_hours

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** The same key asks once. The manager of the branch owns the answer and finds it among the work that waits. */
  async ask(
    { claimId, partyId }: { claimId: string; partyId: string },
    kind: DataRequestKind,
    words: string | null,
    key: string,
  ): Promise<void> {
    const kept = words && (await this.personal.ofClaim(claimId)).text('data_request.words', words)
    await this.sql.rows(
      `with asked as (
         insert into data_request (claim_id, party_id, request_key, kind, words, owner_role, owner_branch_id, asked_at, due_at)
         select c.id, $2, $3, $4, $5, 'manager', c.branch_id, $6, $6::timestamptz + make_interval(hours => $7)
         from claim c where c.id = $1 on conflict on constraint data_request_once do nothing
         returning claim_id, kind, owner_role, owner_branch_id, asked_at)
       insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
       select claim_id, 'data.request', 'Permintaan data pribadi: ' || kind, owner_role, owner_branch_id, asked_at from asked`,
      [claimId, partyId, key, kind, kept, this.clock.now(), this.answerHours],
    )
  }

  of(claimId: string): Promise<DataRequestOnFile[]> {
    return this.sql.rows<DataRequestOnFile>(
      `select r.kind, (r.asked_at at time zone b.zone)::date as asked_on, (r.due_at at time zone b.zone)::date as due_on,
         (r.done_at at time zone b.zone)::date as done_on, r.outcome
       from data_request r join claim c on c.id = r.claim_id join branch b on b.id = c.branch_id
       where r.claim_id = $1 order by r.asked_at desc`,
      [claimId],
    )
  }
}
