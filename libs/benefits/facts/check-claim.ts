import type { LawBook } from '#libs/law'
import { dateOfInstant, type Instant, type LocalDate } from '#libs/local-date'
import { type Cause, findCause } from '../claim/cause.js'
import { needsWage } from '../jkk/jkk-lines.js'
import { checkDisabilities } from './check-disabilities.js'
import { checkGrade } from './check-scholarship.js'
import type { ClaimFacts } from './claim-facts.js'
import type { Moment } from './fields.js'
import type { Refusal } from './refusal.js'

/** Whether the facts of a claim can be true together, and hold all that its lines need. */
export function checkClaim(facts: ClaimFacts, law: LawBook): Refusal[] {
  const refusals = [...checkParticipant(facts), ...checkOutcome(facts), ...checkMoments(facts)]
  if (refusals.length > 0) return refusals
  const cause = findCause(facts, law)
  return [...checkDates(facts, cause), ...checkUnderLaw(facts, cause, law)]
}

function refusal(path: string, message: string): Refusal {
  return { path, message }
}

type Participant = ClaimFacts['participant']

const foreignTo: Readonly<Record<Participant['segment'], readonly (keyof Participant)[]>> = {
  BPU: ['daily_wage', 'days_per_week', 'last_three_months', 'last_twelve_months', 'true_monthly_wage'],
  PU: ['reported_income'],
  PMI: [],
}

function checkParticipant({ participant }: ClaimFacts): Refusal[] {
  const { segment, membership_start: start, previous_membership_ended: ended } = participant
  return [
    ...foreignTo[segment]
      .filter((field) => participant[field] !== undefined)
      .map((field) =>
        refusal(`participant.${field}`, `tidak berlaku untuk segmen ${segment}; hapus isian ini`),
      ),
    ...(segment === 'BPU' && (participant.wage_kind ?? 'monthly') !== 'monthly'
      ? [refusal('participant.wage_kind', 'BPU tidak menerima upah; hapus isian ini')]
      : []),
    ...(segment === 'BPU' && participant.wages_continued_by_employer
      ? [
          refusal(
            'participant.wages_continued_by_employer',
            'BPU tidak mempunyai pemberi kerja; isi false atau hapus',
          ),
        ]
      : []),
    ...(start !== undefined && ended !== undefined && ended > start
      ? [refusal('participant.previous_membership_ended', `sesudah awal kepesertaan yang berjalan ${start}`)]
      : []),
    ...checkWageKind(participant),
  ]
}

type WageKind = NonNullable<Participant['wage_kind']>

const fieldsOf: Readonly<Record<WageKind, readonly (keyof Participant)[]>> = {
  monthly: ['benefit_wage_base', 'reported_income'],
  daily: ['daily_wage', 'days_per_week'],
  piece_rate: ['last_three_months', 'last_twelve_months'],
}
const wageFields = Object.values(fieldsOf).flat()

/** Each kind of wage has its own fields; a field of another kind would be skipped silently, so it is refused. */
function checkWageKind(participant: Participant): Refusal[] {
  const kind = participant.wage_kind ?? 'monthly'
  const wrong = wageFields.filter(
    (field) => participant[field] !== undefined && !fieldsOf[kind].includes(field),
  )
  const misplaced = wrong.map((field) =>
    refusal(
      `participant.${field}`,
      `tidak berlaku bila wage_kind ${kind}; hapus isian ini atau ubah wage_kind`,
    ),
  )
  if (kind === 'daily') {
    const missing = fieldsOf.daily.filter((field) => participant[field] === undefined)
    return [
      ...misplaced,
      ...missing.map((field) => refusal(`participant.${field}`, 'wajib diisi untuk upah harian')),
    ]
  }
  const given = fieldsOf.piece_rate.filter((field) => participant[field] !== undefined)
  if (kind !== 'piece_rate' || given.length === 1) return misplaced
  const message = 'isi salah satu: last_three_months, atau last_twelve_months bila pekerjaan bergantung cuaca'
  return [...misplaced, refusal('participant.last_three_months', message)]
}

function checkOutcome({ event, disabilities }: ClaimFacts): Refusal[] {
  const { type, outcome } = event
  const deadly = type === 'non_work_death' || type === 'sudden_death_at_work'
  const listed = (disabilities ?? []).length > 0
  const refusals: Refusal[] = []
  if (deadly && outcome !== undefined && outcome !== 'death') {
    refusals.push(refusal('event.outcome', `harus death untuk ${type}, atau kosongkan`))
  }
  if (!deadly && outcome === undefined) {
    refusals.push(refusal('event.outcome', 'wajib diisi: death, total_permanent, partial, atau recovered'))
  }
  if (outcome === 'partial' && !listed) {
    refusals.push(refusal('disabilities', 'wajib diisi untuk cacat sebagian; tulis kode dari tabel cacat'))
  }
  if (outcome === 'recovered' && listed) {
    refusals.push(
      refusal('disabilities', 'tidak sesuai dengan outcome recovered; ubah outcome menjadi partial'),
    )
  }
  if ((outcome === 'partial' || outcome === 'recovered') && event.death_date !== undefined) {
    refusals.push(
      refusal('event.death_date', `tidak sesuai dengan outcome ${outcome}; ubah outcome menjadi death`),
    )
  }
  return refusals
}

