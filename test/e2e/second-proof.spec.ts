import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { generateSync } from 'otplib'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { SecondFactors } from '../../src/staff/second-factors.service.js'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'

const HALF_MINUTE = 30

describe('the proof that goes with a decision over money', () => {
  let app: TestApp
  let desk: Desk
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  afterAll(() => app.stop())

  const later = (seconds: number): void =>
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), seconds / 3600)))
  const codeFor = (secret: string): string =>
    generateSync({ secret, epoch: Math.floor(parseInstant(app.clock.now()) / 1000) })

  /** An approver who signed in with a code a moment ago. */
  async function approver(): Promise<{ caller: Caller; secret: string; signInCode: string; spare: string }> {
    const caller = await app.as({ role: 'approver', approvalLimit: 150_000_000n })
    const factors = app.application.get(SecondFactors, { strict: false })
    const { secret } = (await factors.begin(caller.staffId, caller.username)) ?? { secret: '' }
    const signInCode = codeFor(secret)
    const [spare = ''] = (await factors.enrol(caller.staffId, signInCode)) ?? []
    return { caller, secret, signInCode, spare }
  }

  async function decide(claim: DeskClaim, caller: Caller, proof?: string, key = String(randomUUID())) {
    const { version } = await claim.read()
    const asked = caller
      .post(`${claim.path}/events/approve`)
      .set('If-Match', `"${version}"`)
      .set('Idempotency-Key', key)
    return proof === undefined ? asked : asked.set('Second-Proof', encodeURIComponent(proof))
  }

  it('is missing, and nothing is done', async () => {
    const claim = await desk.inApproval()
    const { caller } = await approver()
    const refused = await decide(claim, caller)
    expect([refused.status, refused.body.code]).toEqual([401, 'second-proof-needed'])
    expect((await claim.read()).state).toBe('in_approval')
  })

  it('is not the code that opened the session, and not the password of somebody with a second factor', async () => {
    const claim = await desk.inApproval()
    const { caller, signInCode } = await approver()
    for (const typed of [signInCode, PASSWORD, '000000']) {
      const refused = await decide(claim, caller, typed)
      expect([refused.status, refused.body.code]).toEqual([401, 'second-proof-wrong'])
    }
  })

  it('is a new code, kept with the step and in its chain', async () => {
    const claim = await desk.inApproval()
    const { caller, secret } = await approver()
    later(HALF_MINUTE)
    expect((await decide(claim, caller, codeFor(secret))).status).toBe(200)
    const [step] = await app.sql.rows<{ proof: string }>(
      `select t.input ->> 'proof' as proof from claim_transition t join claim c on c.id = t.claim_id
       where c.number = $1 and t.event = 'approve'`,
      [claim.number],
    )
    expect(step?.proof).toBe('code')
    const kept = await app.sql.rows('select act, subject, method from staff_proof where staff_id = $1', [
      caller.staffId,
    ])
    expect(kept).toEqual([{ act: 'approve', subject: claim.number, method: 'code' }])
  })

  it('is good for one claim only', async () => {
    const [first, second] = [await desk.inApproval(), await desk.inApproval()]
    const { caller, secret } = await approver()
    later(HALF_MINUTE)
    const code = codeFor(secret)
    expect((await decide(first, caller, code)).status).toBe(200)
    expect((await decide(second, caller, code)).status).toBe(401)
    expect((await second.read()).state).toBe('in_approval')
  })

  it('is taken once when the same command comes twice at once, and both are answered alike', async () => {
    const claim = await desk.inApproval()
    const { caller, secret } = await approver()
    later(HALF_MINUTE)
    const [code, key] = [codeFor(secret), randomUUID()]
    const answers = await Promise.all([1, 2, 3].map(() => decide(claim, caller, code, key)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('may be a recovery code, on the day the phone is lost', async () => {
    const claim = await desk.inApproval()
    const { caller, spare } = await approver()
    expect((await decide(claim, caller, spare)).status).toBe(200)
  })

  it('is guessed five times and no more, also with the right code, until a quarter of an hour has passed', async () => {
    const claim = await desk.inApproval()
    const { caller, secret } = await approver()
    for (let tries = 0; tries < 5; tries++) expect((await decide(claim, caller, '123456')).status).toBe(401)
    later(HALF_MINUTE)
    const tooOften = await decide(claim, caller, codeFor(secret))
    expect([tooOften.status, tooOften.body.code]).toEqual([429, 'too-many-requests'])
    later(15 * 60)
    expect((await decide(claim, caller, codeFor(secret))).status).toBe(200)
  })

  it('is the password where a person has no second factor and needs none', async () => {
    const claim = await desk.inApproval()
    const caller = await app.as({ role: 'approver', approvalLimit: 150_000_000n })
    expect((await decide(claim, caller, 'bukan-sandi-saya-ini')).status).toBe(401)
    expect((await decide(claim, caller, PASSWORD)).status).toBe(200)
  })

  it('is asked of whoever releases a batch to the bank', async () => {
    const claim = await desk.inApproval()
    await claim.fire('approver', 'approve')
    const { releaser } = desk.people
    const opened = await releaser
      .post('/api/v1/payment-batches')
      .set('Idempotency-Key', randomUUID())
      .expect(201)
    const path = `/api/v1/payment-batches/${(opened.body as { id: string }).id}`
    const filled = (await releaser.post(`${path}/payments`).expect(200)).body as {
      count: number
      total: string
    }
    const counted = { count: filled.count, total: Number(filled.total) }
    await releaser.post(`${path}/close`, counted).expect(200)
    const other = await app.as('releaser')
    const refused = await other.post(`${path}/release`, counted).expect(401)
    expect(refused.body.code).toBe('second-proof-needed')
    await other.post(`${path}/release`, counted).set('Second-Proof', PASSWORD).expect(200)
  })

  it('cannot be named by the caller himself', async () => {
    const claim = await desk.inApproval()
    const caller = await app.as({ role: 'approver', approvalLimit: 150_000_000n })
    const { version } = await claim.read()
    await caller
      .post(`${claim.path}/events/approve`, { proof: 'code' })
      .set('If-Match', `"${version}"`)
      .set('Idempotency-Key', randomUUID())
      .set('Second-Proof', PASSWORD)
      .expect(422)
  })
})
