import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { generateSync } from 'otplib'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { PASSWORD, TestApp } from '../support/app.js'
import { Family as Browser } from '../support/family.js'

const SESSION = 'santun'
const HALF_MINUTE = 30

describe('the second factor of staff', () => {
  let app: TestApp
  let counter = 0
  beforeAll(async () => {
    app = await TestApp.start({
      withWorkers: false,
      secondFactor: 'required',
      now: '2026-03-02T02:00:00.000Z',
    })
  })
  afterAll(() => app.stop())

  async function somebody(role: string): Promise<string> {
    const username = `orang${++counter}`
    await app.accounts.createMember({
      username,
      displayName: 'Dewi Lestari',
      password: PASSWORD,
      branchCode: 'PSR',
      roles: [role === 'approver' ? { role, approvalLimit: 150_000_000n } : { role }],
    })
    return username
  }
  const later = (seconds: number): void =>
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), seconds / 3600)))
  const codeFor = (secret: string): string =>
    generateSync({ secret, epoch: Math.floor(parseInstant(app.clock.now()) / 1000) })
  const typePassword = (browser: Browser, username: string) =>
    browser.post('/petugas/masuk', { username, password: PASSWORD, lanjut: '/petugas/sandi' })

  /** Sets the factor up at the door, as an approver must. */
  async function enrolled(): Promise<{
    username: string
    secret: string
    codes: string[]
    browser: Browser
  }> {
    const username = await somebody('approver')
    const browser = new Browser(app.url)
    const sent = await typePassword(browser, username)
    expect(sent.headers.location).toBe('/petugas/masuk/pasang?lanjut=%2Fpetugas%2Fsandi')
    const page = await browser.get('/petugas/masuk/pasang')
    expect(page.text).toContain('src="data:image/svg+xml;base64,')
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '').replaceAll(' ', '')
    const done = await browser.post('/petugas/masuk/pasang', { kode: codeFor(secret) })
    expect([done.status, done.text.includes('Simpan kode cadangan Anda')]).toEqual([200, true])
    const codes = [...done.text.matchAll(/<code>([\da-f-]{23})<\/code>/g)].map(([, code = '']) => code)
    later(HALF_MINUTE)
    return { username, secret, codes, browser }
  }

  it('is set up at the door by whoever decides over money, and only then lets him in', async () => {
    const { browser, codes } = await enrolled()
    expect(codes).toHaveLength(10)
    expect((await browser.get('/petugas/sandi')).status).toBe(200)
  })

  it('opens nothing while it is missing, with the cookie and as a bearer token alike', async () => {
    const browser = new Browser(app.url)
    await typePassword(browser, await somebody('releaser'))
    expect((await browser.get('/petugas/sandi')).headers.location).toMatch(/^\/petugas\/masuk/)
    const token = browser.cookies.get(SESSION) ?? ''
    await app.nobody.get('/api/v1/sessions/current').set('Authorization', `Bearer ${token}`).expect(401)
  })

  it('is asked for at the next sign-in, gives a new session and ends the one that waited', async () => {
    const { username, secret } = await enrolled()
    const browser = new Browser(app.url)
    expect((await typePassword(browser, username)).headers.location).toMatch(/^\/petugas\/masuk\/kode/)
    const waiting = browser.cookies.get(SESSION)
    const opened = await browser.post('/petugas/masuk/kode', {
      kode: codeFor(secret),
      lanjut: '/petugas/sandi',
    })
    expect([opened.status, opened.headers.location]).toEqual([303, '/petugas/sandi'])
    expect(browser.cookies.get(SESSION)).not.toBe(waiting)
    expect((await browser.get('/petugas/sandi')).status).toBe(200)
    expect(
      await app.sql.rows("select 1 from staff_session where stage = 'code' and revoked_at is null"),
    ).toEqual([])
  })

  it('takes no code a second time, nor an older one after a newer', async () => {
    const { username, secret } = await enrolled()
    const old = codeFor(secret)
    later(HALF_MINUTE)
    const code = codeFor(secret)
    const answers = []
    for (const kode of [code, code, old]) {
      const browser = new Browser(app.url)
      await typePassword(browser, username)
      answers.push((await browser.post('/petugas/masuk/kode', { kode })).status)
    }
    expect(answers).toEqual([303, 422, 422])
  })

  it('takes one of two equal codes that arrive at once', async () => {
    const { username, secret } = await enrolled()
    const browsers = [new Browser(app.url), new Browser(app.url)]
    for (const browser of browsers) await typePassword(browser, username)
    const kode = codeFor(secret)
    const answers = await Promise.all(browsers.map((each) => each.post('/petugas/masuk/kode', { kode })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  })

  it('takes each recovery code once, however it is typed', async () => {
    const { username, codes } = await enrolled()
    const answers = []
    for (const kode of [
      codes[0] ?? '',
      codes[0] ?? '',
      (codes[1] ?? '').toUpperCase().replaceAll('-', ' '),
    ]) {
      const browser = new Browser(app.url)
      await typePassword(browser, username)
      answers.push((await browser.post('/petugas/masuk/kode', { kode })).status)
    }
    expect(answers).toEqual([303, 422, 303])
  })

  it('takes five tries in a quarter of an hour, and then not even the right code', async () => {
    const { username, secret } = await enrolled()
    later(16 * 60)
    const browser = new Browser(app.url)
    await typePassword(browser, username)
    for (let tries = 0; tries < 5; tries++) await browser.post('/petugas/masuk/kode', { kode: '000000' })
    const kode = codeFor(secret)
    expect((await browser.post('/petugas/masuk/kode', { kode })).status).toBe(422)
    later(16 * 60)
    const again = new Browser(app.url)
    await typePassword(again, username)
    expect((await again.post('/petugas/masuk/kode', { kode: codeFor(secret) })).status).toBe(303)
  })

  it('keeps the secret sealed and recovery codes as digests', async () => {
    const { secret, codes } = await enrolled()
    const kept = JSON.stringify([
      await app.sql.rows("select encode(secret_sealed, 'escape') as s from staff_second_factor"),
      await app.sql.rows("select encode(code_digest, 'hex') as d from staff_recovery_code"),
    ])
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain((codes[0] ?? '').replaceAll('-', ''))
  })

  it('is asked of machines too', async () => {
    const { username, secret } = await enrolled()
    const open = (code?: string) =>
      app.nobody.post('/api/v1/sessions').send({ username, password: PASSWORD, code })
    expect((await open().expect(401)).body.code).toBe('second-factor-needed')
    expect((await open('000000').expect(401)).body.code).toBe('sign-in-failed')
    await open(codeFor(secret)).expect(201)
    const bare = await somebody('admin')
    const refused = await app.nobody.post('/api/v1/sessions').send({ username: bare, password: PASSWORD })
    expect([refused.status, refused.body.code]).toEqual([401, 'second-factor-needed'])
  })

  it('is not demanded of others, who may set it up from inside and are asked for it from then on', async () => {
    const username = await somebody('verifier')
    const browser = new Browser(app.url)
    expect((await typePassword(browser, username)).headers.location).toBe('/petugas/sandi')
    const page = await browser.get('/petugas/faktor')
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '').replaceAll(' ', '')
    await browser.post('/petugas/faktor', { kode: codeFor(secret) })
    expect((await browser.get('/petugas/faktor')).text).not.toContain(secret)
    expect((await typePassword(new Browser(app.url), username)).headers.location).toMatch(
      /^\/petugas\/masuk\/kode/,
    )
  })

  it('is set up anew after an administrator removed it', async () => {
    const { username } = await enrolled()
    await app.accounts.resetSecondFactor(username)
    expect((await typePassword(new Browser(app.url), username)).headers.location).toMatch(
      /^\/petugas\/masuk\/pasang/,
    )
  })
})

