import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { PaymentSweep } from '../../src/payment/payment-sweep.service.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { Desk } from '../support/desk.js'

describe('a claim through the API', () => {
  let app: TestApp
  let desk: Desk
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  afterAll(() => app.stop())

  it('goes from the counter to the account by the hands of different people', async () => {
    const claim = await desk.inApproval()
    await claim.fire('approver', 'approve')
    const { releaser, auditor } = desk.people
    const opened = await releaser
      .post('/api/v1/payment-batches')
      .set('Idempotency-Key', randomUUID())
      .expect(201)
    const path = `/api/v1/payment-batches/${opened.body.id}`
    expect(opened.headers.location).toBe(path)
    const filled = await releaser.post(`${path}/payments`).expect(200)
    expect(filled.body).toMatchObject({ state: 'open', count: 1, total: 42_000_000, added: 1, refused: [] })

    const miscounted = await releaser.post(`${path}/close`, { count: 2, total: 42_000_000 }).expect(409)
    expect(miscounted.body).toMatchObject({ code: 'not-yet', refusals: [{ code: 'COUNT_DIFFERS' }] })
    await releaser.post(`${path}/close`, { count: 1, total: 42_000_000 }).expect(200)
    const counted = { count: 1, total: 42_000_000 }
    await releaser.post(`${path}/release`, counted).set('Second-Proof', PASSWORD).expect(409)
    const second = await desk.app.hire({ roles: [{ role: 'releaser' }] })
    const released = await second.post(`${path}/release`, counted).set('Second-Proof', PASSWORD).expect(200)
    expect(released.body).toMatchObject({ state: 'released', released: 1, held: 0 })
    const read = await auditor.get(path).expect(200)
    expect(read.body.payments).toEqual([expect.objectContaining({ claim: claim.number, amount: 42_000_000 })])
    expect(read.body.payments[0].accountNumber).toMatch(/^\*{10}\d{4}$/)

    await claim.reached('paid', () => app.application.get(PaymentSweep, { strict: false }).run())
    const history = await auditor.get(`${claim.path}/history`).expect(200)
    const steps = history.body.steps as {
      event: string
      role: string
      actor: string
      hash: string
      previousHash: string
    }[]
    expect(steps.map(({ event, role }) => `${role}: ${event}`)).toEqual([
      'officer: submit',
      'system: checks_done',
      'system: completeness_reached',
      'verifier: propose',
      'approver: approve',
      'releaser: release',
      'system: all_settled',
    ])
    expect(new Set(steps.filter(({ role }) => role !== 'system').map(({ actor }) => actor)).size).toBe(4)
    for (const [index, { previousHash }] of steps.entries())
      expect(previousHash).toBe(steps[index - 1]?.hash ?? null)
  })

  it('shows the calculation with each line and the article it rests on', async () => {
    const claim = await desk.lodged()
    const { body } = await desk.people.verifier.get(`${claim.path}/calculation`).expect(200)
    expect(body).toMatchObject({ decision: 'payable', total: 42_000_000, current: true })
    expect(
      body.lines.map((line: { amount: number }) => line.amount).reduce((a: number, b: number) => a + b),
    ).toBe(42_000_000)
    for (const line of body.lines) {
      expect(line.article).toMatch(/Pasal|Lampiran/)
      expect(line.because).not.toBe('')
    }
  })

  describe('its steps', () => {
    it('are those of the person who asks, with every reason against them in words', async () => {
      const claim = await desk.lodged()
      const { body } = await desk.people.verifier.get(`${claim.path}/steps`).expect(200)
      const steps = Object.fromEntries(body.steps.map((step: { event: string }) => [step.event, step]))
      expect(body).toMatchObject({
        number: claim.number,
        state: 'in_verification',
        stateLabel: 'Verifikasi berkas',
      })
      expect(steps.refer).toMatchObject({
        allowed: true,
        refusals: [],
        accepts: ['party', 'question', 'dueOn'],
        role: 'verifier',
      })
      expect(steps.propose.allowed).toBe(false)
      expect(steps.propose.refusals.map(({ code }: { code: string }) => code)).toContain(
        'ITEMS_NOT_LOOKED_AT',
      )
      for (const { words } of steps.propose.refusals) expect(words).toMatch(/^[A-Z].*\.$/)
      expect(steps.approve).toBeUndefined()
    })

    it('are merged over the roles of a person who holds several', async () => {
      const claim = await desk.lodged()
      const both = await app.as('manager', 'verifier')
      const { body } = await both.get(`${claim.path}/steps`).expect(200)
      const steps = Object.fromEntries(
        body.steps.map((step: { event: string; role: string }) => [step.event, step.role]),
      )
      expect(steps).toMatchObject({ refer: 'verifier', investigate: 'manager' })
    })

    it('are none for somebody who may only read', async () => {
      const claim = await desk.lodged()
      const { body } = await desk.people.auditor.get(`${claim.path}/steps`).expect(200)
      expect(body.steps).toEqual([])
    })
  })

  describe('a step', () => {
    it('refused names every obstacle in words and what is possible instead', async () => {
      const claim = await desk.lodged()
      const { version } = await claim.read()
      const refused = await claim.try('verifier', 'propose', { version, input: { proposal: 'pay' } })
      expect(refused.status).toBe(409)
      expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(refused.body).toMatchObject({
        status: 409,
        code: 'not-yet',
        title: 'Langkah ini belum dapat dilakukan',
        instance: `${claim.path}/events/propose`,
        allowed: expect.arrayContaining(['refer']),
      })
      expect(refused.body.refusals.length).toBeGreaterThan(1)
      for (const { words } of refused.body.refusals) expect(words).not.toMatch(/[{}]/)
      expect((await claim.read()).version).toBe(version)
    })

    it('done twice with one key is done once, twenty at a time', async () => {
      const claim = await desk.inApproval()
      const { version } = await claim.read()
      const key = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => claim.try('approver', 'approve', { version, key })),
      )
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
      expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1)
      expect(new Set(answers.map(({ body }) => body.seq)).size).toBe(1)
      const history = await desk.people.auditor.get(`${claim.path}/history`)
      expect(history.body.steps.filter(({ event }: { event: string }) => event === 'approve')).toHaveLength(1)
      const [payments] = await app.sql.rows<{ count: bigint }>(
        'select count(*) from payment p join claim c on c.id = p.claim_id where c.number = $1',
        [claim.number],
      )
      expect(payments?.count).toBe(1n)
    })

    it('with a key that was used for another input is refused', async () => {
      const claim = await desk.inApproval()
      const { version } = await claim.read()
      const key = randomUUID()
      await claim
        .try('approver', 'send_back', { version, key, input: { reason: 'Lampirkan surat kematian.' } })
        .expect(200)
      const other = await claim
        .try('approver', 'send_back', { version, key, input: { reason: 'Alasan lain.' } })
        .expect(409)
      expect(other.body.code).toBe('key-reused')
    })

    it('with a key that was used for another step is refused', async () => {
      const claim = await desk.inApproval()
      const { version } = await claim.read()
      const key = randomUUID()
      await claim.try('approver', 'approve', { version, key }).expect(200)
      const other = await claim.try('approver', 'endorse', { version: version + 1, key }).expect(409)
      expect(other.body.code).toBe('key-reused')
    })

    it('of two people with the same key is two steps', async () => {
      const claim = await desk.draft()
      const key = randomUUID()
      await claim.try('officer', 'submit', { key }).expect(200)
      const again = await claim.try(await app.as('officer'), 'submit', { key, version: 0 })
      expect(again.body.repeated).not.toBe(true)
    })

    it('on a claim that has moved since is refused with the version it has now', async () => {
      const claim = await desk.lodged()
      const { version } = await claim.read()
      const stale = await claim
        .try('verifier', 'propose', { version: version - 1, input: { proposal: 'pay' } })
        .expect(409)
      expect(stale.body).toMatchObject({
        code: 'stale-claim',
        expectedVersion: version - 1,
        currentVersion: version,
      })
    })

    it('answers with the new version as ETag', async () => {
      const claim = await desk.draft()
      const read = await desk.people.officer.get(claim.path).expect(200)
      expect(read.headers.etag).toBe('"0"')
      const done = await claim.try('officer', 'submit').expect(200)
      expect(done.headers.etag).toBe('"1"')
      expect(done.body).toMatchObject({
        event: 'submit',
        from: 'draft',
        to: 'screening',
        version: 1,
        seq: 1,
        repeated: false,
      })
    })

    it.each([
      ['without If-Match', { 'Idempotency-Key': randomUUID() }, 428, 'version-missing'],
      [
        'with an If-Match that names no version',
        { 'Idempotency-Key': randomUUID(), 'If-Match': '*' },
        428,
        'version-missing',
      ],
      ['without a key', { 'If-Match': '"0"' }, 400, 'key-missing'],
      ['with a key of one letter', { 'If-Match': '"0"', 'Idempotency-Key': 'x' }, 400, 'key-missing'],
    ])('%s is refused', async (_, headers, status, code) => {
      const claim = await desk.draft()
      const refused = await desk.people.officer
        .post(`${claim.path}/events/submit`)
        .set(headers)
        .expect(status)
      expect(refused.body.code).toBe(code)
    })

    it('by the person who verified is no approval, whatever other role they hold', async () => {
      const both = await app.as('verifier', { role: 'approver', approvalLimit: 150_000_000n })
      const claim = await desk.verified()
      const { version } = await claim.read()
      await claim.try(both, 'propose', { version, input: { proposal: 'pay' } }).expect(200)
      const refused = await claim.try(both, 'approve', { version: version + 1 }).expect(409)
      expect(refused.body.refusals).toEqual([
        {
          code: 'DUTY_ALREADY_HELD',
          params: { duty: 'verify' },
          words: expect.stringContaining('(Verifikasi)'),
        },
      ])
    })

    it('above the limit of the approver is refused with both amounts as people write them', async () => {
      const claim = await desk.inApproval()
      const small = await app.as({ role: 'approver', approvalLimit: 10_000_000n })
      const { version } = await claim.read()
      const refused = await claim.try(small, 'approve', { version }).expect(409)
      expect(refused.body.refusals[0]).toMatchObject({
        code: 'OVER_LIMIT',
        words: expect.stringMatching(/Rp42\.000\.000.*Rp10\.000\.000/),
      })
    })
  })

  it('twenty reports of one death through the API become one claim with twenty parties', async () => {
    const answers = await desk.answers()
    const drafts = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        desk.draft({
          ...answers,
          claimant: { ...answers.claimant, name: `Pelapor ${index}`, phone: `0813 5550 ${2000 + index}` },
        }),
      ),
    )
    const answersOfAll = await Promise.all(drafts.map((draft) => draft.try('officer', 'submit')))
    expect(answersOfAll.map(({ status }) => status)).toEqual(drafts.map(() => 200))
    const lodged = answersOfAll.filter(({ body }) => body.event === 'submit')
    expect(lodged).toHaveLength(1)
    const surviving = String(lodged[0]?.body.number)
    const read = await desk.people.officer.get(`/api/v1/claims/${surviving}`).expect(200)
    expect(new Set(read.body.parties.map(({ name }: { name: string }) => name)).size).toBe(20)
    const joined = drafts.find(({ number }) => number !== surviving)
    const other = await desk.people.officer.get(joined?.path ?? '').expect(200)
    expect(other.body).toMatchObject({ state: 'merged', joinedTo: surviving })
  })
})
