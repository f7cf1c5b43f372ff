import { Injectable } from '@nestjs/common'
import type { ClaimState, ClaimType, IncidentState } from '#libs/lifecycle'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import type { IncidentAtDoor } from './incident-access.service.js'

/** How an incident stands and what came of it, for who opened its door. */
export interface IncidentStanding {
  /** When it came to where it stands. */
  since: string
  /** The end of the clock that runs. */
  dueAt: string | null
  /** When each state was last reached. */
  reached: { state: IncidentState; at: string }[]
  /** Why it was found not to be covered, or sent elsewhere, in the words of who decided; for the worker and family. */
  why: string | null
  /** What the worker and family are owed; null for everybody else. */
  care: WorkersCare | null
}

export interface WorkersCare {
  /** Days on which a doctor certified incapacity. */
  days: number
  claims: { number: string; type: ClaimType; state: ClaimState; paid: bigint }[]
}

type StandingRow = Omit<IncidentStanding, 'care'>

@Injectable()
export class IncidentStandings {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  async of({ incidentId, party }: IncidentAtDoor): Promise<IncidentStanding> {
    const mine = party.kind === 'participant' || party.kind === 'family'
    const rows = await this.sql.rows<StandingRow>(
      `select t.at as since, (select min(o.due_at) from incident_clock o where o.incident_id = k.incident_id and o.stopped_at is null) as "dueAt",
         (select jsonb_agg(jsonb_build_object('state', x.to_state, 'at', to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
          from (select to_state, max(at) as at from incident_transition where incident_id = k.incident_id group by to_state) x) as reached,
         case when $2 and t.event in ('find_not_covered', 'find_not_work_related', 'transfer') then t.words end as why
       from incident_course k join incident_transition t on t.incident_id = k.incident_id and t.seq = k.seq where k.incident_id = $1`,
      [incidentId, mine],
    )
    const [standing] = await this.personal.reveal(rows, { why: 'incident_transition.words' })
    if (!standing) throw new Error(`Incident ${incidentId} has no history.`)
    return { ...standing, care: mine ? await this.careOf(incidentId) : null }
  }

  /** What an employer or a facility claims is not the worker's to see. */
  private async careOf(incidentId: string): Promise<WorkersCare> {
    const [row] = await this.sql.rows<{ days: number }>(
      `select coalesce(sum(upper(days) - lower(days)), 0)::int as days from stmb_period where incident_id = $1 and voided_at is null`,
      [incidentId],
    )
    const claims = await this.sql.rows<WorkersCare['claims'][number]>(
      `select c.number, c.type, c.state, coalesce((select sum(p.amount) from payment p
         where p.claim_id = c.id and p.live and p.state = 'settled' and p.purpose <> 'scholarship'), 0)::bigint as paid
       from claim c join incident i on i.id = c.incident_id
       where $1 in (i.id, i.caused_by) and exists (select from claim_party y where y.claim_id = c.id and y.kind = 'heir')
       order by c.created_at`,
      [incidentId],
    )
    return { days: row?.days ?? 0, claims }
  }
}