describe('the password of staff', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
  })
  afterAll(() => app.stop())

  it('is changed by its owner, which ends every other session and not this one', async () => {
    const elsewhere = await app.hire({ username: 'bayu', roles: [{ role: 'verifier' }] })
    const browser = new Browser(app.url)
    await browser.post('/petugas/masuk', { username: 'bayu', password: PASSWORD })
    const change = (sekarang: string, baru: string) => browser.post('/petugas/sandi', { sekarang, baru })
    const wanted = 'kuda laut memanjat tangga'
    expect((await change('bukan-kata-sandinya', wanted)).text).toContain('Kata sandi sekarang belum cocok.')
    expect((await change(PASSWORD, 'bpjspaser2026')).text).toContain('mudah ditebak')
    const changed = await change(PASSWORD, wanted)
    expect([changed.status, changed.headers.location]).toEqual([303, '/petugas/sandi?hasil=sandi'])
    expect((await browser.get('/petugas/sandi')).status).toBe(200)
    await elsewhere.get('/api/v1/sessions/current').expect(401)
    await app.nobody.post('/api/v1/sessions').send({ username: 'bayu', password: wanted }).expect(201)
  })

  it('is guessed thirty times from one address at most, counted for two web processes', async () => {
    await app.hire({ username: 'tamu', roles: [{ role: 'verifier' }] })
    const second = await TestApp.listeningBeside(app)
    const answers: number[] = []
    for (let n = 0; n < 31; n++) {
      const browser = new Browser(n % 2 ? second.url : app.url)
      answers.push(
        (await browser.post('/petugas/masuk', { username: `orang-${n}`, password: 'salah' })).status,
      )
    }
    await second.close()
    expect(new Set(answers.slice(0, 30))).toEqual(new Set([422]))
    expect(answers.at(-1)).toBe(429)
    const right = await new Browser(app.url).post('/petugas/masuk', { username: 'tamu', password: PASSWORD })
    expect(right.status).toBe(429)
  })
})
