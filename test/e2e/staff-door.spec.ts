import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PASSWORD, TestApp } from '../support/app.js'
import { Family as Browser } from '../support/family.js'

const SESSION = 'santun'

describe('the door of staff, tried as attackers try it', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    await app.hire({ username: 'dewi', roles: [{ role: 'manager' }] })
    await app.hire({ username: 'bayu', roles: [{ role: 'manager' }] })
  })
  afterAll(() => app.stop())

  async function signedIn(username: string, lanjut = '/petugas/sandi'): Promise<Browser> {
    const browser = new Browser(app.url)
    await browser.post('/petugas/masuk', { username, password: PASSWORD, lanjut })
    return browser
  }

  it('takes no form without the token of this session, nor with that of another', async () => {
    const [dewi, bayu] = [await signedIn('dewi'), await signedIn('bayu')]
    const foreign = (await bayu.hidden('/petugas/sandi'))._csrf ?? ''
    const fields = { sekarang: PASSWORD, baru: 'kuda laut memanjat tangga' }
    expect((await dewi.send('/petugas/sandi', fields)).status).toBe(403)
    expect((await dewi.send('/petugas/sandi', { ...fields, _csrf: foreign })).status).toBe(403)
  })

  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://jahat.example' },
    {},
  ])('takes no form that another site sent: %j', async (headers) => {
    const dewi = await signedIn('dewi')
    const _csrf = (await dewi.hidden('/petugas/sandi'))._csrf ?? ''
    const cookie = `${SESSION}=${dewi.cookies.get(SESSION)}`
    const sent = await app.nobody
      .post('/petugas/keluar')
      .type('form')
      .set({ ...headers, Cookie: cookie })
      .send({ _csrf })
    expect(sent.status).toBe(403)
    expect((await dewi.get('/petugas/sandi')).status).toBe(200)
  })

  it('never makes a session of a cookie that a browser brought along', async () => {
    const planted = 'cGxhbnRlZC1ieS1zb21lYm9keS1lbHNlLTEyMzQ1Njc4OTA'
    const browser = new Browser(app.url)
    browser.cookies.set(SESSION, planted)
    await browser.post('/petugas/masuk', { username: 'dewi', password: PASSWORD })
    expect(browser.cookies.get(SESSION)).not.toBe(planted)
    const thief = new Browser(app.url)
    thief.cookies.set(SESSION, planted)
    expect((await thief.get('/petugas/sandi')).status).toBe(303)
  })

  it.each([
    '//jahat.example',
    'https://jahat.example',
    '/\\jahat.example',
    '/a\r\nLocation: x',
    'javascript:alert(1)',
  ])('leads on to paths of ours only, not to %s', async (lanjut) => {
    const browser = new Browser(app.url)
    const sent = await browser.post('/petugas/masuk', { username: 'dewi', password: PASSWORD, lanjut })
    expect(sent.headers.location).toBe('/petugas')
  })

  it('writes no address from the host that a request claims', async () => {
    const sent = await app.nobody.get('/petugas/sandi').set({ Host: 'jahat.example', Accept: 'text/html' })
    expect(sent.headers.location).toBe('/petugas/masuk?lanjut=%2Fpetugas%2Fsandi')
  })

  it('reads no form of endless length', async () => {
    const long = await app.nobody
      .post('/petugas/masuk')
      .type('form')
      .send({ username: 'x'.repeat(100_000), password: 'y' })
    expect(long.status).toBe(413)
  })

  it.each([
    '/aset/..%2f..%2fpackage.json',
    '/aset/%2e%2e%2fpackage.json',
    '/aset/..%5cpackage.json',
    '/aset/%00',
  ])('gives no file but those it bundled: %s', async (path) => {
    const { status, text } = await app.nobody.get(path)
    expect([status, text.includes('"dependencies"')]).toEqual([404, false])
  })

  it('shows what was typed as text', async () => {
    const browser = new Browser(app.url)
    const sent = await browser.post('/petugas/masuk', {
      username: '"><script>alert(1)</script>',
      password: 'x',
    })
    expect(sent.text).toContain('&lt;script')
    expect(sent.text).not.toContain('<script>alert')
  })
})
