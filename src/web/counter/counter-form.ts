import type { ClaimType } from '#libs/lifecycle'
import { claimTypes } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import type { ClaimAnswers, EventAnswers } from '../../intake/claim-answers.dto.js'
import {
  readClaimant,
  readParticipant,
  readPhone,
  type Reading,
  reading,
  wrongDate,
} from '../claimant/draft/answer-forms.js'
import { dateOf } from '../shared/components/fields.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { counterId } from '../words/counter.js'

export interface CounterClaim {
  type: ClaimType
  answers: ClaimAnswers
}

/** What an officer typed for a family, all at once; every fault is told at once as well. */
export function readCounterClaim(values: FormValues, today: LocalDate): Reading<CounterClaim> {
  const type = claimTypes.find((one) => one === values.type)
  const participant = readParticipant({ name: values.participant, number: values.number }, today)
  const claimant = readClaimant({ name: values.claimant, relation: values.relation })
  const phone = readPhone({ phone: values.phone })
  const eventDate = dateOf(values, 'event') ?? ''
  const deathDate = type === 'jkk_death' ? (dateOf(values, 'death') ?? eventDate) : undefined
  const errors: FormErrors = {
    type: type ? undefined : counterId.typeMissing,
    ...renamed(participant, { name: 'participant', number: 'number' }),
    event: wrongDate(eventDate, today),
    death: deathDate === undefined ? undefined : wrongDate(deathDate, today),
    ...renamed(claimant, { name: 'claimant', relation: 'relation' }),
    ...renamed(phone, { phone: 'phone' }),
  }
  if (!type || !participant.ok || !claimant.ok || !phone.ok) return { ok: false, errors }
  const event: EventAnswers = {
    type: type === 'jkm_death' ? 'non_work_death' : 'work_accident',
    eventDate,
    ...(deathDate === undefined ? {} : { deathDate }),
  }
  return reading(errors, () => ({
    type,
    answers: {
      participant: participant.answers,
      event,
      claimant: { ...claimant.answers, phone: phone.answers },
    },
  }))
}

function renamed(read: Reading<unknown>, names: Readonly<Record<string, string>>): FormErrors {
  if (read.ok) return {}
  return Object.fromEntries(Object.entries(read.errors).map(([name, text]) => [names[name] ?? name, text]))
}
