import type { LawBook } from '#libs/law'
import type { Ratio } from '#libs/rupiah'
import type { LineCode, Payee } from '../codes.js'
import type { Cause } from '../claim/cause.js'
import type { WageBase } from '../claim/wage-base.js'
import type { ClaimFacts } from '../facts/claim-facts.js'
import type { Line } from '../line.js'
import type { RefusalData } from '../line-data.js'
import { burialLine, deathLine, periodicLumpLine, totalPermanentLine } from './death.js'
import { partialDisability } from './disability.js'
import { receiptCodes, receiptLines } from './receipts.js'
import { stmbLines } from './stmb.js'

export interface ProgramLines {
  readonly lines: readonly Line[]
  readonly rejected: readonly RefusalData[]
  readonly percentTotal?: Ratio
}

/**
 * All JKK lines except the scholarship. Cash for incapacity and refunds that accrued before a death go to the heirs;
 * incapacity benefit goes to an employer who kept paying wages.
 */
export function jkkLines(
  facts: ClaimFacts,
  cause: Cause,
  wage: WageBase | undefined,
  law: LawBook,
): ProgramLines {
  const on = cause.ratesOn
  const person: Payee = facts.event.outcome === 'death' || isSudden(facts) ? 'heirs' : 'participant'
  const stmbPayee = facts.participant.wages_continued_by_employer ? 'employer' : person
  const outcome = outcomeLines(facts, wage, law, cause)
  const days = facts.stmb_days ?? 0
  const stmb =
    days > 0
      ? stmbLines(days, known(wage), stmbPayee, law, {
          eventDate: facts.event.event_date,
          ratesOn: on,
          daysBefore: facts.before?.stmb_days,
        })
      : []
  const refunds = receiptLines(facts.receipts ?? {}, person, law, { on, before: facts.before?.receipts })
  return {
    ...outcome,
    lines: [...outcome.lines, ...stmb, ...refunds.lines],
    rejected: [...outcome.rejected, ...refunds.rejected],
  }
}

function outcomeLines(
  facts: ClaimFacts,
  wage: WageBase | undefined,
  law: LawBook,
  { ratesOn: on }: Cause,
): ProgramLines {
  if (facts.event.outcome === 'death' || isSudden(facts)) {
    return {
      lines: [deathLine(known(wage), law, on), periodicLumpLine('heirs', law, on), burialLine(law, on)],
      rejected: [],
    }
  }
  if (facts.event.outcome === 'total_permanent') {
    const lines = [totalPermanentLine(known(wage), law, on), periodicLumpLine('participant', law, on)]
    return { lines, rejected: [] }
  }
  if (facts.event.outcome !== 'partial') return { lines: [], rejected: [] }
  const leftHanded = facts.participant.handedness === 'left'
  const { line, percent } = partialDisability(facts.disabilities ?? [], leftHanded, known(wage), law, on)
  if (line) return { lines: [line], rejected: [], percentTotal: percent }
  const rejected: RefusalData = { code: 'JKK_DISABILITY_PARTIAL', reason: 'BELOW_FIRST_STEP' }
  return { lines: [], rejected: [rejected], percentTotal: percent }
}

/** Whether the lines of these facts cannot be computed without a wage. */
export function needsWage({ event, stmb_days: days }: ClaimFacts, cause: Cause): boolean {
  return cause.program === 'JKK' && (event.outcome !== 'recovered' || (days ?? 0) > 0)
}

/** What only JKK would pay, for an event that is not a work accident. */
export function jkkCodesAskedFor(facts: ClaimFacts): LineCode[] {
  return [
    ...((facts.stmb_days ?? 0) > 0 ? (['JKK_STMB'] as const) : []),
    ...((facts.disabilities ?? []).length > 0 ? (['JKK_DISABILITY_PARTIAL'] as const) : []),
    ...(facts.receipts ? receiptCodes(facts.receipts) : []),
  ]
}

function isSudden({ event }: ClaimFacts): boolean {
  return event.type === 'sudden_death_at_work'
}

/** @throws Error when a wage is missing; reading the facts refuses such a case before */
function known(wage: WageBase | undefined): WageBase {
  if (!wage) throw new Error('participant.benefit_wage_base is missing; read the facts before deciding')
  return wage
}
