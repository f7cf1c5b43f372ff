import type { LawBook } from '#libs/law'
import { addDays } from '#libs/local-date'
import type { ReasonCode } from '../codes.js'
import type { Cause } from '../claim/cause.js'
import type { ChildFact, ClaimFacts } from '../facts/claim-facts.js'
import type { Line } from '../line.js'
import type { RefusalData, Unmet } from '../line-data.js'
import { findEntitlement } from './entitlement.js'
import type { Scholarship } from './scholarship.js'
import { judgeSchoolYear, type SchoolYearJudgement } from './school-year-line.js'

/**
 * The rule of 2019: an amount per child and school year by level, for at most two children, those the participant
 * registered first.
 * @basis PP 82/2019 Pasal 25 & Lampiran III; Permenaker 5/2021 Pasal 103
 */
export function scholarship2019(facts: ClaimFacts, cause: Cause, law: LawBook): Scholarship {
  const entitlement = findEntitlement(facts, cause, law)
  if (!entitlement.earned) return { lines: [], rejected: [{ code: 'SCHOLARSHIP_YEAR', ...entitlement.why }] }
  const most = law.integer('scholarship.max_children', cause.referenceDate)
  const substitutes = law.flag('scholarship.substitution', facts.claim.received).value
  const lines: Line[] = []
  const rejected: RefusalData[] = []
  let places = most.value
  for (const child of inOrderOfRegistration(facts.children ?? [])) {
    if (places === 0) {
      const unmet: Unmet = { fact: 'child.place', needs: 'at_most', value: most.value, parameters: [most] }
      rejected.push(refuse(child, 'TWO_CHILDREN_CAP', unmet))
      continue
    }
    const judgement = judgeChild(child, facts, cause, law)
    if ('line' in judgement) lines.push(judgement.line)
    else rejected.push(judgement.rejected)
    if ('line' in judgement || !substitutes) places -= 1
  }
  return { lines, rejected }
}

/** Registered children first, in their order; then the others as the application names them. */
function inOrderOfRegistration(children: readonly ChildFact[]): ChildFact[] {
  const last = Number.MAX_SAFE_INTEGER
  return [...children].sort((a, b) => (a.registration_order ?? last) - (b.registration_order ?? last))
}

function judgeChild(child: ChildFact, facts: ClaimFacts, cause: Cause, law: LawBook): SchoolYearJudgement {
  const bornTooLate = whyBornTooLate(child, cause, law)
  if (bornTooLate) return { rejected: refuse(child, 'CHILD_BORN_TOO_LATE', bornTooLate) }
  if (child.level === undefined || child.school_year === undefined) {
    const unmet: Unmet = { fact: 'child.level', needs: 'at_least', value: 'TK_SD', parameters: [] }
    return { rejected: refuse(child, 'CHILD_NOT_AT_SCHOOL', unmet) }
  }
  return judgeSchoolYear(
    {
      child,
      schoolYear: child.school_year,
      level: child.level,
      grade: child.grade,
      received: facts.claim.received,
      paidYears: 0,
      referenceDate: cause.ratesOn,
    },
    law,
  )
}

/** A child born within the days after the death still counts. */
function whyBornTooLate(child: ChildFact, cause: Cause, law: LawBook): Unmet | undefined {
  const days = law.findInteger('scholarship.birth_after_death_days', cause.referenceDate)
  if (!days || !cause.deathDate) return undefined
  const last = addDays(cause.deathDate, days.value)
  if (child.birth_date <= last) return undefined
  return {
    fact: 'child.birth_date',
    needs: 'on_or_before',
    value: last,
    actual: child.birth_date,
    parameters: [days],
  }
}

function refuse({ name }: ChildFact, reason: ReasonCode, unmet: Unmet): RefusalData {
  return { code: 'SCHOLARSHIP_YEAR', child: name, reason, unmet }
}
