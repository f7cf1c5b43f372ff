import type { LawBook } from '#libs/law'
import { type Answer, rejectedLines, totalOf } from '../answer.js'
import { unsupported } from '../claim/unsupported.js'
import type { ScholarshipYearFacts, SchoolYearApplied } from '../facts/scholarship-facts.js'
import type { Level } from '../facts/fields.js'
import { Counterfactual } from '../counterfactual.js'
import type { Line } from '../line.js'
import type { RefusalData } from '../line-data.js'
import { judgeSchoolYear, lastDayToApply } from './school-year-line.js'

/**
 * A yearly application, or one for several missed years: each year is judged by itself, in their order, and every paid
 * year counts against the cap of its level.
 */
export function decideScholarshipYear(facts: ScholarshipYearFacts, law: LawBook): Answer {
  const { parent, application } = facts
  if (!law.findText('rule_set', parent.event_date)) return unsupported('EVENT_BEFORE_RULES')
  if (!law.findTable('scholarship.levels', parent.event_date)) return refuseAll('SCHOLARSHIP_OLD_RULE_LUMP')
  if (parent.outcome === 'partial' || parent.outcome === 'recovered')
    return refuseAll('SCHOLARSHIP_OUTCOME_NOT_ENTITLED')
  const { lines, rejected } = judgeYears(facts, law)
  const asked = yearsAskedFor(facts)
  const [only] = asked.length === 1 ? asked : []
  const first = rejected[0]
  const validity = only
    ? { last_valid_date: lastDayToApply(only.school_year, application.received, law) }
    : {}
  const refused = {
    ...validity,
    rejected_lines: rejectedLines(rejected),
    counterfactuals: rejected.map(counterfactual),
  }
  if (lines.length > 0 || !first) {
    return { decision: 'payable', lines, total: totalOf(lines), ...refused, payer: 'bpjs', payee: 'child' }
  }
  const decision = first.reason === 'SCHOOL_YEAR_EXPIRED' ? 'rejected_expired' : 'rejected_not_eligible'
  return { decision, reason: first.reason, lines: [], total: 0n, ...refused }
}

/** The school years of an application, oldest first. */
export function yearsAskedFor({ application }: ScholarshipYearFacts): SchoolYearApplied[] {
  const { school_year, level, grade, school_years } = application
  const single = school_year !== undefined && level !== undefined ? [{ school_year, level, grade }] : []
  return [...(school_years ?? single)].sort((a, b) => (a.school_year < b.school_year ? -1 : 1))
}

function judgeYears(facts: ScholarshipYearFacts, law: LawBook): { lines: Line[]; rejected: RefusalData[] } {
  const paid = new Map<Level, number>()
  const result: { lines: Line[]; rejected: RefusalData[] } = { lines: [], rejected: [] }
  for (const { school_year: schoolYear, level, grade } of yearsAskedFor(facts)) {
    const paidYears = (facts.child.paid_years?.[level] ?? 0) + (paid.get(level) ?? 0)
    const { received } = facts.application
    const referenceDate = facts.parent.event_date
    const judgement = judgeSchoolYear(
      { child: facts.child, schoolYear, level, grade, received, paidYears, referenceDate },
      law,
    )
    if ('rejected' in judgement) result.rejected.push(judgement.rejected)
    else {
      result.lines.push(judgement.line)
      paid.set(level, (paid.get(level) ?? 0) + 1)
    }
  }
  return result
}

function refuseAll(reason: 'SCHOLARSHIP_OLD_RULE_LUMP' | 'SCHOLARSHIP_OUTCOME_NOT_ENTITLED'): Answer {
  const refusal: RefusalData = { code: 'SCHOLARSHIP_YEAR', reason }
  return {
    decision: 'rejected_not_eligible',
    reason,
    lines: [],
    total: 0n,
    rejected_lines: rejectedLines([refusal]),
    counterfactuals: [counterfactual(refusal)],
  }
}

function counterfactual(refusal: RefusalData): Counterfactual {
  return new Counterfactual(refusal)
}
