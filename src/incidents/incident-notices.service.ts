/**
 * Takes in the first word of an accident, from anyone: who, when, where. The same participant and the same event are one
 * incident, whoever reports; who reports later is joined as a party and never refused.
 */
import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Role } from '#libs/lifecycle'
import { addDays, formatInstant, parseInstant, parseLocalDate } from '#libs/local-date'
import { normalizePhone } from '#libs/nik'
import type { Actor } from '../claims/claim-command.port.js'
import { ParticipantOfCard } from '../membership/participant-of-card.query.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner, violatedUnique } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, KeyReused } from '../platform/problem/problems.js'
import { endOf } from './incident-clocks.js'
import { type CoverageOnTheDay, IncidentCoverage } from './incident-coverage.service.js'
import { messageTo, workerSide } from './incident-gate.sql.js'
import { IncidentLifecycle } from './incident-lifecycle.service.js'
import type { NoticeDto, PartyDto, PartyKind } from './notice.dto.js'

export interface NoticedIncident {
  incidentId: string
  number: string
  partyId: string
  /** Somebody had reported the same event before; this reporter was joined. */
  joined: boolean
}

interface Holder {
  nik: string
  nikIndex: Buffer
}

/** The role in which a party acts. */
export const roleOfParty: Readonly<Record<PartyKind, Role>> = {
  participant: 'heir',
  family: 'heir',
  employer: 'employer',
  facility: 'facility',
  other: 'representative',
}

