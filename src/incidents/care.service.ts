/**
 * The care of an incident: how the treatment goes, on which days the participant could not work, which bills came, and
 * what a doctor found. It adds rows and sets wrong ones aside; it moves no incident and pays nothing.
 */
import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { IncidentState, Role } from '#libs/lifecycle'
import { addDays, isLocalDate, parseLocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner, violatedConstraint, violatedUnique } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import {
  InvalidInput,
  KeyReused,
  NotAllowed,
  NotFound,
  TransitionRefused,
} from '../platform/problem/problems.js'
import type { CareBillDto, CareNoteDto, FindingDto, JudgeBillDto, StmbPeriodDto } from './care.dto.js'
import { dayAt } from './incident-clocks.js'

interface Command {
  key: string
  mark: string
}

interface CourseHeld {
  branch_id: string
  state: IncidentState
  round: number
  event_date: string
  zone: string
  nik_index: Buffer
  stated_on: string | null
  party: boolean
}

const who: Readonly<Record<'note' | 'period' | 'bill' | 'finding', readonly Role[]>> = {
  note: ['facility', 'officer', 'verifier', 'medical_adviser'],
  period: ['facility', 'employer', 'officer'],
  bill: ['facility', 'employer', 'heir', 'representative', 'officer'],
  finding: ['facility', 'officer', 'medical_adviser'],
}
const inCare: readonly IncidentState[] = [
  'guaranteed',
  'under_determination',
  'under_treatment',
  'stage2_due',
  'stage2_reported',
]
const NO_OVERLAP = 'stmb_days_once'

