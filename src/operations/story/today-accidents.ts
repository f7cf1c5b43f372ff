/**
 * Fictional workers of the present who were hurt at work: one is treated and cannot work, of one it is still being
 * determined whether it was at work, and one has an employer that does not answer. Nothing here is anybody's real life.
 */
import type { INestApplicationContext } from '@nestjs/common'
import type { IncidentEvent, IncidentInput, Role } from '#libs/lifecycle'
import { addDays, type LocalDate, parseLocalDate } from '#libs/local-date'
import { composeNik, type Sex } from '#libs/nik'
import { IncidentCare } from '../../incidents/care.service.js'
import { IncidentClaims } from '../../incidents/incident-claims.service.js'
import { IncidentLifecycle } from '../../incidents/incident-lifecycle.service.js'
import { IncidentNotices } from '../../incidents/incident-notices.service.js'
import { IncidentSweep } from '../../incidents/incident-sweep.service.js'
import type { PartyDto } from '../../incidents/notice.dto.js'
import { Sql } from '../../platform/database/sql.js'
import { type Appointment, instantAt } from './agenda.js'
import type { Staff } from './story-world.js'

interface HurtWorker {
  key: string
  name: string
  born: string
  sex: Sex
  /** Days before today on which it happened. */
  hurt: number
  place: string
  chronology: string
  reporter: PartyDto
  life: (accident: Accident) => Appointment[]
}

const HOSPITAL = 'RSUD Panglima Sebaya'

const workers: HurtWorker[] = [
  {
    ...{ key: 'dirawat', name: 'Muhammad Yusran', born: '1988-06-12', sex: 'male', hurt: 40 },
    place: 'Kebun sawit Long Kali',
    chronology: 'Terjatuh dari tangga saat memanen. Tangan kanan patah.',
    reporter: { kind: 'participant', name: 'Muhammad Yusran', phone: '0813 5550 2301' },
    life: (accident) => [
      ...accident.guaranteed(),
      accident.step(3, '09:00', 'conclude', 'verifier', { reference: 'SIM-014/PSR' }),
      accident.at(20, '09:00', () => accident.cannotWork(0, 19)),
      accident.at(20, '09:15', () => accident.claimDays()),
      accident.at(35, '10:00', () => accident.note(35, 'Gips dilepas. Latihan jari dua kali seminggu.')),
    ],
  },
  {
    ...{ key: 'ditetapkan', name: 'Hernawati', born: '1992-01-25', sex: 'female', hurt: 12 },
    place: 'Jalan desa Muara Pasir',
    chronology: 'Tertabrak sepeda motor dalam perjalanan pulang.',
    reporter: { kind: 'family', name: 'Samsul Hadi', relation: 'spouse', phone: '0813 5550 2302' },
    life: (accident) => [
      ...accident.guaranteed(),
      accident.step(2, '09:30', 'ask_determination', 'verifier', {
        reason: 'Jam pulang dan jalan yang biasa dilalui masih diperiksa.',
      }),
    ],
  },
  {
    ...{ key: 'majikan-diam', name: 'Abdul Wahab', born: '1983-09-03', sex: 'male', hurt: 5 },
    place: 'Bengkel kayu Tanah Grogot',
    chronology: 'Jari tergores gergaji.',
    reporter: { kind: 'facility', name: HOSPITAL, phone: '0813 5550 2303' },
    life: (accident) => [
      accident.at(0, '14:30', () =>
        accident.join({ kind: 'employer', name: 'CV Kayu Ulin Jaya', phone: '0813 5550 2304' }),
      ),
      accident.at(3, '08:30', () => accident.sweep()),
    ],
  },
]

/** Rows of the participants file for these workers, after those of the families. */
export function hurtWorkers(): { nik: string; name: string; born: string; sex: Sex; kpj: string }[] {
  return workers.map(({ name, born, sex }, index) => ({
    ...{ name, born, sex, kpj: `9964013${String(index + 1).padStart(4, '0')}` },
    nik: composeNik({ district: '640104', sex, birthDate: parseLocalDate(born), serial: 9701 + index }),
  }))
}

