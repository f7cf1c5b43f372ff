import { describe, expect, it } from '@jest/globals'
import { evaluate } from '#libs/benefits'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { comparedPart, expectedPart, goldenFiles } from './golden-cases.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })

describe.each(goldenFiles())('$file', ({ cases }) => {
  it.each(cases.map((each) => ({ ...each, name: each.title ?? '' })))('$id $name', ({ input, expected }) => {
    const evaluation = evaluate(input, law, calendar)
    if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
    expect(comparedPart(evaluation.answer, expected)).toEqual(expectedPart(expected))
  })
})
