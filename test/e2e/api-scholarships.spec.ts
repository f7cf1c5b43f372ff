import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { YearPaperDecisions } from '../../src/scholarship/year-paper-decisions.service.js'
import { SessionReader } from '../../src/platform/login/signed-in.js'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { Desk } from '../support/desk.js'
import { SchoolFamily } from '../support/school-family.js'

const YEARS = '/api/v1/scholarships/school-years'
const RUNS = '/api/v1/scholarships/runs'

describe('scholarships at the door for machines', () => {
  let app: TestApp
  let desk: Desk
  let family: SchoolFamily
  let year: string
  beforeAll(async () => {
    app = await TestApp.start({ now: '2022-11-20T01:00:00.000Z' })
    desk = await Desk.open(app)
    const child = { birthDate: '2012-04-12', level: 'TK_SD', grade: '5', firstSchoolYear: '2022/2023' }
    family = await SchoolFamily.of(app, desk, [{ name: 'Ani', ...child }])
    const [award = ''] = family.awards
    await family.settle(award, '401202559901')
    year = await family.yearOf(award, '2022/2023')
    await family.apply(year, { level: 'TK_SD', grade: '5' })
  })
  afterAll(() => app.stop())

  function take(
    caller: Caller,
    event: string,
    {
      version,
      input = {},
      proof = PASSWORD,
      key = String(randomUUID()),
    }: { version: number; input?: object; proof?: string; key?: string },
  ) {
    return caller
      .post(`${YEARS}/${year}/events/${event}`, input)
      .set('If-Match', `"${version}"`)
      .set('Idempotency-Key', key)
      .set('Second-Proof', proof)
  }

  it('are listed and read with what the law says and the version to act on', async () => {
    const { verifier } = desk.people
    const list = (await verifier.get(YEARS).expect(200)).body
    expect(list).toMatchObject({
      items: [{ id: year, child: 'Ani', state: 'evidence_in', receivedOn: '2022-11-20' }],
      next: null,
    })
    const read = await verifier.get(`${YEARS}/${year}`).expect(200)
    expect(read.headers.etag).toBe('"2"')
    expect(read.body).toMatchObject({
      ruling: { payable: true, amount: 1_500_000, article: expect.stringContaining('PP 82/2019') },
      missing: [],
    })
    const { body } = await verifier.get(`${YEARS}/${year}/steps`).expect(200)
    expect(body.steps).toMatchObject([
      { event: 'verify', allowed: false, refusals: [{ code: 'ITEMS_NOT_LOOKED_AT' }] },
      { event: 'return_evidence', allowed: false },
    ])
  })

  it('of another branch are answered like ones that do not exist', async () => {
    const elsewhere = await app.hire({ roles: [{ role: 'verifier' }], branchCode: 'SMD' })
    expect((await elsewhere.get(YEARS).expect(200)).body).toMatchObject({ items: [] })
    for (const path of [`${YEARS}/${year}`, `${YEARS}/${year}/steps`]) await elsewhere.get(path).expect(404)
    await take(elsewhere, 'verify', { version: 2 }).expect(404)
    await desk.people.verifier.get(`${YEARS}/keliru`).expect(404)
  })

  it('are verified once, from the version that was seen', async () => {
    const { verifier } = desk.people
    const staff = await app.application.get(SessionReader, { strict: false }).read(verifier.token)
    if (!staff) throw new Error('nobody is signed in')
    const papers = app.application.get(YearPaperDecisions, { strict: false })
    for (const code of ['SK_SEKOLAH', 'RAPOR']) await papers.decide(year, code, null, staff)
    await take(verifier, 'verify', { version: 1 }).expect(409)
    const key = randomUUID()
    expect((await take(verifier, 'verify', { version: 2, key }).expect(200)).body).toMatchObject({
      to: 'verified',
      version: 3,
      repeated: false,
    })
    expect((await take(verifier, 'verify', { version: 2, key }).expect(200)).body).toMatchObject({
      version: 3,
      repeated: true,
    })
    await expect(papers.decide(year, 'RAPOR', null, staff)).rejects.toThrow('no-such-step')
  })

  it('are decided by somebody who proves who he is, on a ground that fits', async () => {
    const { approver } = desk.people
    const unproven = await take(approver, 'approve', { version: 3, proof: '' })
    expect([unproven.status, unproven.body.code]).toEqual([401, 'second-proof-needed'])
    const input = { groundCode: 'CHILD_MARRIED', reason: 'Anak sudah menikah.' }
    await take(approver, 'deny', { version: 3, input }).expect(422)
    expect((await take(approver, 'approve', { version: 3 }).expect(200)).body).toMatchObject({
      to: 'approved',
    })
  })

  it('are named in the batch that pays them', async () => {
    const { releaser } = desk.people
    const key = randomUUID()
    const batch = (await releaser.post('/api/v1/payment-batches').set('Idempotency-Key', key).expect(201))
      .body.id
    await releaser.post(`/api/v1/payment-batches/${batch}/payments`).expect(200)
    const { body } = await releaser.get(`/api/v1/payment-batches/${batch}`).expect(200)
    expect(body.payments).toContainEqual(
      expect.objectContaining({ amount: 1_500_000, scholarship: 'Ani 2022/2023' }),
    )
  })

  it('are begun for many by a manager, one run of a kind at a time', async () => {
    app.clock.moveTo('2023-07-01T01:00:00.000Z')
    const [manager, verifier, auditor] = [
      await app.as('manager'),
      await app.as('verifier'),
      await app.as('auditor'),
    ]
    const asked = { kind: 'open', schoolYear: '2023/2024' }
    const begin = (caller: Caller) => caller.post(RUNS, asked).set('Idempotency-Key', randomUUID())
    const preview = await manager.get(`${RUNS}/preview?kind=open&schoolYear=2023/2024`).expect(200)
    expect(preview.body).toMatchObject({ items: [{ children: 1, expected: 1_500_000 }] })
    await begin(verifier).expect(403)
    const run = (await begin(manager).expect(201)).body
    expect(run).toMatchObject({ total: 1, waiting: 1, finishedAt: null })
    expect((await begin(manager).expect(422)).body.errors).toMatchObject([{ code: 'RUN_UNDER_WAY' }])
    await family.sweep()
    expect((await manager.get(`${RUNS}/${run.id}`).expect(200)).body).toMatchObject({ done: 1, waiting: 0 })
    const { body } = await auditor.get('/api/v1/scholarships/forecast').expect(200)
    expect(body.items[0]).toMatchObject({ schoolYear: '2022/2023', owed: 1_500_000, children: 1 })
  })
})
