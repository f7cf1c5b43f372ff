import { describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Answer, evaluate } from '#libs/benefits'
import { parseLocalDate, parseSchoolYear } from '#libs/local-date'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { loadPlanAssumptions } from './plan-assumptions.js'
import { type ParentCase, planScholarships } from './plan-scholarships.js'

const { book, calendar } = new LawInForce()

function project(facts: object): Answer {
  const evaluation = evaluate(facts, book, calendar)
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
  return evaluation.answer
}

const children = [
  { name: 'A', birthDate: '2012-04-12', level: 'TK_SD', grade: '5' },
  { name: 'B', birthDate: '2008-04-12', level: 'SMP', grade: '9' },
  { name: 'C', birthDate: '2009-04-12', level: 'SMP', grade: '8' },
]

const granted: Answer = { decision: 'payable', lines: [], total: 0n, rejected_lines: [] }

function plans(on: string, schoolYear: string, answer = granted, assumptions = loadPlanAssumptions()) {
  const parent: ParentCase = {
    program: 'JKK',
    referenceDate: parseLocalDate(on),
    firstSchoolYear: parseSchoolYear(schoolYear),
    answer,
  }
  return planScholarships(children, parent, assumptions, book, project)
}

describe('planScholarships', () => {
  it('plans every year to come for as many children as the law pays for', () => {
    expect(plans('2022-10-05', '2022/2023').map(({ childName, total }) => [childName, total])).toEqual([
      ['A', 66_000_000],
      ['B', 59_000_000],
    ])
  })

  it('leaves out a child whose right the case refused', () => {
    const rejected_lines = [{ code: 'SCHOLARSHIP_YEAR', child: 'A', reason: 'CHILD_MARRIED' }] as const
    const answer = { ...granted, rejected_lines }
    expect(plans('2022-10-05', '2022/2023', answer).map(({ childName }) => childName)).toEqual(['B', 'C'])
  })

  it('plans nothing when the ground of refusal lies with the parent', () => {
    const rejected_lines = [{ code: 'SCHOLARSHIP_YEAR', reason: 'JKM_CONTRIBUTION_MONTHS_BELOW_36' }] as const
    expect(plans('2022-10-05', '2022/2023', { ...granted, rejected_lines })).toEqual([])
  })

  it('plans nothing under the rule of one lump, also when the years to come lie under the new rule', () => {
    expect(plans('2019-12-01', '2019/2020')).toEqual([])
    expect(plans('2019-12-02', '2019/2020')).toHaveLength(2)
  })

  it('follows the assumed years of tertiary education, within the cap of the law', () => {
    const total = (tertiary_years: number) =>
      plans('2022-10-05', '2022/2023', granted, { tertiary_years, school_entry_age: 4 })[0]?.total
    expect([total(0), total(5), total(6)]).toEqual([18_000_000, 78_000_000, 78_000_000])
  })
})

describe('a child who is not at school yet', () => {
  const born = (birthDate: string) => {
    const parent: ParentCase = {
      program: 'JKK',
      referenceDate: parseLocalDate('2022-10-05'),
      firstSchoolYear: parseSchoolYear('2022/2023'),
      answer: {
        ...granted,
        rejected_lines: [{ code: 'SCHOLARSHIP_YEAR', child: 'D', reason: 'CHILD_NOT_AT_SCHOOL' }],
      },
    }
    const listed = [{ name: 'D', birthDate }, ...children]
    return planScholarships(listed, parent, loadPlanAssumptions(), book, project)
  }

  it('holds its place in the order of registration, and its plan begins with kindergarten', () => {
    const plan = born('2022-11-03')
    expect(plan.map(({ childName, waiting }) => [childName, waiting])).toEqual([
      ['D', true],
      ['A', false],
    ])
    expect(plan[0]?.schedule[0]).toMatchObject({ school_year: '2027/2028', level: 'TK_SD', grade: 'TK-A' })
  })

  it('is not planned at an age at which a child is at school', () => {
    expect(born('2014-11-03').map(({ childName }) => childName)).toEqual(['A', 'B'])
  })
})

describe('loadPlanAssumptions', () => {
  it('names the file, the field and the cure', () => {
    const config = mkdtempSync(join(tmpdir(), 'plan-'))
    mkdirSync(join(config, 'procedure'))
    writeFileSync(
      join(config, 'procedure', 'scholarship-plan.yaml'),
      'tertiary_years: 3.5\nschool_entry_age: 4\n',
    )
    expect(() => loadPlanAssumptions(config)).toThrow(
      'procedure/scholarship-plan.yaml:1: tertiary_years: harus bilangan bulat',
    )
  })
})
