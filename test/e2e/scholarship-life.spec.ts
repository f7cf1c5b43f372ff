import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { verifyScholarshipHistory } from '../../src/scholarship/verify-scholarship-history.query.js'
import type { YearApplication } from '../../src/scholarship/year-applications.service.js'
import { type Child, ScholarshipDesk } from './scholarship-desk.js'

/** She was in the fifth grade when her father died; he was in kindergarten. */
const ani: Child = {
  name: 'Ani',
  birthDate: '2012-04-12',
  level: 'TK_SD',
  grade: '5',
  firstSchoolYear: '2022/2023',
}
const budi: Child = {
  name: 'Budi',
  birthDate: '2018-08-20',
  level: 'TK_SD',
  grade: 'TK-A',
  firstSchoolYear: '2022/2023',
}

const grades = {
  TK_SD: ['TK-A', 'TK-B', '1', '2', '3', '4', '5', '6'],
  SMP: ['7', '8', '9'],
  SMA: ['10', '11', '12'],
  PT: ['1', '2', '3', '4', '5'],
}
const ladder = Object.entries(grades).flatMap(([level, names]) => names.map((grade) => ({ level, grade })))

/** Where a child is in each school year from 2022 on: one grade a year from its first place, some of them twice. */
function schooldays({ level, grade }: Child, repeated: readonly string[] = []): YearApplication[] {
  const from = ladder.findIndex((place) => place.level === level && place.grade === grade)
  return ladder
    .slice(from)
    .flatMap((place) =>
      repeated.includes(`${place.level} ${place.grade}`) ? [place, { ...place, repeated: true }] : [place],
    )
}

