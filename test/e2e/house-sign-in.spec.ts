import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { oidcSettingsFrom } from '../../src/staff/oidc-settings.js'
import { TestApp } from '../support/app.js'
import { Family as Browser } from '../support/family.js'
import { OidcIssuer } from '../support/oidc-issuer.js'

const DOOR = '/petugas/masuk/sso'
let count = 0

describe('signing in with the account of the house', () => {
  let issuer: OidcIssuer
  let app: TestApp

  beforeAll(async () => {
    issuer = await OidcIssuer.start()
    app = await TestApp.start({ withWorkers: false, secondFactor: 'required', oidc: issuer.settings })
  })
  afterAll(async () => {
    await app.stop()
    await issuer.stop()
  })
  beforeEach(() => {
    issuer.nonce = undefined
  })

  /** An account that the issuer knows by a name of its own. */
  async function linked(role: string): Promise<{ username: string; subject: string }> {
    count += 1
    const [username, subject] = [`kantor${count}`, `kantor|${count}`]
    const roles = [role === 'approver' ? { role, approvalLimit: 150_000_000n } : { role }]
    const password = 'rotan-muara-pasir-42'
    await app.accounts.createMember({
      username,
      displayName: 'Dewi Lestari',
      password,
      branchCode: 'PSR',
      roles,
    })
    await app.accounts.link(username, issuer.url, subject)
    return { username, subject }
  }

  /** Goes to the issuer as this person; gives the address with which the issuer sends the browser back. */
  async function sentBack(browser: Browser, subject: string, next = '/petugas/sandi'): Promise<string> {
    issuer.subject = subject
    const sent = await browser.get(`${DOOR}?lanjut=${encodeURIComponent(next)}`)
    expect(sent.status).toBe(303)
    return issuer.visit(sent.headers.location ?? '')
  }

  it('is offered at the door, beside the password', async () => {
    const page = await new Browser(app.url).get('/petugas/masuk')
    expect(page.text).toContain('Masuk dengan akun kantor')
  })

  it('opens the account that was linked, and goes on to where the person was going', async () => {
    const { username, subject } = await linked('officer')
    const browser = new Browser(app.url)
    const back = await browser.get(await sentBack(browser, subject))
    expect([back.status, back.headers.location]).toEqual([303, '/petugas/sandi'])
    expect((await browser.get('/petugas/sandi')).status).toBe(200)
    const [session] = await app.sql.rows(
      'select 1 from staff_session s join staff_member m on m.id = s.staff_id where m.username = $1',
      [username],
    )
    expect(session).toBeDefined()
  })

  it('makes nobody an account, and says of a stranger what it says of every failure', async () => {
    const before = await app.sql.rows('select count(*) from staff_member')
    const browser = new Browser(app.url)
    const back = await browser.get(await sentBack(browser, 'orang-asing'))
    expect([back.status, back.text.includes('Masuk dengan akun kantor belum berhasil.')]).toEqual([401, true])
    expect(await app.sql.rows('select count(*) from staff_member')).toEqual(before)
    expect((await browser.get('/petugas/sandi')).status).toBe(303)
  })

  it('opens no account that was closed', async () => {
    const { username, subject } = await linked('officer')
    await app.accounts.deactivate(username)
    const browser = new Browser(app.url)
    expect((await browser.get(await sentBack(browser, subject))).status).toBe(401)
  })

  it('still asks whoever decides over money for the second factor of this house', async () => {
    const { subject } = await linked('approver')
    const browser = new Browser(app.url)
    const back = await browser.get(await sentBack(browser, subject))
    expect(back.headers.location).toBe('/petugas/masuk/pasang?lanjut=%2Fpetugas%2Fsandi')
    expect((await browser.get('/petugas/sandi')).headers.location).toMatch(/^\/petugas\/masuk/)
  })

  it('takes an answer from the browser that asked alone, and once', async () => {
    const { subject } = await linked('officer')
    const [browser, thief] = [new Browser(app.url), new Browser(app.url)]
    const back = await sentBack(browser, subject)
    expect((await thief.get(back)).status).toBe(401)
    await sentBack(thief, subject)
    expect((await thief.get(back)).status).toBe(401)
    expect((await browser.get(back)).status).toBe(303)
    expect((await browser.get(back)).status).toBe(401)
  })

  it('takes no token that answers another question, nor an answer a quarter of an hour late', async () => {
    const { subject } = await linked('officer')
    const browser = new Browser(app.url)
    issuer.nonce = 'dari-pertanyaan-lain'
    expect((await browser.get(await sentBack(browser, subject))).status).toBe(401)
    issuer.nonce = undefined
    const back = await sentBack(browser, subject)
    app.clock.moveTo('2022-10-17T01:16:00.000Z')
    expect((await browser.get(back)).status).toBe(401)
  })

  it('leads to no other site', async () => {
    const { subject } = await linked('officer')
    const browser = new Browser(app.url)
    const back = await browser.get(await sentBack(browser, subject, 'https://jahat.example/'))
    expect(back.headers.location).toBe('/petugas')
  })
})

describe('where the house has no sign-in of its own', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
  })
  afterAll(() => app.stop())

  it('none is offered and its address leads nowhere', async () => {
    const browser = new Browser(app.url)
    expect((await browser.get('/petugas/masuk')).text).not.toContain('akun kantor')
    expect((await browser.get(DOOR)).status).toBe(404)
  })
})

describe('the settings of the sign-in of the house', () => {
  const whole = {
    SANTUN_OIDC_ISSUER: 'https://masuk.example.go.id',
    SANTUN_OIDC_CLIENT_ID: 'santun',
    SANTUN_OIDC_CLIENT_SECRET: 'rahasia',
    SANTUN_PUBLIC_URL: 'https://santun.example.go.id',
  }

  it('are all there or none', () => {
    expect(oidcSettingsFrom({})).toBeUndefined()
    expect(oidcSettingsFrom(whole)?.redirectUri.href).toBe(
      'https://santun.example.go.id/petugas/masuk/sso/kembali',
    )
    expect(() => oidcSettingsFrom({ ...whole, SANTUN_OIDC_CLIENT_SECRET: '' })).toThrow(
      /SANTUN_OIDC_CLIENT_SECRET belum/,
    )
  })

  it('name an issuer that is reached encrypted', () => {
    expect(() => oidcSettingsFrom({ ...whole, SANTUN_OIDC_ISSUER: 'http://masuk.example.go.id' })).toThrow(
      /https/,
    )
  })
})
