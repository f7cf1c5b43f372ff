/** How what a family types becomes answers: each reader gives the answers, or one sentence for each field to mend. */
import type { ClaimType } from '#libs/lifecycle'
import { addDays, isLocalDate, type LocalDate, parseLocalDate } from '#libs/local-date'
import { normalizePhone, parseKpj, parseNik } from '#libs/nik'
import {
  type ClaimAnswers,
  type EventAnswers,
  type ParticipantAnswers,
  relations,
} from '../../../intake/claim-answers.dto.js'
import { dateOf } from '../../shared/components/fields.js'
import { type FormErrors, type FormValues, valuesOf } from '../../shared/form.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'

export type Reading<Answers> = { ok: true; answers: Answers } | { ok: false; errors: FormErrors }
export type Relation = ClaimAnswers['claimant']['relation']

/** What a family may say has happened; an accident that the participant survived is taken in together at a branch. */
export const happenings = [
  'non_work_death',
  'work_accident',
  'sudden_death_at_work',
  'occupational_disease',
] as const
export type Happening = (typeof happenings)[number]

export function isHappening(value: string | undefined): value is Happening {
  return (happenings as readonly (string | undefined)[]).includes(value)
}

export function claimTypeOf(happening: Happening): ClaimType {
  return happening === 'non_work_death' ? 'jkm_death' : 'jkk_death'
}

/** Whether the day of the event and the day of death may be two. */
export function hasTwoDates(happening: Happening): boolean {
  return happening === 'work_accident' || happening === 'occupational_disease'
}

/** What was typed, without characters that nobody can type and no database keeps. */
export function typed(body: unknown): FormValues {
  const entries = Object.entries(valuesOf(body)).map(([name, text]) => [
    name,
    text?.replace(/[\0\p{Surrogate}]/gu, ''),
  ])
  return Object.fromEntries(entries) as FormValues
}

const NAME_LENGTH = 100
const NIK_LENGTH = 16

/** One field for both numbers: whoever has no identity card at hand has the membership card. */
export function readParticipant(values: FormValues, today: LocalDate): Reading<ParticipantAnswers> {
  const number = (values.number ?? '').replace(/[\s.-]/g, '').toUpperCase()
  const kpj = parseKpj(number)
  const nik = parseNik(number, today)
  const errors = {
    name: wrongName(values.name, words.participantNameMissing),
    number: kpj.ok || nik.ok ? undefined : wrongNumber(number),
  }
  const name = values.name ?? ''
  return reading(errors, () => (kpj.ok ? { kpj: kpj.kpj, name } : { nik: number, name }))
}

function wrongNumber(number: string): string {
  if (number === '') return words.numberMissing
  if (/\D/.test(number)) return words.numberOnlyDigits
  if (number.length === NIK_LENGTH) return words.nikImpossible
  return fill(number.length < NIK_LENGTH ? words.numberWrong : words.numberTooLong, { n: number.length })
}

/** Dates that cannot be are asked again; whether they are right is for the papers to tell. */
export function readEvent(values: FormValues, happening: Happening, today: LocalDate): Reading<EventAnswers> {
  const [death, accident] = [dateOf(values, 'death') ?? '', dateOf(values, 'accident') ?? '']
  const two = hasTwoDates(happening)
  const errors = {
    accident: two ? wrongDate(accident, today) : undefined,
    death: wrongDate(death, today) ?? (two && death < accident ? words.dateBefore : undefined),
    place: (values.place?.length ?? 0) > NAME_LENGTH ? words.tooLong : undefined,
  }
  return reading(errors, () => ({
    type: happening,
    eventDate: two ? accident : death,
    ...(happening === 'non_work_death' ? {} : { deathDate: death }),
    ...(values.place === undefined ? {} : { place: values.place }),
  }))
}

export function readClaimant(values: FormValues): Reading<{ name: string; relation: Relation }> {
  const relation = relations.find((one) => one === values.relation)
  const errors = {
    name: wrongName(values.name, words.claimantNameMissing),
    relation: relation ? undefined : words.relationMissing,
  }
  return reading(errors, () => ({ name: values.name ?? '', relation: relation ?? 'other' }))
}

export function readPhone(values: FormValues): Reading<string> {
  const read = normalizePhone(values.phone ?? '')
  return read.ok ? { ok: true, answers: read.phone } : { ok: false, errors: { phone: words.phoneMissing } }
}

export function wrongName(name: string | undefined, missing: string): string | undefined {
  if (name === undefined) return missing
  return name.length > NAME_LENGTH ? words.tooLong : undefined
}

const OLDEST = '1940-01-01'

/** A family's calendar may be a day ahead of ours, never more. */
export function wrongDate(date: string, today: LocalDate): string | undefined {
  if (!/^\d+-\d+-\d+$/.test(date)) return words.dateMissing
  if (!/^\d{4}-/.test(date) || date < OLDEST) return words.dateTooOld
  if (!isLocalDate(date)) return words.dateImpossible
  return parseLocalDate(date) > addDays(today, 1) ? words.dateFuture : undefined
}

export function reading<Answers>(errors: FormErrors, answers: () => Answers): Reading<Answers> {
  const wrong = Object.values(errors).some((text) => text !== undefined)
  return wrong ? { ok: false, errors } : { ok: true, answers: answers() }
}
