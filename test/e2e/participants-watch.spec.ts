import { parseLocalDate } from '#libs/local-date'
import { reportTable } from '../../src/reporting/sponsor-report-tables.rule.js'
import { csvOf, xlsxOf } from '../../src/platform/table-file.js'
import ExcelJs from 'exceljs'
import { aRow, kpjOf, nikOf, TestRegistry } from './participants-registry.js'

const day = parseLocalDate
const october = day('2022-10-01')
let registry: TestRegistry

beforeAll(async () => {
  registry = await TestRegistry.open()
})
beforeEach(async () => {
  await registry.clear()
})
afterAll(async () => {
  await registry.close()
})

async function sponsored(paidMonths: number, billedMonths = paidMonths): Promise<string> {
  const cohortId = await registry.cohort()
  await registry.send([aRow(0), aRow(1)], { cohortId })
  await registry.contributions.billCohort({ cohortId, firstMonth: october, months: billedMonths })
  await registry.contributions.payCohort({ cohortId, firstMonth: october, months: paidMonths }, october)
  return cohortId
}

describe('the coverage watch', () => {
  it('lists a cohort whose cover ends soon, with the days left', async () => {
    await sponsored(3)
    registry.clock.moveTo('2022-12-10T01:00:00.000Z')
    expect(await registry.watch.endingCohorts({ withinDays: 30 })).toMatchObject([
      { sponsorCode: 'APBD-6401', members: 2, paidUntil: '2022-12-31', daysLeft: 21, reason: 'ENDS_SOON' },
    ])
    expect(await registry.watch.endingCohorts({ withinDays: 20 })).toEqual([])
  })

  it('lists a cohort whose payer left out a month', async () => {
    await sponsored(1, 2)
    registry.clock.moveTo('2022-11-20T01:00:00.000Z')
    expect(await registry.watch.endingCohorts({ withinDays: 30 })).toMatchObject([
      { paidUntil: '2022-10-31', daysLeft: -20, reason: 'MONTH_MISSED' },
    ])
  })

  it('shows one sponsor only its own cohorts', async () => {
    await sponsored(1)
    const list = await registry.watch.endingCohorts({ withinDays: 90, sponsor: 'APBD-0000' })
    expect(list).toEqual([])
  })

  it('lists a member who pays alone and whose paid months run out', async () => {
    await registry.send([aRow(0)])
    const paid = { kpj: kpjOf(0), payer: 'self', firstMonth: october, months: 1, paidOn: october } as const
    await registry.contributions.recordPaidForCard(paid)
    expect(await registry.watch.endingCards({ withinDays: 30 }, 10)).toMatchObject([
      { kpj: kpjOf(0), payer: 'self', paidUntil: '2022-10-31', daysLeft: 30, reason: 'ENDS_SOON' },
    ])
  })
})