describe('two children over the years that their father left them', () => {
  let desk: ScholarshipDesk
  let claimId = ''
  let mother: Actor
  let anis = ''
  let budis = ''
  const stayed = new Map<string, YearApplication[]>()
  const guardians = new Map<string, Actor>()
  const guardianOf = (award: string) => guardians.get(award) ?? mother

  beforeAll(async () => {
    desk = await ScholarshipDesk.open()
    const family = await desk.family([ani, budi])
    ;({ claimId, heir: mother } = family)
    ;[anis = '', budis = ''] = family.awards
    stayed.set(anis, schooldays(ani)).set(budis, schooldays(budi, ['TK_SD 3']))
  }, 60_000)
  afterAll(() => desk.close())

  /** The application that a family makes for the school year that begins in July of this year. */
  const placeIn = (award: string, year: number) => stayed.get(award)?.[year - 2022] ?? {}
  const schoolYear = (year: number) => `${year}/${year + 1}`

  async function payYears(
    year: number,
    awards: readonly string[],
    guardian: (award: string) => Actor = () => mother,
  ): Promise<void> {
    for (const award of awards) {
      const found = await desk.year(award, schoolYear(year))
      await desk.apply(found.id, placeIn(award, year), guardian(award))
      await desk.fire(found.id, 'verify', desk.payments.verifier)
      await desk.fire(found.id, 'approve', desk.payments.approver)
    }
    await desk.transfer()
  }
  const states = async (award: string) =>
    (await desk.years(award)).map(({ school_year, state }) => `${school_year} ${state}`)

  it('are invited in July of every year, apply in August and are paid', async () => {
    await payYears(2022, [anis, budis])
    for (const year of [2023, 2024, 2025, 2026]) {
      await desk.moveTo(`${year}-06-30`)
      expect((await desk.year(anis, schoolYear(year))).state).toBe('planned')
      await desk.moveTo(`${year}-07-01`)
      expect((await desk.year(anis, schoolYear(year))).state).toBe('open')
      await desk.moveTo(`${year}-08-01`)
      await payYears(year, [anis, budis])
    }
    expect((await states(anis)).slice(0, 6)).toEqual([
      '2022/2023 paid',
      '2023/2024 paid',
      '2024/2025 paid',
      '2025/2026 paid',
      '2026/2027 paid',
      '2027/2028 planned',
    ])
  }, 60_000)

  it('miss a year and catch up, while a grade that is repeated is paid like any other', async () => {
    await desk.moveTo('2027-08-01')
    await payYears(2027, [budis])
    expect(await desk.year(budis, '2027/2028')).toMatchObject({ grade: '3', state: 'paid' })
    await desk.moveTo('2028-07-01')
    const missed = await desk.year(anis, '2027/2028')
    expect(missed.state).toBe('missed')
    await desk.moveTo('2028-09-04')
    await desk.pay(missed.id, placeIn(anis, 2027), mother)
    await payYears(2028, [anis, budis])
    expect(await desk.year(anis, '2027/2028')).toMatchObject({
      state: 'paid',
      grade: '10',
      amount: 3_000_000n,
    })
  }, 60_000)

  it('get another guardian, named by one person and confirmed by another; then only he may act', async () => {
    await desk.moveTo('2029-07-01')
    const uncle = {
      name: 'Paman Uji',
      relation: 'uncle',
      phone: '0812 3456 7891',
      account: {
        name: 'Paman Uji',
        relation: 'guardian',
        bankCode: '002',
        accountNumber: desk.payments.account(),
        accountHolder: 'Paman Uji',
      },
    } as const
    await desk.guardians.name(budis, uncle, desk.payments.verifier)
    const confirm = (actor: Actor) => desk.guardians.confirm(budis, actor, randomUUID())
    await expect(confirm({ ...desk.payments.verifier, role: 'manager' })).rejects.toThrow('SAME_PERSON')
    await confirm(desk.payments.manager)
    const [party] = await desk.sql.rows<{ id: string }>(
      'select guardian_id as id from scholarship_award where id = $1',
      [budis],
    )
    const guardian: Actor = { id: `party:${party?.id}`, role: 'representative', branchId: null }
    const year = await desk.year(budis, '2029/2030')
    await expect(desk.apply(year.id, placeIn(budis, 2029), mother)).rejects.toThrow('Hanya wali')
    await desk.moveTo('2029-08-01')
    await payYears(2029, [anis, budis], (award) => (award === budis ? guardian : mother))
    expect((await desk.year(budis, '2029/2030')).state).toBe('paid')
    guardians.set(budis, guardian)
  }, 60_000)

  it('are not invited for a year that the counter of a level no longer pays', async () => {
    await desk.moveTo('2030-08-01')
    await payYears(2030, [anis], guardianOf)
    expect(placeIn(budis, 2030)).toEqual({ level: 'TK_SD', grade: '6' })
    expect((await desk.year(budis, '2030/2031')).state).toBe('planned')
    await desk.moveTo('2031-08-01')
    await payYears(2031, [anis, budis], guardianOf)
  }, 60_000)

  it('are paid again into another account when the bank sends the money back', async () => {
    await desk.moveTo('2032-08-01')
    const accountNumber = desk.accounts.get(anis) ?? ''
    await desk.payments.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'return', days: 1 })
    await payYears(2032, [anis, budis], guardianOf)
    await desk.nextDay(3)
    await desk.payments.process.settle()
    await desk.sweep.run()
    const year = await desk.year(anis, '2032/2033')
    expect(year.state).toBe('paying')
    const other = { bankCode: '002', accountNumber: desk.payments.account(), accountHolder: 'Ahli Waris Uji' }
    await desk.guardians.correctAccount(year.id, other, mother, { idempotencyKey: randomUUID() })
    await desk.nextDay(2)
    await desk.transfer()
    expect((await desk.year(anis, '2032/2033')).state).toBe('paid')
  }, 60_000)

  it('keep the right until the 23rd birthday, and what was applied for before it', async () => {
    for (const year of [2033, 2034]) {
      await desk.moveTo(`${year}-08-01`)
      await payYears(year, [anis, budis], guardianOf)
    }
    await desk.moveTo('2035-04-11')
    expect(await desk.award(anis)).toBe('active')
    await desk.moveTo('2035-04-12')
    expect(await desk.award(anis)).toBe('ended')
    for (let year = 2035; year <= 2040; year++) {
      await desk.moveTo(`${year}-08-01`)
      await payYears(year, [budis], guardianOf)
    }
    await desk.moveTo('2041-08-19')
    const last = await desk.year(budis, '2041/2042')
    await desk.apply(last.id, placeIn(budis, 2041), guardianOf(budis))
    await desk.moveTo('2041-08-20')
    expect(await desk.award(budis)).toBe('active')
    await desk.fire(last.id, 'verify', desk.payments.verifier)
    await desk.fire(last.id, 'approve', desk.payments.approver)
    await desk.transfer()
    await desk.sweep.run()
    expect((await desk.year(budis, '2041/2042')).state).toBe('paid')
    expect(await desk.award(budis)).toBe('ended')
  }, 120_000)

  it('have received all that the law allows, each school year once, and the books agree', async () => {
    const paid = await desk.sql.rows(
      `select a.child_name, y.level, count(*)::int as years, sum(y.amount)::bigint as sum from scholarship_year y
       join scholarship_award a on a.id = y.award_id where y.state = 'paid' group by 1, 2 order by 1, min(y.school_year)`,
    )
    expect(paid).toEqual([
      { child_name: 'Ani', level: 'TK_SD', years: 2, sum: 3_000_000n },
      { child_name: 'Ani', level: 'SMP', years: 3, sum: 6_000_000n },
      { child_name: 'Ani', level: 'SMA', years: 3, sum: 9_000_000n },
      { child_name: 'Ani', level: 'PT', years: 5, sum: 60_000_000n },
      { child_name: 'Budi', level: 'TK_SD', years: 8, sum: 12_000_000n },
      { child_name: 'Budi', level: 'SMP', years: 3, sum: 6_000_000n },
      { child_name: 'Budi', level: 'SMA', years: 3, sum: 9_000_000n },
      { child_name: 'Budi', level: 'PT', years: 5, sum: 60_000_000n },
    ])
    expect(await desk.payments.ledger(claimId)).toEqual({
      bank: -207_000_000n,
      benefit_expense: 207_000_000n,
    })
    const twice = await desk.sql.rows(
      `select award_id, school_year from scholarship_year group by 1, 2 having count(*) > 1
       union all select p.scholarship_year_id, 'paid twice' from payment p where p.state = 'settled' group by 1 having count(*) > 1 and p.scholarship_year_id is not null`,
    )
    expect(twice).toEqual([])
    const report = await verifyScholarshipHistory(desk.sql)
    expect(report.faults).toEqual([])
    expect(report.transitions).toBeGreaterThan(150)
  })
})
