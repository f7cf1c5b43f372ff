import { evaluate } from '#libs/benefits'
import { parseLocalDate } from '#libs/local-date'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import { aRow, kpjOf, nikOf, october, TestRegistry } from './participants-registry.js'

const law = new LawInForce()
let registry: TestRegistry
let cohortId: string

beforeAll(async () => {
  registry = await TestRegistry.open()
})
beforeEach(async () => {
  await registry.clear()
  cohortId = await registry.cohort()
})
afterAll(async () => {
  await registry.close()
})

/** Enrols the first participant from October 2022 and has the sponsor pay so many months in advance. */
async function sponsored(months: number, changes: Parameters<typeof aRow>[1] = {}): Promise<void> {
  await registry.send([aRow(0, changes)], { cohortId })
  await registry.contributions.billCohort({ cohortId, firstMonth: october, months })
  await registry.contributions.payCohort({ cohortId, firstMonth: october, months }, october)
}

const answer = (eventDate: string) => registry.coverage.answer({ nik: nikOf(0) }, eventDate)

describe('the bill of a cohort', () => {
  it('is what the law asks for each member and month', async () => {
    await registry.send([aRow(0), aRow(1, { income: '1200000' })], { cohortId })
    const bill = await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 2 })
    expect(bill).toEqual({
      months: [
        { month: '2022-10-01', members: 2, jkk: 22_000n, jkm: 13_600n, amount: 35_600n, paidOn: null },
        { month: '2022-11-01', members: 2, jkk: 22_000n, jkm: 13_600n, amount: 35_600n, paidOn: null },
      ],
      total: 71_200n,
    })
  })

  it('is the same when it is asked for again', async () => {
    await registry.send([aRow(0)], { cohortId })
    const first = await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 3 })
    const second = await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 3 })
    expect(second).toEqual(first)
  })

  it('grows only by members who came later', async () => {
    await registry.send([aRow(0)], { cohortId })
    await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 1 })
    await registry.send([aRow(0), aRow(1)], { cohortId })
    const bill = await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 1 })
    expect(bill.months).toMatchObject([{ members: 2, amount: 33_600n }])
  })

  it('leaves out who becomes a member after the month', async () => {
    await registry.send([aRow(0), aRow(1, { start: '2022-11-15' })], { cohortId })
    const bill = await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 2 })
    expect(bill.months.map(({ members }) => members)).toEqual([1, 2])
  })

  it('is refused for a cohort that does not exist', async () => {
    const nobody = '00000000-0000-0000-0000-000000000000'
    await expect(
      registry.contributions.billCohort({ cohortId: nobody, firstMonth: october, months: 1 }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the coverage answer', () => {
  it('covers a sponsored worker in a paid month, in the words of a benefit case', async () => {
    await sponsored(3)
    expect(await answer('2022-10-11')).toEqual({
      event_date: '2022-10-11',
      asked_at: '2022-10-01T01:00:00.000Z',
      covered: true,
      reason: 'COVERED',
      kpj: kpjOf(0),
      participant: {
        segment: 'BPU',
        benefit_wage_base: 1_000_000,
        contribution_months: 1,
        membership_start: '2022-10-01',
        paid_until: '2022-12-31',
        sponsor: 'APBD',
      },
      sponsor: { code: 'APBD-6401', name: 'Pemerintah Kabupaten Paser' },
      grace_until: '2023-03-31',
      gaps: [],
      doubts: [],
    })
  })

  it('feeds the calculation of a work accident and of an illness as it is', async () => {
    await sponsored(3)
    const { participant } = await registry.coverage.snapshot(nikOf(0), '2022-10-11')
    const total = (event: object) => {
      const evaluation = evaluate(
        { participant, event, claim: { received: '2022-10-20' } },
        law.book,
        law.calendar,
      )
      return evaluation.ok ? [evaluation.answer.decision, evaluation.answer.total] : evaluation.refusals
    }
    const accident = {
      type: 'work_accident',
      event_date: '2022-10-11',
      outcome: 'death',
      death_date: '2022-10-11',
    }
    expect(total(accident)).toEqual(['payable', 70_000_000n])
    expect(total({ type: 'non_work_death', event_date: '2022-10-11' })).toEqual(['payable', 42_000_000n])
  })

  it('is found by KPJ as well', async () => {
    await sponsored(3)
    expect(await registry.coverage.answer({ kpj: kpjOf(0) }, '2022-10-11')).toEqual(
      await answer('2022-10-11'),
    )
  })

  it('gives no grace to a membership that was ended, and the calculation agrees', async () => {
    await sponsored(3)
    await registry.sql.rows(`update membership set ended_on = '2022-11-15'`)
    expect(await answer('2022-11-15')).toMatchObject({ covered: true, reason: 'COVERED' })
    const after = await answer('2022-11-16')
    expect(after).toMatchObject({
      covered: false,
      reason: 'ENDED',
      participant: { paid_until: '2022-11-15', employment_ended: '2022-11-15' },
    })
    expect(after).not.toHaveProperty('grace_until')
    const event = { type: 'non_work_death', event_date: '2022-11-16' }
    const evaluation = evaluate(
      { participant: after.participant, event, claim: { received: '2022-11-20' } },
      law.book,
      law.calendar,
    )
    expect(evaluation.ok && evaluation.answer.decision).toBe('rejected_not_member')
  })

  it('says how arrears are settled, how much it is and until when', async () => {
    await sponsored(1)
    expect(await answer('2022-12-20')).toMatchObject({
      covered: true,
      reason: 'IN_GRACE',
      cure: { first_month: '2022-11-01', months: 2, amount: 33_600, last_day: '2023-01-31' },
    })
  })

  it.each([
    ['2022-10-31', true, 'COVERED'],
    ['2022-11-01', true, 'IN_GRACE'],
    ['2023-01-31', true, 'IN_GRACE'],
    ['2023-02-01', false, 'LAPSED'],
    ['2022-09-30', false, 'NOT_STARTED'],
    ['2014-01-01', false, 'BEFORE_RULES'],
  ])('on %s, one paid month from October, is covered: %s (%s)', async (eventDate, covered, reason) => {
    await sponsored(1)
    expect(await answer(eventDate)).toMatchObject({ covered, reason })
  })

  it('knows nobody under an unknown NIK', async () => {
    expect(await registry.coverage.snapshot(nikOf(7), '2022-10-11')).toMatchObject({
      covered: false,
      reason: 'NOT_REGISTERED',
    })
  })

  it('refuses an event date that does not exist', async () => {
    await expect(answer('2022-02-30')).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('counts no month of a bill that is not paid', async () => {
    await registry.send([aRow(0)], { cohortId })
    await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 3 })
    expect(await answer('2022-10-11')).toMatchObject({
      reason: 'IN_GRACE',
      participant: { contribution_months: 0 },
    })
  })

  it('counts no month for who came after the bill', async () => {
    await sponsored(3)
    await registry.send([aRow(0), aRow(1)], { cohortId })
    const late = await registry.coverage.answer({ nik: nikOf(1) }, '2022-12-20')
    expect(late).toMatchObject({ reason: 'IN_GRACE', participant: { contribution_months: 0 } })
  })

  it('joins the months somebody paid alone to those of a sponsor', async () => {
    await registry.send([aRow(0, { start: '2019-07-01' })])
    const own = {
      kpj: kpjOf(0),
      payer: 'self',
      firstMonth: parseLocalDate('2019-07-01'),
      months: 39,
    } as const
    await registry.contributions.recordPaidForCard({ ...own, paidOn: parseLocalDate('2019-07-01') })
    await sponsored(3)
    expect(await answer('2022-11-05')).toMatchObject({
      covered: true,
      participant: { contribution_months: 41, membership_start: '2019-07-01', paid_until: '2022-12-31' },
    })
  })

  it('takes the income that held on the day of the event', async () => {
    await sponsored(3, { income: '1000000' })
    registry.clock.moveTo('2022-11-05T01:00:00.000Z')
    await registry.send([aRow(0, { income: '3000000' })], { cohortId })
    const bases = await Promise.all(
      ['2022-11-04', '2022-11-05'].map(async (date) => (await answer(date)).participant?.benefit_wage_base),
    )
    expect(bases).toEqual([1_000_000, 2_950_000])
  })

  it('raises a doubt about what became known only after the event', async () => {
    await registry.send([aRow(0, { start: '2022-10-15' })], { cohortId })
    registry.clock.moveTo('2022-10-20T01:00:00.000Z')
    await registry.send([aRow(0, { start: '2022-10-01' }), aRow(1)], { cohortId })
    await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 1 })
    await registry.contributions.payCohort(
      { cohortId, firstMonth: october, months: 1 },
      parseLocalDate('2022-10-20'),
    )
    expect((await answer('2022-10-11')).doubts).toEqual(['DATES_CHANGED_AFTER_EVENT', 'PAID_AFTER_EVENT'])
    const late = await registry.coverage.answer({ nik: nikOf(1) }, '2022-10-11')
    expect(late.doubts).toEqual(['ENROLLED_AFTER_EVENT', 'PAID_AFTER_EVENT'])
  })

  it('covers a wage earner while employed, with the reported wage', async () => {
    await registry.send([aRow(0, { segment: 'PU', income: '3014497' })])
    expect(await answer('2022-10-11')).toMatchObject({
      covered: true,
      participant: { segment: 'PU', benefit_wage_base: 3_014_497, membership_start: '2022-10-01' },
    })
  })

  it('knows from when on a death gives the full JKM, once the law has waiting months', async () => {
    await registry.send([aRow(0, { start: '2022-12-01' })], { cohortId })
    registry.clock.moveTo('2025-05-01T01:00:00.000Z')
    await registry.send([aRow(1, { start: '2025-05-01' })], { cohortId })
    const may = parseLocalDate('2025-05-01')
    await registry.contributions.billCohort({ cohortId, firstMonth: may, months: 3 })
    await registry.contributions.payCohort({ cohortId, firstMonth: may, months: 3 }, may)
    const late = await registry.coverage.answer({ nik: nikOf(1) }, '2025-06-10')
    expect(late).toMatchObject({ covered: true, full_jkm_from: '2025-08-01' })
  })
})