@Injectable()
export class IncidentNotices {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: IncidentLifecycle,
    private readonly coverage: IncidentCoverage,
    private readonly personal: PersonalData,
    private readonly cards: ParticipantOfCard,
  ) {}

  /**
   * Opens the course of an incident, or joins the reporter to the one there is. `by` is a member of staff who writes down
   * what was said; without one the reporter writes himself.
   * @throws InvalidInput for a branch or card that does not exist, or a day that has not come
   */
  async notice(dto: NoticeDto, by: Actor | null, key: string): Promise<NoticedIncident> {
    const holder = await this.holderOf(dto)
    const branch = await this.branchOf(dto.branch)
    const eventAt = this.momentOf(dto, branch.zone)
    const coverage = await this.coverage.onTheDay(holder.nikIndex, dto.eventType, dto.eventDate)
    try {
      return await this.sql.transaction(async (sql) => {
        const incidentId = await this.incidentOf(sql, dto, holder)
        const known = await existing(sql, incidentId, openerOf(by), key)
        if (known) return { ...known, partyId: await this.joinWithin(sql, incidentId, dto.reporter) }
        const number = await this.open(sql, incidentId, { dto, holder, branch, eventAt, coverage, by, key })
        const partyId = await this.joinWithin(sql, incidentId, dto.reporter)
        const actor = by ?? {
          id: `incident-party:${partyId}`,
          role: roleOfParty[dto.reporter.kind],
          branchId: null,
        }
        await this.lifecycle.fireWithin(sql, incidentId, 'notice', actor, { idempotencyKey: key })
        return { incidentId, number, partyId, joined: false }
      })
    } catch (error) {
      // The same event was reported in the same moment: whoever came second is joined.
      const broken = violatedUnique(error)
      if (broken === undefined) throw error
      if (broken === 'incident_opened_once') throw new KeyReused(key)
      return this.notice(dto, by, key)
    }
  }

  /** Somebody else who reports, or has to: the employer, the facility, the family. */
  join(incidentId: string, party: PartyDto): Promise<string> {
    return this.joinWithin(this.sql, incidentId, party)
  }

  private async holderOf({ nik, kpj }: NoticeDto): Promise<Holder> {
    if (nik !== undefined) return { nik, nikIndex: await this.personal.indexOf('nik', nik) }
    const holder = kpj === undefined ? undefined : await this.cards.find(kpj)
    if (holder) return holder
    throw refused('kpj', 'CARD_UNKNOWN', 'Nomor kartu ini tidak ada di data kepesertaan. Periksa angkanya.')
  }

  private async branchOf(code: string): Promise<{ id: string; zone: string; code: string }> {
    const branch = await this.sql.first<{ id: string; zone: string; code: string }>(
      'select id, zone, code from branch where code = $1',
      [code],
    )
    if (branch) return branch
    throw refused('branch', 'UNKNOWN_BRANCH', 'Kantor cabang ini tidak ada. Periksa kode tiga hurufnya.')
  }

  /** Without an hour the whole day is the reporter's: nobody is called late for what is not known. */
  private momentOf({ eventDate, accidentAt, eventType }: NoticeDto, zone: string): string {
    const now = this.clock.now()
    if (
      eventDate > addDays(parseLocalDate(now.slice(0, 10)), 1) ||
      (accidentAt !== undefined && formatInstant(parseInstant(accidentAt)) > now)
    )
      throw refused('eventDate', 'DATE_IN_FUTURE', 'Tanggal ini belum tiba. Periksa tahun dan bulannya.')
    if (accidentAt !== undefined && eventType !== 'occupational_disease')
      return formatInstant(parseInstant(accidentAt))
    const end = endOf(parseLocalDate(eventDate), zone)
    return end < now ? end : now
  }

  /** Accidents and diseases of one person on one day are one, whoever tells of them. */
  private async incidentOf(
    sql: SqlRunner,
    { eventType, eventDate }: NoticeDto,
    { nikIndex }: Holder,
  ): Promise<string> {
    const kind = eventType === 'occupational_disease' ? 'disease' : 'accident'
    await sql.rows(
      'insert into incident (kind, participant_nik_index, event_date, created_at) values ($1, $2, $3, $4) on conflict do nothing',
      [kind, nikIndex, eventDate, this.clock.now()],
    )
    const [found] = await sql.rows<{ id: string }>(
      'select id from incident where kind = $1 and participant_nik_index = $2 and event_date = $3',
      [kind, nikIndex, eventDate],
    )
    return found?.id ?? ''
  }

  private async open(
    sql: SqlRunner,
    incidentId: string,
    on: {
      dto: NoticeDto
      holder: Holder
      branch: { id: string; code: string }
      eventAt: string
      coverage: CoverageOnTheDay
      by: Actor | null
      key: string
    },
  ): Promise<string> {
    const { dto, holder, branch, eventAt, coverage, by, key } = on
    const now = this.clock.now()
    const seals = await this.personal.ofRegistry()
    const [next] = await sql.rows<{ next: bigint }>(`select nextval('incident_number') as next`)
    const number = `KK-${branch.code}-${now.slice(2, 7).replace('-', '')}-${String(next?.next).padStart(6, '0')}`
    const { place, chronology } = dto
    await sql.rows(
      `insert into incident_course (incident_id, number, branch_id, event_type, event_at, hour_known, participant_name, participant_nik,
         particulars, coverage, covered, coverage_reason, employer_name, opened_by, opening_key, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14, $15, $16)`,
      [
        ...[incidentId, number, branch.id, dto.eventType, eventAt],
        dto.accidentAt !== undefined && dto.eventType !== 'occupational_disease',
        ...[dto.participantName, seals.text('incident_course.participant_nik', holder.nik)],
        seals.json('incident_course.particulars', { place, chronology }),
        ...[
          JSON.stringify(coverage.answer),
          coverage.covered,
          coverage.reason,
          coverage.answer.employer?.name ?? null,
        ],
        ...[openerOf(by), key, now],
      ],
    )
    return number
  }

  private async joinWithin(sql: SqlRunner, incidentId: string, party: PartyDto): Promise<string> {
    const phone = normalizePhone(party.phone)
    if (!phone.ok)
      throw refused(
        'reporter/phone',
        'PHONE_NOT_INDONESIAN_MOBILE',
        'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.',
      )
    const index = await this.personal.indexOf('phone', phone.phone)
    const seals = await this.personal.ofRegistry()
    const [joined] = await sql.rows<{ id: string }>(
      `insert into incident_party (id, incident_id, kind, name, relation, phone, phone_index, joined_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint incident_party_once do nothing returning id`,
      [
        ...[randomUUID(), incidentId, party.kind, party.name, party.relation ?? null],
        ...[seals.text('incident_party.phone', phone.phone), index, this.clock.now()],
      ],
    )
    if (joined) {
      await sql.rows(tellJoined, [joined.id, this.clock.now()])
      return joined.id
    }
    const [known] = await sql.rows<{ id: string }>(
      'select id from incident_party where incident_id = $1 and kind = $2 and phone_index = $3',
      [incidentId, party.kind, index],
    )
    return known?.id ?? ''
  }
}

/** Worker and family learn the number of what was reported. $1 the party, $2 now */
const tellJoined = `insert into outbox (topic, payload, occurred_at)
  select 'notification.send', ${messageTo(`'incident-received'`)}, $2
  from incident_party p join incident_course k on k.incident_id = p.incident_id join branch b on b.id = k.branch_id
  where p.id = $1 and p.kind in ${workerSide}`

/** The course that there is; whoever opened it with this very key is not joined to it by asking again. */
async function existing(
  sql: SqlRunner,
  incidentId: string,
  opener: string,
  key: string,
): Promise<Omit<NoticedIncident, 'partyId'> | undefined> {
  const [found] = await sql.rows<Omit<NoticedIncident, 'partyId'>>(
    `select incident_id as "incidentId", number, (opened_by, opening_key) <> ($2, $3) as joined
     from incident_course where incident_id = $1`,
    [incidentId, opener, key],
  )
  return found
}

const openerOf = (by: Actor | null): string => by?.id ?? 'reporter'

function refused(field: string, code: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer: `/${field}`, code, detail }])
}