describe('the report of a sponsor', () => {
  async function reported() {
    const cohortId = await sponsored(1, 2)
    await registry.sponsors.plan(cohortId, 8, 1_000_000n)
    return registry.reports.report('APBD-6401', 2022)
  }

  it('tells the bill of each month, the share of the target and the budget used', async () => {
    expect((await reported()).cohorts).toMatchObject([
      {
        members: 2,
        target: 8,
        reachedPercent: 25,
        yearlyBudget: 1_000_000n,
        billed: 67_200n,
        paid: 33_600n,
        bills: [
          { month: '2022-10-01', members: 2, amount: 33_600n, paid: true },
          { month: '2022-11-01', members: 2, amount: 33_600n, paid: false },
        ],
      },
    ])
  })

  it('hides how many people fewer than five there are in a district or an occupation', async () => {
    const [cohort] = (await reported()).cohorts
    expect(cohort?.districts).toEqual([{ label: 'Tanah Grogot (640104)', members: null }])
    expect(cohort?.occupations.map(({ members }) => members)).toEqual([null])
  })

  it('comes as CSV and as a workbook without a cell that would run', async () => {
    const report = await reported()
    const [cohort] = report.cohorts
    if (!cohort) throw new Error('no cohort')
    const named = { ...report, cohorts: [{ ...cohort, name: '=1+1' }] }
    expect(csvOf(reportTable(named, []))).toContain("'=1+1,ringkasan")
    const workbook = new ExcelJs.Workbook()
    const bytes = await xlsxOf(reportTable(named, []))
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0])
    expect(workbook.worksheets[0]?.getCell('A2').value).toBe("'=1+1")
  })

  it('is refused for a sponsor that does not exist', async () => {
    await expect(registry.reports.report('APBD-0000', 2022)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('employers', () => {
  const worker = aRow(0, { segment: 'PU', income: '4000000', start: '2022-06-01' })
  beforeEach(async () => {
    await registry.send([worker])
    const employer = {
      number: 'NPP-1',
      name: 'PT Rekaan',
      riskGroup: 'II',
      since: day('2020-01-01'),
      by: 'b',
    }
    await registry.employers.record({ ...employer, riskGroup: 'II' })
    await registry.employers.employ({
      kpj: kpjOf(0),
      employer: 'NPP-1',
      startedOn: day('2022-06-01'),
      endedOn: null,
      by: 'b',
    })
  })
  const month = (first: string, paidOn: string | null) =>
    registry.employers.recordMonth({
      employer: 'NPP-1',
      month: day(first),
      paidOn: paidOn === null ? null : day(paidOn),
      by: 'b',
    })
  const arrears = async (on: string) =>
    (await registry.coverage.answer({ nik: nikOf(0) }, on)).participant?.arrears_months

  it('owe by wage and risk group, by the law of the month', async () => {
    expect(await month('2022-06-01', '2022-07-10')).toEqual({
      workers: 1,
      jkk: 21_600n,
      jkm: 12_000n,
      amount: 33_600n,
    })
  })

  it('are in arrears with each month that was due and not paid by the event', async () => {
    await month('2022-06-01', '2022-07-10')
    await month('2022-07-01', '2022-09-20')
    expect(await arrears('2022-07-15')).toBe(0)
    expect(await arrears('2022-08-16')).toBe(1)
    expect(await arrears('2022-09-20')).toBe(1)
    expect(await arrears('2022-12-20')).toBe(4)
  })

  it('are judged by the latest record of a month', async () => {
    await month('2022-06-01', null)
    await month('2022-06-01', '2022-07-10')
    expect(await arrears('2022-07-20')).toBe(0)
  })

  it('are named in the coverage answer', async () => {
    const answer = await registry.coverage.answer({ kpj: kpjOf(0) }, '2022-07-01')
    expect(answer).toMatchObject({ covered: true, employer: { number: 'NPP-1', name: 'PT Rekaan' } })
  })

  it('need a known risk group before a month can be recorded', async () => {
    const unknown = { employer: 'NPP-2', month: october, paidOn: null, by: 'b' }
    await expect(registry.employers.recordMonth(unknown)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

describe('coverage by name and birth date', () => {
  const key = (name: string) => ({ name, birthDate: day('1980-08-17') })

  it('finds a participant however the name is capitalised and spaced', async () => {
    await registry.send([aRow(0)])
    const answer = await registry.coverage.answer(key('  abdul   SALIM '), '2022-10-11')
    expect(answer).toMatchObject({ kpj: kpjOf(0) })
  })

  it('asks for a number when several people have that name and birth date', async () => {
    await registry.send([aRow(0), aRow(1)])
    await expect(registry.coverage.answer(key('Abdul Salim'), '2022-10-11')).rejects.toMatchObject({
      errors: [{ code: 'SEVERAL_PARTICIPANTS' }],
    })
  })

  it('knows nobody under another birth date', async () => {
    await registry.send([aRow(0)])
    const other = { name: 'Abdul Salim', birthDate: day('1980-08-18') }
    expect(await registry.coverage.answer(other, '2022-10-11')).toMatchObject({ reason: 'NOT_REGISTERED' })
  })
})
