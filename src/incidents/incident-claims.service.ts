/**
 * Turns what an incident became into claims: each payee's days and bills, and what the doctor's last statement gives a
 * right to. It opens and lodges them as anybody else would; whether and what is paid is for the claim's own way to say.
 */
import { Injectable } from '@nestjs/common'
import type { ClaimType, IncidentOutcome } from '#libs/lifecycle'
import { type Actor } from '../claims/claim-command.port.js'
import { type ClaimAnswers, relations } from '../intake/claim-answers.dto.js'
import { IntakeService } from '../intake/intake.service.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound } from '../platform/problem/problems.js'
import { type PartyKind } from './notice.dto.js'

export type Payee = 'participant' | 'employer' | 'facility'

/** What a claim of an incident is for. */
export type ClaimOfIncident =
  | { kind: 'stmb'; payee: 'participant' | 'employer' }
  | { kind: 'reimbursement'; payee: Payee }
  | { kind: 'outcome'; children?: ClaimAnswers['children'] }
  /** JKM, for a death that was found not to be of work. */
  | { kind: 'other_program'; deathDate: string }

interface CourseRow {
  number: string
  branch: string
  branch_id: string
  round: number
  participant_nik: string
  participant_name: string
  event_type: 'work_accident' | 'occupational_disease' | 'sudden_death_at_work'
  event_date: string
  accident_at: string | null
  outcome: IncidentOutcome | null
  death_date: string | null
  statement_seq: number | null
}

interface Party {
  id: string
  kind: PartyKind
  name: string
  relation: string | null
  phone: string
}

type ClaimOfRows = Extract<ClaimOfIncident, { kind: 'stmb' | 'reimbursement' }>

export interface OpenedClaim {
  claimId: string
  number: string
}

const firstOf: Readonly<Record<Payee | 'family', readonly PartyKind[]>> = {
  participant: ['participant', 'family', 'other'],
  employer: ['employer'],
  facility: ['facility'],
  family: ['family'],
}
const askFor: Readonly<Record<Payee | 'family', string>> = {
  participant: 'Catat dahulu peserta atau keluarganya sebagai pihak, dengan nomor HP.',
  employer: 'Catat dahulu pemberi kerja sebagai pihak, dengan nomor HP.',
  facility: 'Catat dahulu fasilitas kesehatan sebagai pihak, dengan nomor HP.',
  family: 'Catat dahulu keluarga yang berhak sebagai pihak, dengan nomor HP.',
}
const typeOf = { stmb: 'jkk_stmb', reimbursement: 'jkk_reimbursement' } as const

@Injectable()
export class IncidentClaims {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
    private readonly intake: IntakeService,
  ) {}

  /**
   * Opens a claim and lodges it. Safe to repeat after an interruption: what was opened is found, not opened again.
   * @throws NotFound, NotAllowed, InvalidInput when there is nothing to claim or nobody to claim for
   */
  async open(incidentId: string, wanted: ClaimOfIncident, actor: Actor): Promise<OpenedClaim> {
    const course = await this.courseOf(incidentId, actor)
    const type = typeOfClaim(wanted, course)
    const rows = isOfRows(wanted) ? await this.unclaimed(incidentId, wanted) : []
    if (isOfRows(wanted) && rows.length === 0) throw nothing('Tidak ada yang belum diajukan.')
    const party = await this.partyFor(incidentId, payeeOf(wanted, course))
    const key = keyOf(wanted, type, course, rows)
    const draft = await this.intake.createDraft(
      { type, branch: course.branch, answers: answersOf(course, party, type, wanted) },
      { id: `incident:${incidentId}`, role: 'system', branchId: null },
      key,
    )
    if (isOfRows(wanted)) await this.put(wanted.kind, draft.claimId, rows)
    await this.intake.submit(draft.claimId, lodger(party, draft.partyId, actor), `incident:${key}`)
    return { claimId: draft.claimId, number: draft.number }
  }

  private async courseOf(incidentId: string, actor: Actor): Promise<CourseRow> {
    const course = await this.sql.first<CourseRow>(
      `select k.number, b.code as branch, k.branch_id, k.round, k.participant_nik, k.participant_name, k.event_type, i.event_date,
         case when k.hour_known then k.event_at end as accident_at, t.input ->> 'outcome' as outcome,
         t.input ->> 'deathDate' as death_date, t.seq as statement_seq
       from incident_course k join incident i on i.id = k.incident_id join branch b on b.id = k.branch_id
       left join incident_transition t on t.incident_id = k.incident_id and t.round = k.round and t.event = 'doctor_states'
       where k.incident_id = $1`,
      [incidentId],
    )
    if (!course) throw new NotFound('Kejadian ini tidak ditemukan.')
    if (actor.branchId !== null && actor.branchId !== course.branch_id)
      throw new NotAllowed('Kejadian ini ditangani kantor cabang lain.')
    const [revealed] = await this.personal.reveal([course], {
      participant_nik: 'incident_course.participant_nik',
    })
    return revealed ?? course
  }

  private async unclaimed(incidentId: string, { kind, payee }: ClaimOfRows): Promise<string[]> {
    const found = await this.sql.rows<{ id: string }>(
      kind === 'stmb'
        ? `select id from stmb_period where incident_id = $1 and payee = $2 and claim_id is null and voided_at is null order by days`
        : `select id from care_bill where incident_id = $1 and payee = $2 and claim_id is null and accepted_amount > 0 order by handed_in_at, id`,
      [incidentId, payee],
    )
    return found.map(({ id }) => id)
  }

  private async partyFor(incidentId: string, whose: Payee | 'family'): Promise<Party> {
    const rows = await this.sql.rows<Party>(
      `select id, kind, name, relation, phone from incident_party where incident_id = $1 and kind = any ($2::text[])
       order by array_position($2::text[], kind), joined_at limit 1`,
      [incidentId, firstOf[whose]],
    )
    const [party] = await this.personal.reveal(rows, { phone: 'incident_party.phone' })
    if (party) return party
    const detail = askFor[whose]
    throw new InvalidInput(detail, [{ pointer: '/party', code: 'PARTY_MISSING', detail }])
  }

  /** The days or bills are the claim's from now on: nothing is claimed twice. */
  private async put(kind: 'stmb' | 'reimbursement', claimId: string, rows: readonly string[]): Promise<void> {
    const table = kind === 'stmb' ? 'stmb_period' : 'care_bill'
    await this.sql.rows(
      `update ${table} set claim_id = $1 where id = any ($2::uuid[]) and claim_id is null`,
      [claimId, rows],
    )
  }
}

