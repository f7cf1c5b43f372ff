import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ClaimAssignments } from '../../src/claims/claim-assignment.service.js'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { ClaimLeases } from '../../src/claims/claim-lease.service.js'
import { ClaimQueue, deskStates, type QueueWanted } from '../../src/claims/claim-queue.query.js'
import { ClaimSearch } from '../../src/claims/claim-search.service.js'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { type Caller, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { revealedRows } from '../support/personal-data.js'

describe('the desk of a branch', () => {
  let app: TestApp
  let desk: Desk
  let branchId: string
  let first: DeskClaim
  let second: DeskClaim
  let other: Caller

  beforeAll(async () => {
    // Late in the evening in Makassar: what comes two hours later comes on another day.
    app = await TestApp.start({ now: '2022-10-17T15:00:00.000Z' })
    desk = await Desk.open(app)
    const branch = await app.sql.first<{ id: string }>("select id from branch where code = 'PSR'")
    branchId = branch?.id ?? ''
    first = await desk.lodged()
    app.clock.moveTo('2022-10-17T17:00:00.000Z')
    second = await desk.lodged()
    other = await app.as('verifier')
  })
  afterAll(() => app.stop())

  const queue = (): ClaimQueue => app.application.get(ClaimQueue, { strict: false })
  const assignments = (): ClaimAssignments => app.application.get(ClaimAssignments, { strict: false })
  const actor = (caller: Caller, role: Actor['role']): Actor => ({ id: caller.staffId, role, branchId })
  const wanted = (changes: Partial<QueueWanted> = {}): QueueWanted => ({
    branchId,
    staffId: desk.people.verifier.staffId,
    states: deskStates,
    whose: 'everyone',
    now: app.clock.now(),
    ...changes,
  })
  const numbers = async (changes: Partial<QueueWanted> = {}): Promise<string[]> =>
    (await queue().list(wanted(changes), 50)).map(({ number }) => number)
  const laidBack = async (): Promise<void> => {
    await assignments().release([first.number, second.number], 'test', actor(desk.people.manager, 'manager'))
  }

  it('lists the nearest deadline first, with the papers that are done', async () => {
    expect(await numbers()).toEqual([first.number, second.number])
    const [claim] = await queue().list(wanted(), 1)
    expect(claim).toMatchObject({ documents_done: 0, documents_asked: 8, overdue: false, assigned_to: null })
  })

  it('goes on where a page ended', async () => {
    const [claim] = await queue().list(wanted(), 1)
    const rest = await queue().list(wanted(), 50, { dueAt: claim?.due_exact ?? '', id: claim?.id ?? '' })
    expect(rest.map(({ number }) => number)).toEqual([second.number])
  })

  it('counts what it lists', async () => {
    expect((await queue().counts(wanted())).get('in_verification')).toBe(2)
    expect((await queue().counts(wanted({ flag: 'overdue' }))).get('in_verification')).toBe(0)
  })

  it('shows nothing of another branch', async () => {
    const elsewhere = await app.sql.first<{ id: string }>("select id from branch where code = 'SMD'")
    expect(await numbers({ branchId: elsewhere?.id ?? '' })).toEqual([])
  })

  it('gives two verifiers who ask at once different claims, the most urgent ones', async () => {
    const taken = await Promise.all([
      assignments().takeNext(actor(desk.people.verifier, 'verifier')),
      assignments().takeNext(actor(other, 'verifier')),
    ])
    expect(taken.toSorted()).toEqual([first.number, second.number].toSorted())
    expect(await assignments().takeNext(actor(other, 'verifier'))).toBeUndefined()
    expect(await numbers({ whose: 'nobody' })).toEqual([])
    expect(await numbers({ whose: 'me' })).toHaveLength(1)
    await laidBack()
    expect(await numbers({ whose: 'nobody' })).toHaveLength(2)
  })

  it('lets only a manager give claims to others, and only to people of the branch', async () => {
    const { verifier, manager } = desk.people
    const asVerifier = assignments().assign(
      [first.number],
      other.staffId,
      'test',
      actor(verifier, 'verifier'),
    )
    await expect(asVerifier).rejects.toThrow('kepala cabang')
    const toManager = assignments().assign([first.number], manager.staffId, 'x', actor(manager, 'manager'))
    await expect(toManager).rejects.toThrow('Pilih petugas')
    const given = await assignments().assign(
      [first.number, second.number],
      other.staffId,
      'test',
      actor(manager, 'manager'),
    )
    expect(given).toEqual([first.number, second.number])
    expect(await assignments().release([first.number], 'test', actor(verifier, 'verifier'))).toEqual([])
    await laidBack()
  })

  it('lays back what somebody had who leaves, and keeps who had it', async () => {
    const leaving = await app.hire({ username: 'pergi', roles: [{ role: 'verifier' }] })
    const number = await assignments().takeNext(actor(leaving, 'verifier'))
    await app.accounts.deactivate('pergi')
    expect(await numbers({ whose: 'nobody' })).toContain(number)
    const { id } = (await app.sql.first<{ id: string }>('select id from claim where number = $1', [
      number,
    ])) ?? { id: '' }
    expect((await assignments().history(id)).at(-1)).toMatchObject({ person: null, reason: 'account_closed' })
  })

  it('tells who has a claim open, until that is long ago', async () => {
    const leases = app.application.get(ClaimLeases, { strict: false })
    const { id } = (await app.sql.first<{ id: string }>('select id from claim limit 1')) ?? { id: '' }
    expect(await leases.look(id, other.staffId)).toBeUndefined()
    expect(await leases.look(id, desk.people.verifier.staffId)).toMatchObject({ since: app.clock.now() })
    app.clock.moveTo('2022-10-17T17:11:00.000Z')
    expect(await leases.look(id, desk.people.verifier.staffId)).toBeUndefined()
  })

  it('finds claims by number, words of a name, NIK and KPJ, and beyond the branch only with a reason', async () => {
    const search = app.application.get(ClaimSearch, { strict: false })
    const searcher = { staffId: desk.people.verifier.staffId, branchId }
    const found = async (text: string): Promise<string[]> =>
      (await search.within(text, searcher)).map(({ number }) => number)
    expect(await found(first.number.toLowerCase())).toEqual([first.number])
    expect(await found(first.claimant)).toContain(first.number)
    expect(await found('peser UJI')).toHaveLength(2)
    const [known] = await revealedRows<{ identity: string; kpj: string }>(
      app.sql,
      { identity: 'participant.identity' },
      `select p.identity, m.kpj from claim c join participant p on p.nik_index = c.participant_nik_index join membership m on m.participant_id = p.id
       where c.number = $1`,
      [second.number],
    )
    expect(await found(known?.identity[0] ?? '')).toEqual([second.number])
    expect(await found(known?.kpj ?? '')).toEqual([second.number])
    await expect(search.everywhere('peserta', ' ', searcher)).rejects.toThrow('alasan')
    expect(await search.everywhere('peserta', 'Keluarga bertanya', searcher)).toHaveLength(2)
    const kept = await app.sql.rows<{ reason: string }>('select sought_by, reason, found from claim_search')
    expect(kept).toEqual([{ sought_by: 'name', reason: expect.stringMatching(/^v1\./), found: 2 }])
    const personal = app.application.get(PersonalData, { strict: false })
    expect(await personal.reveal(kept, { reason: 'claim_search.reason' })).toMatchObject([
      { reason: 'Keluarga bertanya' },
    ])
  })

  it('leaves the queue to the claim alone', async () => {
    await expect(app.sql.rows('delete from claim_queue')).rejects.toThrow('permission denied')
  })

  it('loses a claim that is proposed, and has it back when it is sent back', async () => {
    await first.acceptAll()
    await desk.people.verifier.put(`${first.path}/payees`, { payees: [first.payee] }).expect(200)
    await first.fire('verifier', 'propose', { proposal: 'pay' })
    expect(await numbers()).not.toContain(first.number)
    await first.fire('approver', 'send_back', { reason: 'Periksa lagi.' })
    expect(await numbers()).toContain(first.number)
  })
})
