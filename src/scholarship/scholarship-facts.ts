/** From what the gate read to what the guards may know. */
import type { AwardFacts, YearFacts } from '#libs/lifecycle'
import type { ReadSubject, ScholarshipCommand } from './scholarship-step.js'
import type { ScholarshipRules } from './scholarship-rules.js'
import { type Ruling, rulingOn, type YearToJudge } from './year-ruling.js'

export interface ReadYear extends ReadSubject, Omit<YearToJudge, 'paid'> {
  today: string
  opens_on: string
  closes_on: string
  catch_up_until: string
  amount: bigint | null
  ruling: Ruling | null
  award_state: string
  payee_id: string | null
  /** Null where the step does not look at it. */
  more: ReadMore | null
}

interface ReadMore {
  paid: Record<string, number>
  accountChecked: boolean
  verifierId: string | null
  decidedBefore: string[]
  last: { event: string; on: string } | null
  papers: { code: string; state: string }[]
  payments: YearFacts['payments']
}

export interface ReadAward extends ReadSubject {
  today: string
  at_school: boolean
  reference_date: string
  child_birth_date: string
  guardian_named_by: string | null
  earned: boolean
  other_awards: number
  ended_by: string | null
  ended_on: string | null
  objected: boolean
}

const NOTHING: ReadMore = {
  paid: {},
  accountChecked: false,
  verifierId: null,
  decidedBefore: [],
  last: null,
  papers: [],
  payments: { total: 0, settled: 0, released: false, bounced: 0, reissuable: 0 },
}
const LOOKED_AT = ['accepted', 'waived']
/** Also what must be given again: nobody is paid on a paper that was found wanting. */
const NOT_GIVEN = [
  'required',
  'declared_missing',
  'receiving',
  'superseded',
  'defective',
  'infected',
  'unreadable',
]
const CLOSINGS = ['deny', 'award_ended', 'lapse'] as const

export function yearFactsOf(
  year: ReadYear,
  { actor, input }: ScholarshipCommand<string, YearFacts['input']>,
  rules: ScholarshipRules,
): YearFacts {
  const more = year.more ?? NOTHING
  const ruling = rulingOn({ ...year, paid: more.paid }, rules.law)
  const closedBy = CLOSINGS.find((event) => event === more.last?.event) ?? null
  return {
    today: year.today,
    actor: { id: actor.id, role: actor.role, limit: actor.approvalLimit ?? null },
    award: { active: year.award_state === 'active', accountChecked: more.accountChecked },
    year: {
      opensOn: year.opens_on,
      closesOn: year.closes_on,
      catchUpUntil: year.catch_up_until,
      verifierId: more.verifierId,
      decidedBefore: more.decidedBefore,
      closedBy,
      objectUntil: closedBy && more.last ? rules.objectUntil(more.last.on) : null,
    },
    evidence: evidenceOf(year, more.papers, rules),
    ruling: { ...ruling, current: isSame(ruling, year.ruling) },
    yearTaken: more.payments.total > 0,
    payments: more.payments,
    input: input ?? {},
  }
}

export function awardFactsOf(
  award: ReadAward,
  { actor, input }: ScholarshipCommand<string, AwardFacts['input']>,
  rules: ScholarshipRules,
): AwardFacts {
  return {
    today: award.today,
    actor: { id: actor.id, role: actor.role },
    earned: award.earned,
    otherAwards: award.other_awards,
    awardsAllowed: rules.mostAwards(award.reference_date),
    atSchool: award.at_school || award.today >= rules.schoolAgeFrom(award.child_birth_date),
    guardianNamedBy: award.guardian_named_by,
    ended: {
      by: award.ended_by,
      objectUntil: award.ended_on === null ? null : rules.objectUntil(award.ended_on),
      objected: award.objected,
    },
    input: input ?? {},
  }
}

/** Nothing is missing of what the stated grade asks for; nothing that was given waits for a look. */
function evidenceOf(
  year: ReadYear,
  papers: readonly { code: string; state: string }[],
  rules: ScholarshipRules,
): YearFacts['evidence'] {
  const given = givenOf(papers)
  const unstated = year.level === null ? 1 : 0
  return {
    missing: unstated + missingPapers(year, papers, rules).length,
    undecided: given.filter(({ state }) => !LOOKED_AT.includes(state)).length,
  }
}

/** Papers that the stated grade asks for and that were not given, or must be given again. */
export function missingPapers(
  year: ReadYear,
  papers: readonly { code: string; state: string }[],
  rules: ScholarshipRules,
): string[] {
  const given = givenOf(papers)
  return rules.papersFor(year).filter((code) => !given.some((paper) => paper.code === code))
}

const givenOf = <Paper extends { state: string }>(papers: readonly Paper[]): Paper[] =>
  papers.filter(({ state }) => !NOT_GIVEN.includes(state))

function isSame(now: Ruling, then: Ruling | null): boolean {
  return (
    then !== null && now.payable === then.payable && now.reason === then.reason && now.amount === then.amount
  )
}
