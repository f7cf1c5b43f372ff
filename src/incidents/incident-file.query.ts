import { Injectable } from '@nestjs/common'
import type {
  ClaimState,
  ClaimType,
  IncidentEvent,
  IncidentInput,
  IncidentState,
  Role,
} from '#libs/lifecycle'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import type { PartyKind } from './notice.dto.js'
import type { CertifiedDays } from './stmb-timeline.rule.js'

export interface IncidentHead {
  id: string
  number: string
  branchId: string
  zone: string
  state: IncidentState
  seq: number
  round: number
  participantName: string
  eventType: string
  eventDate: string
  eventAt: string
  hourKnown: boolean
  covered: boolean
  coverageReason: string | null
  employerName: string | null
  openedAt: string
  particulars: { place: string; chronology: string }
}

export interface IncidentFile extends IncidentHead {
  parties: {
    id: string
    kind: PartyKind
    name: string
    relation: string | null
    phone: string
    /** Until when the code of this party opens its door; null without one. */
    mayReportUntil: string | null
  }[]
  clocks: { name: string; round: number; startedAt: string; dueAt: string | null; stoppedAt: string | null }[]
  history: {
    seq: number
    event: IncidentEvent
    to: IncidentState
    at: string
    happenedAt: string | null
    by: string
    role: Role
    input: IncidentInput
    words: string | null
  }[]
  notes: { kind: string; notedOn: string; body: string; by: string }[]
  periods: (CertifiedDays & { id: string; doctor: string })[]
  bills: {
    id: string
    kind: string
    payee: string
    issuer: string
    number: string
    issuedOn: string
    amount: bigint
    accepted: bigint | null
    why: string | null
    claimNumber: string | null
  }[]
  findings: {
    doctor: string
    parts: { code: string; function_loss_pct?: number; side?: string }[]
    by: string
    confirmedBy: string | null
  }[]
  claims: { number: string; type: ClaimType; state: ClaimState }[]
}

const HEAD = `select k.incident_id as id, k.number, k.branch_id as "branchId", b.zone, k.state, k.seq, k.round,
    k.participant_name as "participantName", k.event_type as "eventType", i.event_date as "eventDate", k.event_at as "eventAt",
    k.hour_known as "hourKnown", k.covered, k.coverage_reason as "coverageReason", k.employer_name as "employerName",
    k.opened_at as "openedAt", k.particulars
  from incident_course k join incident i on i.id = k.incident_id join branch b on b.id = k.branch_id`

/** Who did something: a member of staff, a party, or the product. */
const who = (id: string): string =>
  `coalesce((select m.display_name from staff_member m where m.id::text = ${id}),
    (select q.name from incident_party q where 'incident-party:' || q.id = ${id}), ${id})`

const claimNumber = (id: string): string => `(select c.number from claim c where c.id = ${id})`

/** Everything a desk or a door shows of one incident. */
@Injectable()
export class IncidentFiles {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** @throws NotFound also for an incident of another branch */
  async head(number: string, branchId: string | null): Promise<IncidentHead> {
    const rows = await this.sql.rows<IncidentHead>(
      `${HEAD} where k.number = $1 and ($2::uuid is null or k.branch_id = $2)`,
      [number, branchId],
    )
    const [found] = await this.personal.reveal(rows, { particulars: 'incident_course.particulars' })
    if (!found) throw new NotFound('Kejadian ini tidak ditemukan.')
    return found
  }

  async get(number: string, branchId: string | null): Promise<IncidentFile> {
    const head = await this.head(number, branchId)
    const { id } = head
    return {
      ...head,
      parties: await this.partiesOf(id),
      clocks: await this.rows(
        `select name, round, started_at as "startedAt", due_at as "dueAt", stopped_at as "stoppedAt"
         from incident_clock where incident_id = $1 order by started_at`,
        id,
      ),
      history: await this.historyOf(id),
      notes: await this.notesOf(id),
      periods: await this.rows(
        `select p.id, lower(p.days) as "from", upper(p.days) - 1 as "to", upper(p.days) - lower(p.days) as days, p.payee, p.doctor,
           ${claimNumber('p.claim_id')} as "claimNumber"
         from stmb_period p where p.incident_id = $1 and p.voided_at is null order by p.days`,
        id,
      ),
      bills: await this.rows(
        `select d.id, d.kind, d.payee, d.issuer, d.number, d.issued_on as "issuedOn", d.amount, d.accepted_amount as accepted,
           d.judged_why as why, ${claimNumber('d.claim_id')} as "claimNumber"
         from care_bill d where d.incident_id = $1 order by d.handed_in_at, d.id`,
        id,
      ),
      findings: await this.findingsOf(id),
      claims: await this.rows(
        `select c.number, c.type, c.state from claim c join incident i on i.id = c.incident_id
         where $1 in (i.id, i.caused_by) or (c.created_by = 'incident:' || $1::text and c.incident_id is null) order by c.created_at`,
        id,
      ),
    }
  }

  private rows<Row>(text: string, id: string): Promise<Row[]> {
    return this.sql.rows<Row>(text, [id])
  }

  private async partiesOf(id: string): Promise<IncidentFile['parties']> {
    const found = await this.sql.rows<IncidentFile['parties'][number]>(
      `select id, kind, name, relation, phone, case when token_expires_at > $2 then token_expires_at end as "mayReportUntil"
       from incident_party where incident_id = $1 order by joined_at`,
      [id, this.clock.now()],
    )
    return this.personal.reveal(found, { phone: 'incident_party.phone' })
  }

  private async historyOf(id: string): Promise<IncidentFile['history']> {
    const found = await this.rows<IncidentFile['history'][number]>(
      `select t.seq, t.event, t.to_state as "to", t.at, t.happened_at as "happenedAt", ${who('t.actor_id')} as by,
         t.actor_role as role, t.input, t.words
       from incident_transition t where t.incident_id = $1 order by t.seq`,
      id,
    )
    const withWords = found.filter(({ words }) => words !== null)
    const revealed = await this.personal.reveal(withWords, { words: 'incident_transition.words' })
    return found.map((row) => revealed.find(({ seq }) => seq === row.seq) ?? row)
  }

  private async notesOf(id: string): Promise<IncidentFile['notes']> {
    const found = await this.rows<IncidentFile['notes'][number]>(
      `select kind, noted_on as "notedOn", body, ${who('written_by')} as by from care_note where incident_id = $1 order by noted_on, id`,
      id,
    )
    return this.personal.reveal(found, { body: 'care_note.body' })
  }

  private async findingsOf(id: string): Promise<IncidentFile['findings']> {
    const found = await this.rows<IncidentFile['findings'][number]>(
      `select doctor, parts, ${who('found_by')} as by, case when confirmed_by is not null then ${who('confirmed_by::text')} end as "confirmedBy"
       from disability_finding where incident_id = $1 and superseded_at is null order by round`,
      id,
    )
    return this.personal.reveal(found, { parts: 'disability_finding.parts' })
  }
}