/** What a participant who died is owed goes to the heirs. */
function payeeOf(wanted: ClaimOfIncident, { outcome }: CourseRow): Payee | 'family' {
  if (wanted.kind === 'other_program') return 'family'
  const payee = wanted.kind === 'outcome' ? 'participant' : wanted.payee
  return payee === 'participant' && outcome === 'died' ? 'family' : payee
}

function isOfRows(wanted: ClaimOfIncident): wanted is ClaimOfRows {
  return wanted.kind === 'stmb' || wanted.kind === 'reimbursement'
}

function typeOfClaim(wanted: ClaimOfIncident, { outcome }: CourseRow): ClaimType {
  if (wanted.kind === 'other_program') return 'jkm_death'
  return wanted.kind === 'outcome' ? typeOfOutcome(outcome) : typeOf[wanted.kind]
}

/** The same for the same claim, so that nothing is opened twice. */
function keyOf(
  wanted: ClaimOfIncident,
  type: ClaimType,
  { round, statement_seq }: CourseRow,
  rows: readonly string[],
): string {
  if (isOfRows(wanted)) return `${type}:${rows[0]}`
  return wanted.kind === 'outcome' ? `${round}:${type}:${statement_seq}` : `${type}:${wanted.deathDate}`
}

function typeOfOutcome(outcome: IncidentOutcome | null): Extract<ClaimType, 'jkk_death' | 'jkk_disability'> {
  if (outcome === 'died') return 'jkk_death'
  if (outcome === null || outcome === 'recovered')
    throw nothing('Keterangan dokter tidak memberi hak atas santunan ini.')
  return 'jkk_disability'
}

function answersOf(course: CourseRow, party: Party, type: ClaimType, wanted: ClaimOfIncident): ClaimAnswers {
  const children = wanted.kind === 'outcome' ? wanted.children : undefined
  return {
    participant: { nik: course.participant_nik, name: course.participant_name },
    event: eventOf(course, type, wanted),
    claimant: { name: party.name, relation: relationOf(party), phone: party.phone },
    ...(children === undefined ? {} : { children }),
    ...(wanted.kind === 'stmb'
      ? { circumstances: { employer_claims_stmb: wanted.payee === 'employer' } }
      : {}),
  }
}

function eventOf(course: CourseRow, type: ClaimType, wanted: ClaimOfIncident): ClaimAnswers['event'] {
  if (wanted.kind === 'other_program') return { type: 'non_work_death', eventDate: wanted.deathDate }
  return {
    type: course.event_type,
    eventDate: course.event_date,
    ...(course.accident_at === null ? {} : { accidentAt: course.accident_at }),
    ...(type === 'jkk_death' && course.death_date !== null ? { deathDate: course.death_date } : {}),
  }
}

function relationOf({ kind, relation }: Party): ClaimAnswers['claimant']['relation'] {
  if (kind === 'participant' || kind === 'employer' || kind === 'facility') return kind
  return relations.find((known) => known === relation) ?? 'other'
}

/** Who is named claims; a facility has no claims of its own, an officer lodges what it is owed. */
function lodger({ kind }: Party, partyId: string, actor: Actor): Actor {
  if (kind === 'facility') return actor
  const role = kind === 'employer' ? 'employer' : kind === 'other' ? 'representative' : 'heir'
  return { id: `party:${partyId}`, role, branchId: null }
}

function nothing(detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer: '/', code: 'NOTHING_TO_CLAIM', detail }])
}
