import fc from 'fast-check'
import { addMonths, type LocalDate, parseLocalDate } from '#libs/local-date'
import { coverageLine, type PaidMonth } from './coverage-line.js'

const GRACE = 3
const day = parseLocalDate

/** Months paid on the first day of each, unless another day is given. */
function paid(first: string, count: number, paidOn?: string): PaidMonth[] {
  return Array.from({ length: count }, (_, index) => {
    const month = addMonths(day(first), index)
    return { month, paidOn: paidOn ? day(paidOn) : month, memberSince: day(first) }
  })
}

function line(start: string, months: PaidMonth[], event: string) {
  return coverageLine([day(start)], months, day(event), GRACE)
}

describe('the line of contributions', () => {
  it('runs until the end of the months paid in advance', () => {
    expect(line('2022-10-01', paid('2022-10-01', 3, '2022-09-30'), '2022-10-11')).toEqual({
      start: '2022-10-01',
      previousEnded: null,
      paidUntil: '2022-12-31',
      graceUntil: '2023-03-31',
      months: 1,
      gaps: [],
    })
  })

  it('counts the months up to the event only', () => {
    expect(line('2019-01-01', paid('2019-01-01', 60), '2021-12-31')?.months).toBe(36)
    expect(line('2019-01-01', paid('2019-01-01', 60), '2021-11-30')?.months).toBe(35)
  })

  it('is null for somebody who became a member after the event', () => {
    expect(line('2022-10-12', paid('2022-10-01', 3), '2022-10-11')).toBeNull()
  })

  it('begins on the day within the month on which the membership began', () => {
    const [october] = paid('2022-10-01', 1, '2022-10-15').map((month) => ({
      ...month,
      memberSince: day('2022-10-15'),
    }))
    expect(line('2022-10-15', october ? [october] : [], '2022-10-20')).toMatchObject({
      start: '2022-10-15',
      paidUntil: '2022-10-31',
    })
  })

  it('is in grace from the day of enrolment when nothing was paid yet', () => {
    expect(line('2022-10-01', [], '2022-10-11')).toMatchObject({
      paidUntil: '2022-09-30',
      graceUntil: '2022-12-30',
      months: 0,
    })
  })

  it('goes on over a gap that was settled within the grace months', () => {
    const months = [...paid('2023-01-01', 2), ...paid('2023-03-01', 2, '2023-05-28')]
    expect(line('2023-01-01', months, '2023-06-15')).toMatchObject({
      start: '2023-01-01',
      previousEnded: null,
      paidUntil: '2023-04-30',
      gaps: [],
    })
  })

  it('names the months that stayed unpaid between paid ones', () => {
    const months = [...paid('2023-01-01', 2), ...paid('2023-05-01', 2)]
    expect(line('2023-01-01', months, '2023-06-15')).toMatchObject({
      start: '2023-01-01',
      months: 4,
      gaps: [{ from: '2023-03-01', months: 2 }],
    })
  })

  it('sees an event within a gap as it was on that day', () => {
    const months = [...paid('2023-01-01', 2), ...paid('2023-05-01', 2)]
    expect(line('2023-01-01', months, '2023-04-10')).toMatchObject({
      paidUntil: '2023-02-28',
      months: 2,
      gaps: [],
    })
  })

  it('begins anew, on the day of payment, after more than the grace months', () => {
    const months = [...paid('2023-01-01', 2), ...paid('2023-08-01', 3, '2023-08-09')]
    expect(line('2023-01-01', months, '2023-09-01')).toMatchObject({
      start: '2023-08-09',
      previousEnded: '2023-05-28',
      paidUntil: '2023-10-31',
      months: 4,
    })
  })

  it('does not let a payment after the grace months save a day before it', () => {
    const months = [...paid('2023-01-01', 2), ...paid('2023-08-01', 3, '2023-08-09')]
    expect(line('2023-01-01', months, '2023-08-05')).toMatchObject({
      start: '2023-01-01',
      paidUntil: '2023-02-28',
    })
  })

  it.each([
    ['on the last day of grace', '2023-05-28', '2023-03-31'],
    ['a day too late', '2023-05-29', '2023-02-28'],
  ])('settles arrears %s', (_, paidOn, paidUntil) => {
    const months = [...paid('2023-01-01', 2), ...paid('2023-03-01', 1, paidOn)]
    expect(line('2023-01-01', months, '2023-04-15')?.paidUntil).toBe(paidUntil)
  })

  it('joins the months of one payer to those of another', () => {
    const own = paid('2022-01-01', 9)
    const sponsored = paid('2022-10-01', 3)
    const joined = coverageLine(
      [day('2022-01-01'), day('2022-10-01')],
      [...sponsored, ...own],
      day('2022-11-05'),
      GRACE,
    )
    expect(joined).toMatchObject({
      start: '2022-01-01',
      months: 11,
      paidUntil: '2022-12-31',
      previousEnded: null,
    })
  })

  it('counts a month paid by two payers once', () => {
    const twice = [...paid('2022-10-01', 1), ...paid('2022-10-01', 1)]
    expect(line('2022-10-01', twice, '2022-10-20')?.months).toBe(1)
  })

  it('never covers less, nor counts fewer months, when more months are paid', () => {
    const month = fc.integer({ min: 0, max: 40 }).map((index) => addMonths(day('2020-01-01'), index))
    const payment = fc
      .record({ month, late: fc.integer({ min: -2, max: 6 }) })
      .map(({ month, late }): PaidMonth => ({
        month,
        paidOn: addMonths(month, late),
        memberSince: day('2020-01-01'),
      }))
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 30 }), month, (payments, event: LocalDate) => {
        const before = coverageLine([day('2020-01-01')], payments, event, GRACE)
        const inTime = { month: event, paidOn: event, memberSince: day('2020-01-01') }
        const after = coverageLine([day('2020-01-01')], [...payments, inTime], event, GRACE)
        expect(after?.paidUntil).toBeDefined()
        expect(Number(after?.months)).toBeGreaterThanOrEqual(Number(before?.months))
        expect(String(after?.paidUntil) >= event).toBe(true)
      }),
    )
  })
})
