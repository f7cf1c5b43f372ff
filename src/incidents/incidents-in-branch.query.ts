import { Injectable } from '@nestjs/common'
import type { IncidentState } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'

export interface IncidentInBranch {
  number: string
  participantName: string
  employerName: string | null
  eventDate: string
  state: IncidentState
  /** The clock that runs, and until when; null where none does. */
  clock: string | null
  dueAt: string | null
}

/** What an employer answers for on one incident. */
export interface EmployerLiability {
  number: string
  employerName: string | null
  participantName: string
  eventDate: string
  dueAt: string
  reportedAt: string | null
  reportedBy: string | null
  /** Why the report came too late, in what was stated. */
  overdue: boolean
  late: boolean
  /** Another filed in its place. */
  silent: boolean
  /** Of the claims of which the law makes the employer the payer, whole rupiah. */
  owed: bigint
}

const LIMIT = 200

@Injectable()
export class IncidentsInBranch {
  constructor(private readonly sql: Sql) {}

  /** The open ones first, the nearest deadline at the top. */
  list(branchId: string | null): Promise<IncidentInBranch[]> {
    return this.sql.rows(
      `select k.number, k.participant_name as "participantName", k.employer_name as "employerName", i.event_date as "eventDate", k.state,
         o.name as clock, o.due_at as "dueAt"
       from incident_course k join incident i on i.id = k.incident_id
       left join lateral (select name, due_at from incident_clock o where o.incident_id = k.incident_id and o.stopped_at is null
         order by due_at nulls last limit 1) o on true
       where $1::uuid is null or k.branch_id = $1
       order by k.state in ('closed', 'not_covered'), o.due_at nulls last, k.opened_at desc limit ${LIMIT}`,
      [branchId],
    )
  }

  /**
   * Employers whose report of stage I is late, missing, or was filed by another, and what the law makes them pay.
   * @basis Permenaker 1/2025 Pasal 8(2a)-(2c): the duty to report stays, and a late report moves the benefit to the employer
   */
  liabilities(branchId: string | null, now: string): Promise<EmployerLiability[]> {
    return this.sql.rows(
      `select * from (
         select k.number, k.employer_name as "employerName", k.participant_name as "participantName", i.event_date as "eventDate",
           o.due_at as "dueAt", t.happened_at as "reportedAt", t.actor_role as "reportedBy",
           t.seq is null and o.due_at < $2::timestamptz as overdue,
           t.happened_at > o.due_at as late, coalesce(t.actor_role <> 'employer', false) as silent,
           coalesce((select sum(case when y.decision = 'employer_liable' then y.total else coalesce((y.answer ->> 'employer_total')::bigint, 0) end)
             from claim c join incident e on e.id = c.incident_id
             cross join lateral (select decision, total, answer from calculation y where y.claim_id = c.id order by y.id desc limit 1) y
             where k.incident_id in (e.id, e.caused_by)), 0)::bigint as owed
         from incident_course k join incident i on i.id = k.incident_id
         join incident_clock o on o.incident_id = k.incident_id and o.name = 'stage_1'
         left join incident_transition t on t.incident_id = k.incident_id and t.event = 'report_stage1'
         where ($1::uuid is null or k.branch_id = $1) and k.coverage #>> '{participant,segment}' = 'PU') x
       where overdue or late or silent or owed > 0 order by "dueAt" desc limit ${LIMIT}`,
      [branchId, now],
    )
  }
}
