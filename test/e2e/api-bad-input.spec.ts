import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { sendForm } from '../support/staff-form.js'

/** The place of a page that ended at a moment, as our cursors spell it. */
const cursorAt = (moment: string) =>
  Buffer.from(`${moment}~00000000-0000-4000-8000-000000000000`).toString('base64url')

describe('bad input', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let good: Record<string, unknown>
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    claim = await desk.draft()
    good = { type: 'jkm_death', branch: 'PSR', answers: await desk.answers() }
  })
  afterAll(async () => {
    // Nothing of all this was foreseen as a fault of ours, and nothing was half done.
    expect(app.log.filter((line) => line.includes('"statusCode":5'))).toEqual([])
    await app.stop()
  })

  async function claims(): Promise<number> {
    const [row] = await app.sql.rows<{ count: number }>(
      'select (select count(*) from claim)::int + (select count(*) from claim_party)::int as count',
    )
    return row?.count ?? 0
  }
  const changed = (at: string, value: unknown): object => {
    const body = structuredClone(good)
    const keys = at.split('.')
    const last = keys.pop() ?? ''
    let part = body
    for (const key of keys) part = part[key] as Record<string, unknown>
    part[last] = value
    return body
  }

  describe('in the body of a new claim names the field, a code and the cure', () => {
    it.each([
      ['type', 'jkp_death', '/type', 'NOT_ONE_OF'],
      ['type', ['jkm_death'], '/type', 'NOT_ONE_OF'],
      ['type', undefined, '/type', 'NOT_ONE_OF'],
      ['branch', 7, '/branch', 'WRONG_FORM'],
      ['answers', undefined, '/answers', 'NOT_AN_OBJECT'],
      ['answers', null, '/answers', 'NOT_AN_OBJECT'],
      ['answers', [], '/answers', 'NOT_AN_OBJECT'],
      ['answers', 'semua', '/answers', 'NOT_AN_OBJECT'],
      ['answers.participant', undefined, '/answers/participant', 'NOT_AN_OBJECT'],
      ['answers.participant', [{}], '/answers/participant', 'NOT_AN_OBJECT'],
      ['answers.participant.nik', 6401041203750001, '/answers/participant/nik', 'WRONG_FORM'],
      ['answers.participant.nik', '640104120375000', '/answers/participant/nik', 'WRONG_FORM'],
      ['answers.participant.nik', { $ne: '' }, '/answers/participant/nik', 'WRONG_FORM'],
      ['answers.participant.name', '', '/answers/participant/name', 'WRONG_LENGTH'],
      ['answers.participant.name', 'a'.repeat(101), '/answers/participant/name', 'WRONG_LENGTH'],
      ['answers.participant.name', 'Siti\u0000Aminah', '/answers/participant/name', 'UNREADABLE_TEXT'],
      ['answers.participant.name', 'Siti \ud800', '/answers/participant/name', 'UNREADABLE_TEXT'],
      ['answers.event.eventDate', '11-10-2022', '/answers/event/eventDate', 'WRONG_FORM'],
      ['answers.event.eventDate', '2022-02-30', '/answers/event/eventDate', 'NO_SUCH_DATE'],
      ['answers.event.eventDate', '0000-01-01', '/answers/event/eventDate', 'NO_SUCH_DATE'],
      ['answers.event.accidentAt', 'kemarin', '/answers/event/accidentAt', 'NOT_AN_INSTANT'],
      ['answers.claimant.phone', '+1 555 0100', '/answers/claimant/phone', 'WRONG_FORM'],
      ['answers.children', {}, '/answers/children', 'NOT_A_LIST'],
      ['answers.children', ['Budi'], '/answers/children/0', 'NOT_AN_OBJECT'],
      ['answers.children', [{ name: 'Budi' }], '/answers/children/0/birthDate', 'WRONG_FORM'],
      [
        'answers.children',
        Array(21).fill({ name: 'B', birthDate: '2015-01-01' }),
        '/answers/children',
        'TOO_MANY',
      ],
      ['extra', 1, '/extra', 'UNKNOWN_FIELD'],
      ['answers.claimant.isAdmin', true, '/answers/claimant/isAdmin', 'UNKNOWN_FIELD'],
      ['answers.a~b/c', true, '/answers/a~0b~1c', 'UNKNOWN_FIELD'],
    ])('%s = %j', async (at, value, pointer, code) => {
      const before = await claims()
      const { status, body, headers } = await desk.people.officer.post('/api/v1/claims', changed(at, value))
      expect(status).toBe(422)
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(body).toMatchObject({
        code: 'invalid-input',
        status: 422,
        title: 'Ada isian yang perlu diperbaiki',
      })
      const error = body.errors.find((candidate: { pointer: string }) => candidate.pointer === pointer)
      expect(error).toMatchObject({ pointer, code })
      expect(error.detail).not.toMatch(/must|should|each value|undefined/)
      expect(await claims()).toBe(before)
    })

    it('and all of them at once', async () => {
      const { body } = await desk.people.officer.post('/api/v1/claims', {
        branch: 'paser',
        answers: { participant: {} },
        more: 1,
      })
      const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer)
      expect(pointers).toEqual(
        expect.arrayContaining([
          '/type',
          '/branch',
          '/more',
          '/answers/participant/nik',
          '/answers/participant/name',
          '/answers/event',
          '/answers/claimant',
        ]),
      )
      expect(new Set(pointers).size).toBe(pointers.length)
    })

    it('also where the name of a field is one of the language', async () => {
      const body = JSON.stringify(good).replace('{', '{"__proto__": {"polluted": true}, "constructor": 1,')
      const refused = await desk.people.officer
        .post('/api/v1/claims')
        .set('Content-Type', 'application/json')
        .send(body)
      expect(refused.status).toBe(422)
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    })
  })

  describe('in a request as such', () => {
    it.each([
      ['broken JSON', '{"type": "jkm_death", ', 'application/json', 400, 'malformed-request'],
      ['JSON that is no object', '"jkm_death"', 'application/json', 400, 'malformed-request'],
      ['a list where an object belongs', '[]', 'application/json', 422, 'invalid-input'],
      ['a form', 'type=jkm_death', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
      ['plain text', 'hello', 'text/plain', 415, 'unsupported-media-type'],
      ['an unknown character set', '{}', 'application/json; charset=latin-9', 415, 'unsupported-media-type'],
      [
        'a body of a megabyte',
        JSON.stringify({ type: 'x'.repeat(1024 * 1024) }),
        'application/json',
        413,
        'body-too-large',
      ],
    ])('%s', async (_, body, type, status, code) => {
      const refused = await desk.people.officer.post('/api/v1/claims').set('Content-Type', type).send(body)
      expect({ status: refused.status, code: refused.body.code }).toEqual({ status, code })
      expect(refused.headers['content-type']).toContain('application/problem+json')
      expect(JSON.stringify(refused.body)).not.toMatch(/node_modules|SyntaxError|Unexpected/)
    })

    it.each([
      ['an unknown route', 'get', '/api/v1/nothing-here', 404, 'not-found'],
      ['a method that the route does not know', 'delete', '/api/v1/claims', 404, 'not-found'],
      ['an address that cannot be decoded', 'get', '/api/v1/claims/%E0%A4%A', 400, 'malformed-request'],
      ['an unknown claim', 'get', '/api/v1/claims/JKM-PSR-2210-999999', 404, 'not-found'],
      ['a claim number with a null character', 'get', '/api/v1/claims/%00', 404, 'not-found'],
      [
        'a claim number of ten thousand letters',
        'get',
        `/api/v1/claims/${'A'.repeat(10_000)}`,
        404,
        'not-found',
      ],
    ] as const)('%s', async (_, method, path, status, code) => {
      const refused = await desk.people.officer[method](path)
      expect({ status: refused.status, code: refused.body.code }).toEqual({ status, code })
      expect(refused.body).toMatchObject({
        status,
        instance: path,
        title: expect.any(String),
        detail: expect.any(String),
      })
    })

    it('names a page that explains it in words', async () => {
      const refused = await desk.people.officer
        .get('/api/v1/claims/JKM-PSR-2210-999999')
        .set('Host', 'santun.test')
      expect(refused.body.type).toBe('http://localhost:3000/api/problems/not-found')
      const page = await app.nobody
        .get('/api/problems/not-found')
        .expect(200)
        .expect('Content-Type', /text\/html/)
      expect(page.text).toContain('<h1>Tidak ditemukan</h1>')
      await app.nobody.get('/api/problems/no-such-code').expect(404)
    })
  })

  describe('with a step', () => {
    it.each([
      ['propose', { proposal: 'maybe' }, '/proposal', 'NOT_ONE_OF'],
      ['propose', { proposal: 'refuse', grounds: [{ code: 'x' }] }, '/grounds/0/code', 'WRONG_FORM'],
      ['propose', { proposal: 'refuse', grounds: 'none' }, '/grounds', 'NOT_A_LIST'],
      ['refer', { dueOn: '2022-13-01' }, '/dueOn', 'WRONG_FORM'],
      ['refer', { dueOn: '2022-02-30' }, '/dueOn', 'NO_SUCH_DATE'],
      ['refer', { party: 12 }, '/party', 'NOT_A_TEXT'],
      ['investigate', { questions: [1] }, '/questions', 'NOT_A_TEXT'],
      ['investigate', { investigatorId: 'bayu' }, '/investigatorId', 'NOT_AN_ID'],
      ['submit', { state: 'paid' }, '/state', 'UNKNOWN_FIELD'],
      ['approve', { amount: 1 }, '/amount', 'UNKNOWN_FIELD'],
    ])('%s %j', async (event, input, pointer, code) => {
      const post = event === 'submit' ? 'officer' : event === 'approve' ? 'approver' : 'verifier'
      const refused = await claim.try(post, event, { input })
      expect(refused.status).toBe(422)
      expect(refused.body.errors).toContainEqual({ pointer, code, detail: expect.any(String) })
      expect((await claim.read()).version).toBe(0)
    })

    it('that nobody has ever heard of', async () => {
      expect((await claim.try('verifier', 'fly').expect(404)).body.code).toBe('not-found')
    })
  })

  describe('in a list', () => {
    it.each([
      ['state=sleeping', '/state', 'NOT_ONE_OF'],
      ['state=draft,sleeping', '/state', 'NOT_ONE_OF'],
      ['limit=0', '/limit', 'TOO_SMALL'],
      ['limit=201', '/limit', 'TOO_LARGE'],
      ['limit=ten', '/limit', 'NOT_A_WHOLE_NUMBER'],
      ['due=tomorrow', '/due', 'WRONG_FORM'],
      ['due=2022-02-30', '/due', 'NO_SUCH_DATE'],
      ['cursor=AAAA', '/cursor', 'UNKNOWN_CURSOR'],
      ['cursor=%27', '/cursor', 'WRONG_FORM'],
      [`cursor=${cursorAt('2022-02-30T00:00:00.000000Z')}`, '/cursor', 'UNKNOWN_CURSOR'],
      [`cursor=${cursorAt('0000-01-01T00:00:00.000000Z')}`, '/cursor', 'UNKNOWN_CURSOR'],
      ['sort=name', '/sort', 'UNKNOWN_FIELD'],
    ])('%s', async (query, pointer, code) => {
      const refused = await desk.people.officer.get(`/api/v1/claims?${query}`).expect(422)
      expect(refused.body.errors.map((error: object) => ({ ...error, detail: '' }))).toContainEqual({
        pointer,
        code,
        detail: '',
      })
    })
  })

  it('as text that nothing can keep is refused on pages too, in an address and in a form', async () => {
    const { verifier } = desk.people
    const asked = await verifier.get('/pimpinan/kelebihan-bayar/catat?klaim=a%00b').set('Accept', 'text/html')
    expect(asked.status).toBe(422)
    const sought = await sendForm(verifier, '/petugas/cari', { cari: 'a\u0000b' })
    expect(sought.status).toBe(422)
  })

  it('in the address of a page, as a place in a list or the number of a payment, is never a fault of ours', async () => {
    const { reconciler, releaser } = desk.people
    for (const since of ['2022-02-31T25:61:00.000Z', '2022-99-01T00:00:00.000Z', '0000-00-00T00:00:00.000Z'])
      await reconciler.get(`/pimpinan/rekonsiliasi?sejak=${since}&sesudah=x`).expect(200)
    const at = '/pimpinan/pembayaran/7d7c9a50-0000-4000-8000-000000000051/bayar/1'
    for (const [caller, step] of [
      [releaser, 'keluarkan'],
      [reconciler, 'bukti'],
    ] as const)
      expect((await sendForm(caller, `${at}/${step}`, { reason: 'Rekening salah.' })).status).toBe(404)
  })

  it('in payees, batches and coverage', async () => {
    const { verifier, releaser, officer } = desk.people
    const payees = await verifier
      .put(`${claim.path}/payees`, { payees: [{ ...claim.payee, accountNumber: '12' }] })
      .expect(422)
    expect(payees.body.errors[0]).toMatchObject({ pointer: '/payees/0/accountNumber', code: 'WRONG_FORM' })
    const early = await verifier.put(`${claim.path}/payees`, { payees: [claim.payee] }).expect(409)
    expect(early.body.code).toBe('no-such-step')
    const opened = await releaser
      .post('/api/v1/payment-batches')
      .set('Idempotency-Key', 'batch-of-bad-input')
      .expect(201)
    const closed = await releaser
      .post(`/api/v1/payment-batches/${opened.body.id}/close`, { count: 1.5, total: '42000000' })
      .expect(422)
    expect(
      closed.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
    ).toEqual(['/count NOT_A_WHOLE_NUMBER', '/total NOT_A_WHOLE_NUMBER'])
    const coverage = await officer
      .post('/api/v1/participants/coverage', { nik: '123', eventDate: 'x' })
      .expect(422)
    expect(coverage.body.errors).toHaveLength(2)
  })
})