/** What happened to them until `now`. */
export function todayAccidents(
  context: INestApplicationContext,
  staff: Staff,
  today: LocalDate,
  now: string,
): Appointment[] {
  return workers
    .flatMap((worker, index) => {
      const nik = hurtWorkers()[index]?.nik ?? ''
      const accident = new Accident(context, staff, worker, nik, addDays(today, -worker.hurt))
      return [accident.at(0, '13:30', () => accident.notice()), ...worker.life(accident)]
    })
    .filter(({ at }) => at <= now)
}

/** One accident in the hands of the branch; each step may be repeated after an interruption. */
class Accident {
  private incidentId = ''

  constructor(
    private readonly context: INestApplicationContext,
    private readonly staff: Staff,
    private readonly worker: HurtWorker,
    private readonly nik: string,
    private readonly day: LocalDate,
  ) {}

  at(after: number, time: string, take: () => Promise<unknown>): Appointment {
    return {
      at: instantAt(`${addDays(this.day, after)} ${time}`),
      take: async () => {
        await take()
      },
    }
  }

  step(after: number, time: string, event: IncidentEvent, role: Role, input: IncidentInput): Appointment {
    return this.at(after, time, () => {
      const actor = this.staff.actor(role === 'verifier' ? 'dewi' : 'rina', role)
      return this.get(IncidentLifecycle).fire(this.incidentId, event, actor, {
        idempotencyKey: `story:${this.worker.key}:${event}`,
        input,
      })
    })
  }

  /** Reported in time by the branch, and the care guaranteed. */
  guaranteed(): Appointment[] {
    const receivedAt = instantAt(`${addDays(this.day, 1)} 08:40`)
    return [
      this.step(1, '09:00', 'report_stage1', 'officer', { receivedAt }),
      this.step(1, '10:30', 'guarantee', 'verifier', { facility: HOSPITAL }),
    ]
  }

  async notice(): Promise<void> {
    const { key, name, place, chronology, reporter } = this.worker
    const noticed = await this.get(IncidentNotices).notice(
      {
        ...{ branch: this.staff.branch.code, eventType: 'work_accident', eventDate: this.day },
        ...{ accidentAt: `${this.day}T10:00:00+08:00`, nik: this.nik, participantName: name },
        ...{ place, chronology, reporter },
      },
      this.officer,
      `story:${key}:notice`,
    )
    this.incidentId = noticed.incidentId
  }

  join(party: PartyDto): Promise<string> {
    return this.get(IncidentNotices).join(this.incidentId, party)
  }

  cannotWork(from: number, to: number): Promise<string> {
    const days = { from: addDays(this.day, from), to: addDays(this.day, to) }
    return this.get(IncidentCare).addPeriod(
      this.incidentId,
      { ...days, payee: 'participant', doctor: 'dr. Ratih Kumala' },
      this.officer,
      `story:${this.worker.key}:days:${from}`,
    )
  }

  note(after: number, body: string): Promise<string> {
    return this.get(IncidentCare).note(
      this.incidentId,
      { kind: 'progress', notedOn: addDays(this.day, after), body },
      this.officer,
      `story:${this.worker.key}:note:${after}`,
    )
  }

  async claimDays(): Promise<void> {
    const [claimed] = await this.get(Sql).rows(
      `select 1 from claim where created_by = 'incident:' || $1::text and state <> 'draft'`,
      [this.incidentId],
    )
    if (claimed) return
    await this.get(IncidentClaims).open(this.incidentId, { kind: 'stmb', payee: 'participant' }, this.officer)
  }

  sweep(): Promise<unknown> {
    return this.get(IncidentSweep).run()
  }

  private get officer() {
    return this.staff.actor('rina', 'officer')
  }

  private get<Service>(service: abstract new (...given: never[]) => Service): Service {
    return this.context.get<Service>(service, { strict: false })
  }
}
