import type { LawBook } from '#libs/law'
import { addHours, type LocalDate } from '#libs/local-date'
import type { Unmet } from '../line-data.js'
import type { ClaimFacts } from '../facts/claim-facts.js'

/**
 * Which program an event belongs to, and the date that selects the law. The two death benefits exclude each other, so
 * the cause is decided before anything else.
 */
export interface Cause {
  readonly program: 'JKK' | 'JKM'
  /** Accident or diagnosis for JKK, death for JKM; expiry and membership are counted from it. */
  readonly referenceDate: LocalDate
  /** The date whose amounts apply. */
  readonly ratesOn: LocalDate
  readonly deathDate?: LocalDate | undefined
  /** The condition that kept a sudden death from being a work accident, so that it falls to JKM. */
  readonly notAtWork?: Unmet
}

export function findCause(facts: ClaimFacts, law: LawBook): Cause {
  const { event } = facts
  if (event.type === 'non_work_death') return jkm(event.death_date ?? event.event_date)
  if (event.type !== 'sudden_death_at_work') return jkk(facts, law)
  const failed = whySuddenDeathFails(facts, law)
  if (!failed) return jkk(facts, law)
  return { ...jkm(deathDateOf(facts) ?? event.event_date), notAtWork: failed }
}

/** The date of death, when the facts know of one. */
export function deathDateOf({ event }: ClaimFacts): LocalDate | undefined {
  if (event.type === 'sudden_death_at_work')
    return event.death_date ?? event.died_at?.date ?? event.event_date
  if (event.type === 'non_work_death') return event.death_date ?? event.event_date
  return event.outcome === 'death' ? (event.death_date ?? event.event_date) : event.death_date
}

function jkm(deathDate: LocalDate): Cause {
  return { program: 'JKM', referenceDate: deathDate, ratesOn: deathDate, deathDate }
}

function jkk(facts: ClaimFacts, law: LawBook): Cause {
  const eventDate = facts.event.event_date
  const deathDate = deathDateOf(facts)
  const byOutcome = law.findChoice('rate_reference.jkk', eventDate)?.value === 'outcome_date'
  return {
    program: 'JKK',
    referenceDate: eventDate,
    ratesOn: byOutcome && deathDate ? deathDate : eventDate,
    deathDate,
  }
}

/**
 * Died on the spot; or collapsed at the workplace, was taken straight to care and died within 24 hours, the last
 * moment included. Only a stated `false` says that the participant was not taken straight to care.
 * @basis PP 44/2015 Pasal 1; Permenaker 5/2021 Pasal 7
 */
function whySuddenDeathFails({ event }: ClaimFacts, law: LawBook): Unmet | undefined {
  if (!event.collapsed_at || !event.died_at) return undefined
  const hours = law.findInteger('jkk.sudden_death_hours', event.event_date)
  if (!hours || event.died_at.at === event.collapsed_at.at) return undefined
  if (event.died_at.at > addHours(event.collapsed_at.at, hours.value)) {
    return { fact: 'event.died_at', needs: 'at_most', value: hours.value, parameters: [hours] }
  }
  return event.taken_directly_to_care === false
    ? {
        fact: 'event.taken_directly_to_care',
        needs: 'equals',
        value: true,
        actual: false,
        parameters: [hours],
      }
    : undefined
}