@Injectable()
export class IncidentCare {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly personal: PersonalData,
  ) {}

  async note(incidentId: string, dto: CareNoteDto, actor: Actor, key?: string): Promise<string> {
    const seals = await this.personal.ofRegistry()
    const command = await this.commandOf('note', dto, key)
    return this.once(incidentId, actor, who.note, command, async (sql, course) => {
      this.assertPast(dto.notedOn, course, 'notedOn')
      const [note] = await sql.rows<{ id: bigint }>(
        `insert into care_note (incident_id, round, kind, noted_on, body, written_by, writer_role, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
        [
          incidentId,
          course.round,
          dto.kind,
          dto.notedOn,
          seals.text('care_note.body', dto.body),
          actor.id,
          actor.role,
          this.clock.now(),
        ],
      )
      return String(note?.id)
    })
  }

  /**
   * Days that overlap others of the same person are refused. The branch reads which they are, so that somebody can
   * choose; whoever reports from outside does not, for they may be of an accident that is no business of his.
   */
  async addPeriod(incidentId: string, dto: StmbPeriodDto, actor: Actor, key?: string): Promise<string> {
    const id = randomUUID()
    const command = await this.commandOf('period', dto, key)
    try {
      return await this.once(incidentId, actor, who.period, command, async (sql, course) => {
        this.assertPast(dto.from, course, 'from')
        if (!isLocalDate(dto.to) || dto.to < dto.from)
          throw refused('to', 'PERIOD_BACKWARDS', 'Hari terakhir tidak boleh sebelum hari pertama.')
        if (course.stated_on !== null && dto.to > course.stated_on)
          throw refused(
            'to',
            'AFTER_STATEMENT',
            'Hari tidak mampu bekerja berakhir pada keterangan akhir dokter.',
          )
        await sql.rows(
          `insert into stmb_period (id, incident_id, participant_nik_index, round, days, payee, doctor, reported_by, reporter_role, reported_at)
           values ($1, $2, $3, $4, daterange($5::date, $6::date, '[]'), $7, $8, $9, $10, $11)`,
          [
            ...[id, incidentId, course.nik_index, course.round, dto.from, dto.to],
            ...[dto.payee, dto.doctor, actor.id, actor.role, this.clock.now()],
          ],
        )
        return id
      })
    } catch (error) {
      if (violatedConstraint(error) !== NO_OVERLAP) throw error
      if (actor.branchId === null) throw daysTaken(dto)
      throw await this.overlap(incidentId, dto)
    }
  }

  /** Sets a period aside that nobody has claimed yet. */
  async voidPeriod(incidentId: string, periodId: string, reason: string, actor: Actor): Promise<void> {
    await this.within(incidentId, actor, ['officer', 'verifier'], async (sql) => {
      const done = await sql.rows(
        `update stmb_period set void_reason = $3, voided_by = $4, voided_at = $5
         where id::text = $1 and incident_id = $2 and voided_at is null and claim_id is null returning id`,
        [periodId, incidentId, reason, actor.id, this.clock.now()],
      )
      if (done.length === 0)
        throw refused('', 'PERIOD_CLAIMED', 'Masa ini sudah diajukan atau sudah disisihkan.')
    })
  }

  async addBill(incidentId: string, dto: CareBillDto, actor: Actor, key?: string): Promise<string> {
    const id = randomUUID()
    const command = await this.commandOf('bill', dto, key)
    try {
      return await this.once(incidentId, actor, who.bill, command, async (sql, course) => {
        this.assertPast(dto.issuedOn, course, 'issuedOn')
        await sql.rows(
          `insert into care_bill (id, incident_id, round, kind, payee, issuer, number, issued_on, amount, handed_in_by, handed_in_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            ...[id, incidentId, course.round, dto.kind, dto.payee, dto.issuer.trim(), dto.number.trim()],
            ...[dto.issuedOn, dto.amount, actor.id, this.clock.now()],
          ],
        )
        return id
      })
    } catch (error) {
      if (violatedUnique(error) !== 'care_bill_once') throw error
      throw refused('number', 'BILL_KNOWN', 'Tagihan atau kuitansi dengan nomor ini sudah dicatat.')
    }
  }

  /** Accepts a bill, in part or whole, or refuses it; by a verifier who did not hand it in, once. */
  async judgeBill(incidentId: string, billId: string, dto: JudgeBillDto, actor: Actor): Promise<void> {
    await this.within(incidentId, actor, ['verifier'], async (sql) => {
      const [bill] = await sql.rows<{ amount: bigint; handed_in_by: string; judged: boolean }>(
        'select amount, handed_in_by, judged_by is not null as judged from care_bill where id::text = $1 and incident_id = $2',
        [billId, incidentId],
      )
      if (!bill) throw new NotFound('Tagihan ini tidak ditemukan.')
      if (bill.judged) throw refused('', 'BILL_JUDGED', 'Tagihan ini sudah diputuskan.')
      if (bill.handed_in_by === actor.id)
        throw new NotAllowed('Tagihan yang Anda catat diperiksa orang lain.')
      if (BigInt(dto.accepted) > bill.amount)
        throw refused('accepted', 'MORE_THAN_BILLED', 'Yang diterima paling banyak sebesar tagihannya.')
      if (BigInt(dto.accepted) < bill.amount && !dto.why)
        throw refused('why', 'REASON_MISSING', 'Tulis mengapa tagihan ini tidak diterima seluruhnya.')
      await sql.rows(
        'update care_bill set accepted_amount = $2, judged_by = $3, judged_at = $4, judged_why = $5 where id = $1',
        [billId, dto.accepted, actor.id, this.clock.now(), dto.why ?? null],
      )
    })
  }

  /** What a doctor found; a later finding of the same round takes the place of one that nobody confirmed yet. */
  async find(incidentId: string, dto: FindingDto, actor: Actor): Promise<void> {
    const seals = await this.personal.ofRegistry()
    const parts = dto.parts.map(({ code, functionLossPercent, side }) => ({
      code,
      ...(functionLossPercent === undefined ? {} : { function_loss_pct: functionLossPercent }),
      ...(side === undefined ? {} : { side }),
    }))
    await this.within(incidentId, actor, who.finding, async (sql, { round, event_date }) => {
      const table = this.law.book.table('jkk.disability_percentages', parseLocalDate(event_date)).value
      if (parts.some(({ code }) => !table.some((row) => row.code === code)))
        throw refused(
          'parts',
          'PART_UNKNOWN',
          'Pilih bagian tubuh dari tabel cacat yang berlaku pada hari kejadian.',
        )
      const now = this.clock.now()
      await sql.rows(
        'update disability_finding set superseded_at = $3 where incident_id = $1 and round = $2 and superseded_at is null and confirmed_by is null',
        [incidentId, round, now],
      )
      try {
        await sql.rows(
          `insert into disability_finding (incident_id, round, parts, doctor, found_by, finder_role, found_at) values ($1, $2, $3, $4, $5, $6, $7)`,
          [
            incidentId,
            round,
            seals.json('disability_finding.parts', parts),
            dto.doctor,
            actor.id,
            actor.role,
            now,
          ],
        )
      } catch (error) {
        if (violatedUnique(error) === undefined) throw error
        throw refused('', 'FINDING_CONFIRMED', 'Temuan cacat sudah dipastikan dokter penasihat.')
      }
    })
  }

  /** The medical adviser confirms what another person found, or sets it aside. */
  async confirmFinding(incidentId: string, confirmed: boolean, actor: Actor): Promise<void> {
    await this.within(incidentId, actor, ['medical_adviser'], async (sql, { round }) => {
      const [open] = await sql.rows<{ id: string; found_by: string }>(
        `select id, found_by from disability_finding where incident_id = $1 and round = $2 and superseded_at is null and confirmed_by is null`,
        [incidentId, round],
      )
      if (!open) throw new NotFound('Tidak ada temuan cacat yang menunggu kepastian.')
      if (open.found_by === actor.id)
        throw new NotAllowed('Temuan Anda sendiri dipastikan dokter penasihat lain.')
      const now = this.clock.now()
      if (confirmed)
        await sql.rows('update disability_finding set confirmed_by = $2, confirmed_at = $3 where id = $1', [
          open.id,
          actor.id,
          now,
        ])
      else await sql.rows('update disability_finding set superseded_at = $2 where id = $1', [open.id, now])
    })
  }

  /** What was sent under a key, so that the same sent again is known. */
  private async commandOf(kind: string, dto: object, key: string | undefined): Promise<Command | undefined> {
    return key === undefined
      ? undefined
      : { key, mark: await this.personal.digestOf(JSON.stringify([kind, dto])) }
  }

  /** The same key of the same person answers what was answered first; the incident is held, so twins wait. */
  private async once(
    incidentId: string,
    actor: Actor,
    roles: readonly Role[],
    command: Command | undefined,
    work: (sql: SqlRunner, course: CourseHeld) => Promise<string>,
  ): Promise<string> {
    let answer = ''
    await this.within(incidentId, actor, roles, async (sql, course) => {
      const [known] = command
        ? await sql.rows<{ mark: string; answer: string }>(
            'select mark, answer from incident_command where incident_id = $1 and actor_id = $2 and idempotency_key = $3',
            [incidentId, actor.id, command.key],
          )
        : []
      if (known && known.mark !== command?.mark) throw new KeyReused(command?.key ?? '')
      answer = known?.answer ?? (await work(sql, course))
      if (command && !known)
        await sql.rows(
          'insert into incident_command (incident_id, actor_id, idempotency_key, mark, answer, at) values ($1, $2, $3, $4, $5, $6)',
          [incidentId, actor.id, command.key, command.mark, answer, this.clock.now()],
        )
    })
    return answer
  }

  private async within(
    incidentId: string,
    actor: Actor,
    roles: readonly Role[],
    work: (sql: SqlRunner, course: CourseHeld) => Promise<void>,
  ): Promise<void> {
    if (!roles.includes(actor.role)) throw new NotAllowed('Peran Anda tidak mencatat hal ini.')
    await this.sql.transaction(async (sql) => {
      const [course] = await sql.rows<CourseHeld>(
        `select k.branch_id, k.state, k.round, i.event_date, b.zone, i.participant_nik_index as nik_index,
           (select (t.happened_at at time zone b.zone)::date from incident_transition t
            where t.incident_id = k.incident_id and t.round = k.round and t.event = 'doctor_states') as stated_on,
           exists (select from incident_party p where p.incident_id = k.incident_id and $2 = 'incident-party:' || p.id) as party
         from incident_course k join incident i on i.id = k.incident_id join branch b on b.id = k.branch_id
         where k.incident_id = $1 for no key update of k`,
        [incidentId, actor.id],
      )
      if (!course) throw new NotFound('Kejadian ini tidak ditemukan.')
      if (actor.branchId === null ? !course.party : actor.branchId !== course.branch_id)
        throw new NotAllowed('Kejadian ini ditangani pihak lain.')
      if (!inCare.includes(course.state)) throw new TransitionRefused('care', 'no-such-step', [], [])
      await work(sql, course)
    })
  }

  private assertPast(date: string, { event_date, zone }: CourseHeld, field: string): void {
    if (!isLocalDate(date)) throw refused(field, 'NO_SUCH_DATE', 'Tanggal ini tidak ada di kalender.')
    if (date < event_date) throw refused(field, 'BEFORE_EVENT', 'Tanggal ini sebelum kejadiannya.')
    if (date > dayAt(this.clock.now(), zone))
      throw refused(field, 'DATE_IN_FUTURE', 'Tanggal ini belum tiba.')
  }

  private async overlap(incidentId: string, { from, to }: StmbPeriodDto): Promise<InvalidInput> {
    const [other] = await this.sql.rows<{ first: string; last: string; number: string }>(
      `select lower(p.days) as first, upper(p.days) as last, k.number from stmb_period p
       join incident_course k on k.incident_id = p.incident_id join incident i on i.id = $1
       where p.participant_nik_index = i.participant_nik_index and p.voided_at is null
         and p.days && daterange($2::date, $3::date, '[]') order by lower(p.days) limit 1`,
      [incidentId, from, to],
    )
    const known = other
      ? `${other.first} sampai ${addDays(parseLocalDate(other.last), -1)} (${other.number})`
      : 'lain'
    return refused(
      'from',
      'DAYS_OVERLAP',
      `Hari ${from} sampai ${to} bertumpuk dengan ${known}. Pilih salah satu.`,
    )
  }
}

function daysTaken({ from, to }: StmbPeriodDto): InvalidInput {
  const detail = `Ada hari dari ${from} sampai ${to} yang sudah tercatat. Tanyakan kepada kantor cabang kami.`
  return refused('from', 'DAYS_OVERLAP', detail)
}

function refused(field: string, code: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer: `/${field}`, code, detail }])
}
