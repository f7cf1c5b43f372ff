import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PASSWORD, TestApp } from '../support/app.js'

const SESSIONS = '/api/v1/sessions'
const ME = '/api/v1/sessions/current'

describe('signing in', () => {
  let app: TestApp
  let counter = 0
  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false, now: '2026-03-02T02:00:00.000Z' })
  })
  afterAll(() => app.stop())

  async function somebody(): Promise<string> {
    const username = `orang${++counter}`
    await app.accounts.createMember({
      username,
      displayName: 'Dewi Lestari',
      password: PASSWORD,
      branchCode: 'PSR',
      roles: [{ role: 'verifier' }, { role: 'approver', approvalLimit: 150_000_000n }],
    })
    return username
  }
  const open = (username: string, password: string) => app.nobody.post(SESSIONS).send({ username, password })

  it('tells who is signed in, in which branch and with which roles', async () => {
    const username = await somebody()
    const opened = await open(username, PASSWORD).expect(201)
    const me = await app.nobody.get(ME).set('Authorization', `Bearer ${opened.body.token}`).expect(200)
    expect(me.body).toEqual({
      username,
      name: 'Dewi Lestari',
      branch: { code: 'PSR', name: 'Kantor Cabang Paser' },
      roles: [
        { role: 'approver', approvalLimit: 150_000_000 },
        { role: 'verifier', approvalLimit: null },
      ],
      expiresAt: '2026-03-02T14:00:00.000Z',
    })
  })

  it('keeps no token and no password, only what cannot be turned back', async () => {
    const username = await somebody()
    const { body } = await open(username, PASSWORD).expect(201)
    const [row] = await app.sql.rows<{ kept: string }>(
      `select s::text || m::text as kept from staff_session s join staff_member m on m.id = s.staff_id where m.username = $1`,
      [username],
    )
    expect(body.token).toMatch(/^[\w-]{43}$/)
    expect(row?.kept).not.toContain(body.token)
    expect(row?.kept).not.toContain(Buffer.from(body.token, 'base64url').toString('hex'))
    expect(row?.kept).not.toContain(PASSWORD)
    expect(row?.kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })

  it('answers an unknown name, a wrong password, a closed and a locked account alike', async () => {
    const [wrong, closed, locked] = [await somebody(), await somebody(), await somebody()]
    await app.accounts.deactivate(closed)
    for (let attempt = 0; attempt < 5; attempt++) await open(locked, 'not the password at all')
    const answers = [
      await open('nobody-of-that-name', PASSWORD),
      await open(wrong, 'not the password at all'),
      await open(closed, PASSWORD),
      await open(locked, PASSWORD),
    ].map(({ status, body, headers }) => ({ status, body, type: headers['content-type'] }))
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'sign-in-failed', status: 401 } })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  it('locks an account for fifteen minutes after five failures, whoever knows the password', async () => {
    const username = await somebody()
    for (let attempt = 0; attempt < 5; attempt++) await open(username, 'not the password at all').expect(401)
    await open(username, PASSWORD).expect(401)
    const before = app.clock.now()
    app.clock.moveTo(minutesAfter(before, 14))
    await open(username, PASSWORD).expect(401)
    app.clock.moveTo(minutesAfter(before, 15))
    await open(username, PASSWORD).expect(201)
  })

  it('does not count failures that were followed by a success', async () => {
    const username = await somebody()
    for (let round = 0; round < 2; round++) {
      for (let attempt = 0; attempt < 4; attempt++)
        await open(username, 'not the password at all').expect(401)
      await open(username, PASSWORD).expect(201)
    }
  })

  it('takes no more guesses when they come all at once', async () => {
    const username = await somebody()
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () => open(username, 'not the password at all')),
    )
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]))
    const [row] = await app.sql.rows<{ failed: number }>(
      'select failed_sign_ins as failed from staff_member where username = $1',
      [username],
    )
    expect(row?.failed).toBe(5)
  })

  it('ends a session after twelve hours', async () => {
    const caller = await app.as('officer')
    const opened = app.clock.now()
    app.clock.moveTo(minutesAfter(opened, 12 * 60 - 1))
    await caller.get(ME).expect(200)
    app.clock.moveTo(minutesAfter(opened, 12 * 60))
    const over = await caller.get(ME).expect(401)
    expect(over.body.code).toBe('not-signed-in')
    expect(over.headers['www-authenticate']).toContain('Bearer')
  })

  it('signs out at once and for good', async () => {
    const caller = await app.as('officer')
    await caller.delete(ME).expect(204)
    await caller.get(ME).expect(401)
  })

  it('shuts every session of an account that is closed', async () => {
    const caller = await app.as('officer')
    await app.accounts.deactivate(caller.username)
    await caller.get(ME).expect(401)
  })

  it.each([
    ['no token', undefined],
    ['a made-up token', `Bearer ${'A'.repeat(43)}`],
    ['another scheme', 'Basic ZGV3aTp4'],
  ])('refuses %s', async (_, authorization) => {
    const request = app.nobody.get(ME)
    if (authorization) request.set('Authorization', authorization)
    expect((await request.expect(401)).body.code).toBe('not-signed-in')
  })

  describe('with a cookie', () => {
    const ours = { 'Sec-Fetch-Site': 'same-origin' }

    async function cookieOf(username: string): Promise<string> {
      const opened = await app.nobody
        .post(SESSIONS)
        .set(ours)
        .send({ username, password: PASSWORD, cookie: true })
        .expect(201)
      expect(opened.body.token).toBeUndefined()
      return String(opened.headers['set-cookie'])
    }

    it('gives one that no script can read and no other site makes the browser send along', async () => {
      const cookie = await cookieOf(await somebody())
      expect(cookie).toMatch(/^santun=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    })

    it('binds it to the host where the connection is secure', async () => {
      const username = await somebody()
      const opened = await app.nobody
        .post(SESSIONS)
        .set({ ...ours, 'X-Forwarded-Proto': 'https' })
        .send({ username, password: PASSWORD, cookie: true })
        .expect(201)
      expect(String(opened.headers['set-cookie'])).toMatch(
        /^__Host-santun=[\w-]{43}; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
      )
    })

    it('reads with it from anywhere, but writes only from a page of ours', async () => {
      const cookie = (await cookieOf(await somebody())).split(';')[0] ?? ''
      await app.nobody.get(ME).set('Cookie', cookie).expect(200)
      for (const headers of [
        {},
        { Origin: 'https://elsewhere.example' },
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
      ]) {
        const refused = await app.nobody.delete(ME).set('Cookie', cookie).set(headers).expect(403)
        expect(refused.body.code).toBe('cross-site')
      }
      await app.nobody.delete(ME).set('Cookie', cookie).set(ours).expect(204)
      await app.nobody.get(ME).set('Cookie', cookie).expect(401)
    })

    it('takes an old browser by its Origin', async () => {
      const cookie = (await cookieOf(await somebody())).split(';')[0] ?? ''
      await app.nobody
        .delete(ME)
        .set({ Cookie: cookie, Host: 'santun.test', Origin: 'http://santun.test' })
        .expect(204)
    })

    it('is not handed out to a form on another site', async () => {
      const refused = await app.nobody
        .post(SESSIONS)
        .send({ username: await somebody(), password: PASSWORD, cookie: true })
        .expect(403)
      expect(refused.body.code).toBe('cross-site')
    })
  })
})

function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString()
}
