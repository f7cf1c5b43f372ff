import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { type Child, ScholarshipDesk, type YearRow } from './scholarship-desk.js'

const ani: Child = {
  name: 'Ani',
  birthDate: '2012-04-12',
  level: 'TK_SD',
  grade: '5',
  firstSchoolYear: '2022/2023',
}
const fifth = { level: 'TK_SD', grade: '5' }

describe('one school year of one child', () => {
  let desk: ScholarshipDesk
  beforeAll(async () => {
    desk = await ScholarshipDesk.open()
  })
  afterAll(() => desk.close())

  async function opened(
    child: Child = ani,
  ): Promise<{ year: YearRow; award: string; heir: Actor; claimId: string }> {
    const { heir, awards, claimId } = await desk.family([child])
    const [award = ''] = awards
    return { year: await desk.year(award, '2022/2023'), award, heir, claimId }
  }

  async function verified() {
    const all = await opened()
    await desk.apply(all.year.id, fifth, all.heir)
    await desk.fire(all.year.id, 'verify', desk.payments.verifier)
    return all
  }
  const stateOf = async (award: string) => (await desk.year(award, '2022/2023')).state

  it('is opened, applied for, verified, approved by another person, and paid on the rails of every payment', async () => {
    const { year, award, heir, claimId } = await opened()
    expect(year.state).toBe('open')
    await desk.pay(year.id, fifth, heir)
    expect(await desk.year(award, '2022/2023')).toMatchObject({ state: 'paid', amount: 1_500_000n })
    expect(await desk.payments.stateOf(claimId)).toBe('paid')
    const { payable, in_transit } = await desk.payments.ledger(claimId)
    expect([payable, in_transit]).toEqual([undefined, undefined])
  })

  it('is approved once, however often the button is pressed, and never from a page that is out of date', async () => {
    const { year, award } = await verified()
    const approve = (expectedSeq?: number) =>
      desk.lifecycle.fireYear({
        id: year.id,
        event: 'approve',
        actor: desk.payments.approver,
        idempotencyKey: 'k',
        expectedSeq,
      })
    await expect(approve(1)).rejects.toThrow('sudah diubah')
    const first = await approve()
    expect(await approve()).toEqual({ ...first, repeated: true })
    expect(await stateOf(award)).toBe('approved')
    const again = desk.fire(year.id, 'approve', desk.payments.approver)
    await expect(again).rejects.toThrow('no-such-step')
  })

  it('is not decided by whoever verified it, nor beyond the own limit', async () => {
    const { year } = await verified()
    const approver: Actor = { ...desk.payments.verifier, role: 'approver', approvalLimit: '500000000' }
    await expect(desk.fire(year.id, 'approve', approver)).rejects.toThrow('DUTY_ALREADY_HELD')
    const junior = { ...desk.payments.approver, approvalLimit: '1499999' }
    await expect(desk.fire(year.id, 'approve', junior)).rejects.toThrow('OVER_LIMIT')
  })

  it('waits for its papers, and takes no grade that does not exist', async () => {
    const { year, heir } = await opened()
    const submit = (place: object) =>
      desk.applications.submit(year.id, place, heir, { idempotencyKey: randomUUID() })
    await expect(submit(fifth)).rejects.toThrow('DOCUMENTS_INCOMPLETE')
    await expect(submit({ level: 'TK_SD', grade: '7' })).rejects.toThrow('kelas yang sesuai')
    await desk.applications.save(year.id, { level: 'TK_SD' }, heir)
    const [kept] = await desk.sql.rows('select application from scholarship_year where id = $1', [year.id])
    expect(kept).toEqual({ application: { level: 'TK_SD' } })
  })

  it('of a child who has married is refused with its ground, and looked at by others after an objection', async () => {
    const { year, award, heir } = await opened()
    await desk.apply(year.id, { ...fifth, married: true }, heir)
    await desk.fire(year.id, 'verify', desk.payments.verifier)
    await expect(desk.fire(year.id, 'approve', desk.payments.approver)).rejects.toThrow('YEAR_NOT_PAYABLE')
    const ground = { groundCode: 'CHILD_MARRIED', reason: 'Anak sudah menikah menurut surat keterangan.' }
    await desk.fire(year.id, 'deny', desk.payments.approver, ground)
    expect(await stateOf(award)).toBe('not_payable')
    await desk.fire(year.id, 'object', heir, { reason: 'Keterangan itu keliru.' })
    await expect(desk.fire(year.id, 'verify', desk.payments.verifier)).rejects.toThrow('SAME_PERSON')
    await desk.fire(year.id, 'verify', desk.secondVerifier)
    expect(await stateOf(award)).toBe('verified')
  })

  it('that was held for a rule is lifted for all in one run, by whoever asked for it and verified none of them', async () => {
    const { manager, approver, verifier, branchId } = desk.payments
    const forecast = async () => {
      const rows = await desk.forecast.list(branchId)
      const sum = (of: 'owed' | 'expected') => rows.reduce((all, row) => all + row[of], 0n)
      return { owed: sum('owed'), expected: sum('expected') }
    }
    const families = [await verified(), await verified(), await verified()]
    const before = await forecast()
    for (const { year } of families)
      await desk.fire(year.id, 'hold', manager, { reason: 'Menunggu surat edaran.' })
    expect(await forecast()).toEqual(before)
    const asked = {
      kind: 'lift_hold',
      schoolYear: '2022/2023',
      branchId,
      reason: 'Surat edaran sudah ada.',
    } as const
    const own = await desk.runs.begin(asked, { ...verifier, role: 'approver' }, 'own')
    expect(await desk.runs.carryOut(own.id)).toMatchObject({ total: 3, done: 0, refused: 3, waiting: 0 })
    const why = (await desk.runs.refused(own.id)).map(({ reasons }) => reasons)
    expect(why).toEqual(families.map(() => [{ code: 'DUTY_ALREADY_HELD' }]))

    const run = await desk.runs.begin(asked, approver, 'once')
    expect(await desk.runs.carryOut(run.id)).toMatchObject({ total: 3, done: 3, refused: 0 })
    expect(await desk.runs.begin(asked, approver, 'once')).toMatchObject({ id: run.id, total: 3 })
    for (const { award } of families) expect(await stateOf(award)).toBe('verified')
    for (const { year } of families) await desk.fire(year.id, 'approve', approver)
    const sum = 3n * 1_500_000n
    expect(await forecast()).toEqual({ owed: before.owed + sum, expected: before.expected - sum })
  })

  describe('whose guardian changes while its money is on its way', () => {
    const uncle = {
      name: 'Paman Uji',
      relation: 'guardian',
      bankCode: '002',
      accountHolder: 'Paman Uji',
    } as const

    /** The uncle, named with an account of which the bank tells or not whose it is, and confirmed. */
    async function guardianChanges(award: string, behaviour: 'normal' | 'unnamed' = 'normal') {
      const { simulator, manager, verifier } = desk.payments
      const account = { ...uncle, accountNumber: desk.payments.account() }
      await simulator.behave({ ...account, behaviour })
      const named = { name: uncle.name, relation: 'uncle', phone: '0812 3456 7891', account }
      await desk.guardians.name(award, named, verifier)
      await desk.guardians.confirm(award, manager, randomUUID())
      const found = await desk.sql.first<{ id: string }>(
        'select guardian_id as id from scholarship_award where id = $1',
        [award],
      )
      return { id: `party:${found?.id}`, role: 'representative', branchId: null } as const
    }
    /** Paid into the mother's account, which sends it back; meanwhile the guardian changes. */
    async function cameBack(behaviour: 'normal' | 'unnamed') {
      const all = await verified()
      const { year, award } = all
      const { simulator, approver } = desk.payments
      const accountNumber = desk.accounts.get(award) ?? ''
      await simulator.behave({ bankCode: '002', accountNumber, behaviour: 'return', days: 3 })
      await desk.fire(year.id, 'approve', approver)
      await desk.transfer()
      const guardian = await guardianChanges(award, behaviour)
      expect(await stateOf(award)).toBe('paid')
      await desk.nextDay(3)
      await desk.payments.process.settle()
      await desk.sweep.run()
      return { ...all, guardian }
    }
    const payments = (yearId: string) =>
      desk.sql.rows(
        `select e.name, p.state, p.held_until > p.created_at as held from payment p join payee e on e.id = p.payee_id
         where p.scholarship_year_id = $1 order by p.created_at`,
        [yearId],
      )
    const messages = (claimId: string, template: string) =>
      desk.sql.rows(`select 1 from outbox where claim_id = $1 and payload ->> 'template' = $2`, [
        claimId,
        template,
      ])

    it.each(['queued', 'in a batch that nobody released'])(
      'is paid to the new guardian what was %s',
      async (where) => {
        const { year, award, claimId } = await verified()
        await desk.fire(year.id, 'approve', desk.payments.approver)
        if (where !== 'queued') await desk.payments.closedBatch()
        await guardianChanges(award)
        expect(await payments(year.id)).toEqual([
          { name: 'Ahli Waris Uji', state: 'cancelled', held: null },
          { name: 'Paman Uji', state: 'queued', held: true },
        ])
        await desk.nextDay()
        await desk.transfer()
        expect(await payments(year.id)).toMatchObject([{ state: 'cancelled' }, { state: 'settled' }])
        expect(await stateOf(award)).toBe('paid')
        const { payable, returned } = await desk.payments.ledger(claimId)
        expect([payable, returned]).toEqual([undefined, undefined])
      },
    )

    it('is paid to the new guardian what came back, after the wait of every changed account', async () => {
      const { year, award, claimId } = await cameBack('normal')
      expect(await payments(year.id)).toEqual([
        { name: 'Ahli Waris Uji', state: 'returned', held: null },
        { name: 'Paman Uji', state: 'queued', held: true },
      ])
      expect(await stateOf(award)).toBe('paying')
      expect(await messages(claimId, 'scholarship-account-asked')).toEqual([])
      await desk.nextDay()
      await desk.transfer()
      expect(await payments(year.id)).toMatchObject([{ state: 'returned' }, { state: 'settled' }])
      expect(await stateOf(award)).toBe('paid')
    })

    it('is paid to nobody while the bank does not say whose the new account is; the new guardian names another', async () => {
      const { year, award, claimId, heir, guardian } = await cameBack('unnamed')
      expect(await payments(year.id)).toMatchObject([{ name: 'Ahli Waris Uji', state: 'returned' }])
      expect(await messages(claimId, 'scholarship-account-asked')).toHaveLength(1)
      const correct = (actor: Actor, accountNumber: string, accountHolder = 'Paman Uji') =>
        desk.guardians.correctAccount(year.id, { bankCode: '002', accountNumber, accountHolder }, actor, {
          idempotencyKey: 'other',
        })
      const good = desk.payments.account()
      await expect(correct(heir, good)).rejects.toThrow('Hanya wali')
      await expect(correct(guardian, good, 'Ahli Waris Uji')).rejects.toThrow('atas nama Paman Uji')
      const silent = desk.payments.account()
      await desk.payments.simulator.behave({ bankCode: '002', accountNumber: silent, behaviour: 'unnamed' })
      await expect(correct(guardian, silent)).rejects.toThrow('Bank belum menjawab')
      const taken = await correct(guardian, good)
      expect(await correct(guardian, good)).toEqual({ ...taken, repeated: true })
      await desk.nextDay()
      await desk.transfer()
      expect(await payments(year.id)).toMatchObject([
        { name: 'Ahli Waris Uji', state: 'returned' },
        { name: 'Paman Uji', state: 'settled', held: true },
      ])
      expect(await stateOf(award)).toBe('paid')
    })
  })

  it('ends with the right of the child, and comes back with an objection that another person upheld', async () => {
    const { award, heir } = await opened()
    const { verifier } = desk.payments
    const fire = (event: 'end' | 'object' | 'reinstate', actor: Actor, input = {}) =>
      desk.lifecycle.fireAward({ id: award, event, actor, idempotencyKey: randomUUID(), input })
    await fire('end', verifier, { ending: 'left_education', reason: 'Anak berhenti sekolah.' })
    await desk.sweep.run()
    expect(await stateOf(award)).toBe('not_payable')
    await fire('object', heir, { reason: 'Anak hanya pindah sekolah.' })
    await fire('reinstate', desk.reviewer, { reason: 'Surat sekolah yang baru benar.' })
    await desk.sweep.run()
    await desk.sweep.run()
    expect(await stateOf(award)).toBe('open')
  })

  it('is part of a forecast by school year, branch and level until it is paid', async () => {
    const before = await desk.forecast.list(desk.payments.branchId)
    const { year, heir } = await opened()
    const after = await desk.forecast.list(desk.payments.branchId)
    const sum = (rows: typeof after) => rows.reduce((all, { owed, expected }) => all + owed + expected, 0n)
    // From the fifth grade: 2 x 1.5, 3 x 2, 3 x 3 and 4 x 12 million.
    expect(sum(after) - sum(before)).toBe(66_000_000n)
    await desk.pay(year.id, fifth, heir)
    expect(sum(after) - sum(await desk.forecast.list(desk.payments.branchId))).toBe(1_500_000n)
  })

  it('is opened for all in pieces that another worker takes up where one was cut off, and for nobody twice', async () => {
    await desk.moveTo('2023-06-30')
    const families = [await opened(), await opened()]
    desk.payments.clock.moveTo('2023-07-01T01:00:00.000Z')
    const asked = { kind: 'open', schoolYear: '2023/2024', branchId: desk.payments.branchId } as const
    const preview = await desk.runs.preview(asked)
    const children = preview.reduce((sum, row) => sum + row.children, 0)
    expect(children).toBeGreaterThanOrEqual(2)
    const run = await desk.runs.begin(asked, desk.payments.manager, 'open')
    expect(run).toMatchObject({ total: children, waiting: children })
    await Promise.all([desk.runs.carryOut(run.id), desk.runs.resume()])
    expect(await desk.runs.standing(run.id)).toMatchObject({ done: children, waiting: 0, refused: 0 })
    for (const { award } of families) expect((await desk.year(award, '2023/2024')).seq).toBe(1)
    expect(await desk.runs.preview(asked)).toEqual([])
  })

  describe('by SQL with the role of the application cannot be', () => {
    const trying = (statement: string, values: unknown[] = []) =>
      expect(desk.sql.transaction((sql) => sql.rows(statement, values))).rejects

    it('moved without a step', async () => {
      const { year } = await opened()
      await trying(`update scholarship_year set state = 'approved' where id = $1`, [year.id]).toThrow(
        'without a step',
      )
    })

    it('paid without an approval', async () => {
      const { award, claimId } = await opened()
      await trying(
        `insert into payment (claim_id, round, payee_id, purpose, scholarship_year_id, amount, bank_code, account_number, account_holder, created_at)
         select $2, 1, e.id, 'scholarship', y.id, 1500000, e.bank_code, e.account_number, e.account_holder, now()
         from scholarship_award a join scholarship_year y on y.award_id = a.id and y.school_year = '2022/2023' join payee e on e.id = a.payee_id
         where a.id = $1`,
        [award, claimId],
      ).toThrow(/pays no school year|ledger does not have/)
    })

    it('written twice for one child, nor given to a third child', async () => {
      const { award, claimId } = await opened()
      const years = `insert into scholarship_year (award_id, school_year, opens_on, closes_on, catch_up_until)
        values ($1, '2022/2023', '2022-07-01', '2023-06-30', '2028-06-30')`
      await trying(years, [award]).toThrow('scholarship_year_once')
      const third = `insert into scholarship_award (claim_id, participant_nik_index, slot, child_name, child_birth_date, plan, plan_total, awarded_at)
        select id, participant_nik_index, $2, 'Cici', '2014-01-01', '[]', 0, now() from claim where id = $1`
      await trying(third, [claimId, 1]).toThrow('scholarship_slot_unique')
      await trying(third, [claimId, 3]).toThrow('scholarship_two_slots')
    })

    it('stated otherwise after it was handed in, nor verified with a sum of one’s own', async () => {
      const { year } = await verified()
      await trying(`update scholarship_year set grade = '6' where id = $1`, [year.id]).toThrow(
        'changes no more',
      )
      await desk.fire(year.id, 'approve', desk.payments.approver)
      await trying('update scholarship_year set amount = 12000000 where id = $1', [year.id]).toThrow(
        'comes with its verification',
      )
    })

    it.each([
      'update scholarship_transition set actor_id = actor_id',
      'delete from scholarship_transition',
      'delete from scholarship_year',
      'update scholarship_award set levels = levels',
      'update scholarship_year set opens_on = opens_on',
      'delete from scholarship_run_row',
    ])('%s', (statement) => trying(statement).toThrow('permission denied'))
  })
})
