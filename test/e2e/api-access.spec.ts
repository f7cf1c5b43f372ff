import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { claimEvents, claimTable } from '#libs/lifecycle'
import { staffRoles } from '../../src/platform/login/staff-roles.js'
import { type Caller, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { filled, routesOf } from '../support/routes.js'

const UUID = '00000000-0000-4000-8000-000000000000'
const inPath = { event: 'refer', code: 'KTP_PESERTA', file: UUID, id: UUID }

/** What a role may do with a claim; who may call which route at all stands in test/permissions. */
describe('who may do what', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let byRole: Map<string, Caller>
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    claim = await desk.lodged()
    byRole = new Map()
    for (const role of staffRoles) {
      byRole.set(role, await app.as(role === 'approver' ? { role, approvalLimit: 150_000_000n } : role))
    }
  })
  afterAll(() => app.stop())

  it('follows the table for every event and every role', async () => {
    const { state, version } = await claim.read()
    for (const event of claimEvents) {
      const row = claimTable.find((candidate) => candidate.from === state && candidate.event === event)
      for (const [role, caller] of byRole) {
        if (row?.by.includes(role as never)) continue
        const { status, body } = await claim.try(caller, event, { version })
        const moves = claimTable.some(({ by }) => by.includes(role as never))
        const code = !moves ? 'not-allowed' : row ? 'not-your-role' : 'no-such-step'
        // A second submission is answered by the intake, which looks at the same table.
        expect({ event, role, status, code: body.code }).toEqual({
          event,
          role,
          status: moves ? 409 : 403,
          code,
        })
      }
    }
    expect((await claim.read()).version).toBe(version)
  })

  it('passes a step on to the guards for every role that the table admits', async () => {
    const { state, version } = await claim.read()
    for (const row of claimTable.filter(({ from }) => from === state)) {
      for (const role of row.by) {
        const caller = byRole.get(role)
        if (!caller || row.guards.length < 3) continue
        const { body } = await claim.try(caller, row.event, { version })
        expect({ event: row.event, role, code: body.code }).toEqual({
          event: row.event,
          role,
          code: 'not-yet',
        })
      }
    }
  })

  describe('in another branch', () => {
    let elsewhere: Caller
    beforeAll(async () => {
      const roles = [{ role: 'officer' }, { role: 'verifier' }, { role: 'manager' }, { role: 'releaser' }]
      elsewhere = await app.hire({ roles, branchCode: 'SMD' })
    })

    it('a claim is answered like one that does not exist, at every route', async () => {
      for (const { method, path, access = [], name } of routesOf(app.application)) {
        const ours = (['officer', 'verifier', 'manager'] as const).some((role) => access.includes(role))
        if (!path.includes('/claims/:number') || !ours) continue
        const bodies: Record<string, object> = {
          '/api/v1/claims/:number/payees': { payees: [claim.payee] },
          '/api/v1/claims/:number/documents/:code/decision': { decision: 'accept' },
          '/api/v1/claims/:number/family': { relatives: [{ name: 'Ahli Waris', relation: 'child' }] },
          '/api/v1/claims/:number/documents/:code/statement': { reason: 'Hilang.' },
          '/api/v1/claims/:number/recoveries': {
            payeeId: UUID,
            amount: 1,
            reason: 'Penerima keliru ditetapkan.',
          },
          '/api/v1/claims/:number/coverage-differences/:difference': {
            outcome: 'kept',
            reason: 'Sudah dicek.',
          },
        }
        const answers = []
        for (const number of [claim.number, 'JKM-PSR-2210-999999']) {
          let request = elsewhere[method](filled(path, { ...inPath, number })).set({
            'If-Match': '"1"',
            'Idempotency-Key': UUID,
          })
          if (method !== 'get' && bodies[path]) request = request.send(bodies[path])
          const { status, body } = await request
          const code = method === 'head' ? 'not-found' : body.code
          answers.push({ name, status, code, detail: body.detail })
        }
        // What the protocol of uploads can do is the same for everybody, and no word about a claim.
        if (method !== 'options') expect(answers[0]).toMatchObject({ status: 404, code: 'not-found' })
        expect(answers[0]).toEqual(answers[1])
      }
    })

    it('a claim is in no list', async () => {
      const { body } = await elsewhere.get('/api/v1/claims').expect(200)
      expect(body.items).toEqual([])
    })

    it('a batch is answered like one that does not exist', async () => {
      const opened = await desk.people.releaser
        .post('/api/v1/payment-batches')
        .set('Idempotency-Key', `${UUID}-batch`)
        .expect(201)
      for (const id of [opened.body.id as string, UUID, 'x']) {
        expect((await elsewhere.get(`/api/v1/payment-batches/${id}`).expect(404)).body.code).toBe('not-found')
      }
    })

    it('no draft is opened', async () => {
      const body = { type: 'jkm_death', branch: 'PSR', answers: await desk.answers() }
      expect((await elsewhere.post('/api/v1/claims', body).expect(403)).body.code).toBe('not-allowed')
    })

    it('an auditor sees everything and moves nothing', async () => {
      const auditor = await app.hire({ roles: [{ role: 'auditor' }], branchCode: 'SMD' })
      await auditor.get(claim.path).expect(200)
      const { body } = await auditor.get('/api/v1/claims').expect(200)
      expect(body.items.map(({ number }: { number: string }) => number)).toContain(claim.number)
      await claim.try(auditor, 'refer').expect(403)
    })
  })
})
