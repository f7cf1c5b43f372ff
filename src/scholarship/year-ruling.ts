/** What the law says of one school year of one child, by the benefit library, from what is on file. */
import { type Answer, evaluate } from '#libs/benefits'
import type { LawInForce } from '../platform/law-loader/law-in-force.js'

/** What the guardian states each year. Left out: not stated. */
export interface YearApplication {
  level?: string
  grade?: string
  repeated?: boolean
  otherSchool?: boolean
  school?: string
  married?: boolean
  /** `false`: the child does not work; where it does, `employment` says how. */
  working?: boolean
  employment?: { segment: 'PU' | 'BPU' | 'intern'; consecutive_months?: number }
}

export interface YearToJudge {
  claim_type: string
  child_name: string
  child_birth_date: string
  reference_date: string
  school_year: string
  received_on: string | null
  level: string | null
  grade: string | null
  application: YearApplication
  /** Years already counted against each level. */
  paid: Readonly<Record<string, number>>
}

export interface Ruling {
  payable: boolean
  reason: string | null
  /** Whole rupiah as text. */
  amount: string
}

/** A ruling with the sentence a person can check it by, and the article that the sum rests on. */
export interface ExplainedRuling extends Ruling {
  because: string | null
  article: string | null
}

/** A year for which nothing was applied is not payable for want of an application; no rule is asked. */
export function rulingOn(year: YearToJudge, law: LawInForce): Ruling {
  const answer = answerOn(year, law)
  return answer ? inShort(answer) : { payable: false, reason: null, amount: '0' }
}

/** The same ruling with its grounds; null while nothing was applied for. */
export function explainedRuling(year: YearToJudge, law: LawInForce): ExplainedRuling | null {
  const answer = answerOn(year, law)
  if (!answer) return null
  const [line] = answer.lines
  const because = line?.because ?? answer.counterfactuals?.[0]?.because ?? null
  return { ...inShort(answer), because, article: line?.article ?? null }
}

function answerOn(year: YearToJudge, law: LawInForce): Answer | null {
  if (year.received_on === null || year.level === null) return null
  const { application } = year
  const evaluation = evaluate(
    {
      kind: 'scholarship_year',
      parent: parentOf(year),
      child: given({
        name: year.child_name,
        birth_date: year.child_birth_date,
        married: application.married,
        employment: application.employment,
        paid_years: year.paid,
      }),
      application: given({
        received: year.received_on,
        school_year: year.school_year,
        level: year.level,
        grade: year.grade ?? undefined,
      }),
    },
    law.book,
    law.calendar,
  )
  if (!evaluation.ok)
    throw new Error(`Tahun ajaran tidak dapat dihitung: ${JSON.stringify(evaluation.refusals)}`)
  return evaluation.answer
}

export function parentOf({ claim_type, reference_date }: Pick<YearToJudge, 'claim_type' | 'reference_date'>) {
  return { program: claim_type === 'jkm_death' ? 'JKM' : 'JKK', event_date: reference_date } as const
}

function inShort({ decision, reason, total }: Answer): Ruling {
  const payable = decision === 'payable' && total > 0n
  return { payable, reason: payable ? null : (reason ?? null), amount: payable ? String(total) : '0' }
}

function given<Fields extends Record<string, unknown>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>
}
