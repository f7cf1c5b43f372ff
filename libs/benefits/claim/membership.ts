import type { LawBook } from '#libs/law'
import { addMonths, type LocalDate } from '#libs/local-date'
import type { ReasonCode } from '../codes.js'
import type { AnyVersion, Unmet } from '../line-data.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Cause } from './cause.js'

/** Whether the participant was a member on the reference date, and what arrears do to payment. */
export interface Membership {
  readonly graceUntil?: LocalDate | undefined
  /** Covered, but nothing is paid before the arrears are settled. */
  readonly blocked?: Unmet
  readonly refused?: { readonly reason: ReasonCode; readonly unmet: Unmet }
  /** Last day of employment or membership, when the event came after it: the start of the PAK window. */
  readonly endedOn?: LocalDate
}

export function findMembership(facts: ClaimFacts, cause: Cause, law: LawBook): Membership {
  const { participant, event } = facts
  const on = cause.referenceDate
  const start = participant.membership_start
  if (start !== undefined && start > on) {
    return {
      refused: {
        reason: 'MEMBERSHIP_NOT_STARTED',
        unmet: needsDate('participant.membership_start', 'on_or_before', on, start),
      },
    }
  }
  const ended = participant.employment_ended
  if (ended !== undefined && ended < on) {
    if (event.type === 'occupational_disease') return { endedOn: ended }
    return {
      refused: {
        reason: 'MEMBERSHIP_ENDED',
        unmet: needsDate('participant.employment_ended', 'on_or_after', on, ended),
      },
    }
  }
  return participant.segment === 'BPU' ? arrearsOfInformalWorker(facts, cause, law) : {}
}

/**
 * Protection is paid in advance; arrears may be settled until the grace months after the last paid day are over, then
 * membership has ended. Grace is for who goes on: a membership that was ended before has none.
 */
function arrearsOfInformalWorker(facts: ClaimFacts, cause: Cause, law: LawBook): Membership {
  const { participant, event } = facts
  const grace = law.integer('arrears.bpu_grace_months', cause.referenceDate)
  const paidUntil = participant.paid_until
  if (paidUntil === undefined) return arrearsByMonths(participant.arrears_months ?? 0, grace.value, [grace])
  const graceUntil = addMonths(paidUntil, grace.value)
  if (cause.referenceDate <= paidUntil) return { graceUntil }
  const needed = needsDate('participant.paid_until', 'on_or_after', cause.referenceDate, paidUntil, [grace])
  if (cause.referenceDate <= graceUntil) return { graceUntil, blocked: needed }
  if (event.type === 'occupational_disease') return { graceUntil, endedOn: graceUntil }
  return { graceUntil, refused: { reason: 'MEMBERSHIP_ENDED', unmet: needed } }
}

function arrearsByMonths(months: number, grace: number, parameters: readonly AnyVersion[]): Membership {
  if (months === 0) return {}
  const needed: Unmet = {
    fact: 'participant.arrears_months',
    needs: 'at_most',
    value: 0,
    actual: months,
    parameters,
  }
  if (months <= grace) return { blocked: needed }
  return { refused: { reason: 'MEMBERSHIP_ENDED', unmet: { ...needed, value: grace } } }
}

function needsDate(
  fact: string,
  needs: Unmet['needs'],
  value: LocalDate,
  actual: LocalDate,
  parameters: readonly AnyVersion[] = [],
): Unmet {
  return { fact, needs, value, actual, parameters }
}