function checkMoments({ event, stage1_reported_at: stage1 }: ClaimFacts): Refusal[] {
  const { collapsed_at: collapsed, died_at: died } = event
  const sudden = event.type === 'sudden_death_at_work'
  const refusals: Refusal[] = []
  for (const field of ['collapsed_at', 'died_at', 'taken_directly_to_care'] as const) {
    if (!sudden && event[field] !== undefined) {
      refusals.push(
        refusal(`event.${field}`, 'hanya untuk sudden_death_at_work; hapus isian ini atau ubah type'),
      )
    }
  }
  if (sudden && collapsed && !died)
    refusals.push(refusal('event.died_at', 'wajib diisi bila collapsed_at diisi'))
  if (collapsed && died && died.at < collapsed.at) {
    refusals.push(refusal('event.died_at', 'lebih awal dari collapsed_at; periksa kedua waktu'))
  }
  if (event.accident_at && !mayFallOn(event.accident_at, event.event_date, event.event_date)) {
    refusals.push(refusal('event.accident_at', `bukan pada tanggal kejadian ${event.event_date}`))
  }
  if (
    collapsed &&
    died &&
    !(earliestDate(collapsed) <= event.event_date && event.event_date <= latestDate(died))
  ) {
    refusals.push(refusal('event.collapsed_at', `tidak sesuai dengan tanggal kejadian ${event.event_date}`))
  }
  const began = event.accident_at ?? collapsed
  const early = stage1 && (began ? stage1.at < began.at : latestDate(stage1) < event.event_date)
  if (early) refusals.push(refusal('stage1_reported_at', 'lebih awal dari kejadian; periksa kedua waktu'))
  return refusals
}

/** The dates a moment may have on the clocks of Indonesia and on the writer's own. */
function datesOf(moment: Moment): LocalDate[] {
  const at: Instant = moment.at
  return [moment.date, dateOfInstant(at, 'WIB'), dateOfInstant(at, 'WITA'), dateOfInstant(at, 'WIT')].sort()
}

function earliestDate(moment: Moment): LocalDate {
  return datesOf(moment)[0] ?? moment.date
}

function latestDate(moment: Moment): LocalDate {
  return datesOf(moment).at(-1) ?? moment.date
}

function mayFallOn(moment: Moment, first: LocalDate, last: LocalDate): boolean {
  return datesOf(moment).some((date) => first <= date && date <= last)
}

function checkDates({ event, claim }: ClaimFacts, cause: Cause): Refusal[] {
  const { deathDate } = cause
  const refusals: Refusal[] = []
  if (deathDate !== undefined && deathDate < event.event_date) {
    refusals.push(refusal('event.death_date', `lebih awal dari tanggal kejadian ${event.event_date}`))
  }
  const earliest = cause.program === 'JKM' ? cause.referenceDate : event.event_date
  if (claim.received < earliest) {
    refusals.push(refusal('claim.received', `lebih awal dari kejadian ${earliest}; periksa kedua tanggal`))
  }
  return refusals
}

/** What only the law of the date can tell: the wage needed, the disability codes, the grades, the months of piece work. */
function checkUnderLaw(facts: ClaimFacts, cause: Cause, law: LawBook): Refusal[] {
  if (!law.findText('rule_set', cause.ratesOn) || facts.participant.segment === 'PMI') return []
  return [
    ...checkWage(facts, cause, law),
    ...checkDisabilities(facts.disabilities ?? [], law, cause.ratesOn),
    ...checkChildren(facts, cause, law),
  ]
}

function checkWage(facts: ClaimFacts, cause: Cause, law: LawBook): Refusal[] {
  const { participant } = facts
  const known = participant.benefit_wage_base ?? participant.reported_income
  if ((participant.wage_kind ?? 'monthly') === 'monthly') {
    if (known !== undefined || !needsWage(facts, cause)) return []
    const message = 'wajib diisi karena santunan ini dihitung dari upah atau penghasilan dasar'
    return [refusal('participant.benefit_wage_base', message)]
  }
  const weather = participant.last_twelve_months
  const pay = weather ?? participant.last_three_months
  if (!pay) return []
  const months = law.integer(
    weather ? 'wage.piece_rate_weather_months' : 'wage.piece_rate_months',
    cause.ratesOn,
  )
  if (pay.length === months.value) return []
  const path = `participant.${weather ? 'last_twelve_months' : 'last_three_months'}`
  return [refusal(path, `harus berisi upah ${months.value} bulan, bukan ${pay.length}`)]
}

function checkChildren({ children, participant }: ClaimFacts, cause: Cause, law: LawBook): Refusal[] {
  if (!children || children.length === 0) return []
  const refusals: Refusal[] = []
  const levels = law.findTable('scholarship.levels', cause.ratesOn)?.value
  if (cause.program === 'JKM' && participant.contribution_months === undefined) {
    refusals.push(
      refusal('participant.contribution_months', 'wajib diisi bila ada anak; masa iur menentukan beasiswa'),
    )
  }
  for (const [index, child] of children.entries()) {
    const path = `children[${index}]`
    if (levels && child.level && child.school_year === undefined) {
      refusals.push(refusal(`${path}.school_year`, 'wajib diisi bila level diisi; tulis misalnya 2024/2025'))
    }
    if (child.level) refusals.push(...checkGrade(child.level, child.grade, `${path}.grade`, levels))
    const order = child.registration_order
    if (order !== undefined && children.findIndex((other) => other.registration_order === order) < index) {
      refusals.push(refusal(`${path}.registration_order`, `urutan ${order} sudah dipakai anak lain`))
    }
  }
  return refusals
}
