import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { Family } from '../support/family.js'
import { revealedRows, sealedPhone } from '../support/personal-data.js'

const SESSION = 'santun-keluarga'

describe('the door of families', () => {
  let app: TestApp
  let desk: Desk
  let own: DeskClaim
  let phone: string
  let other: DeskClaim

  const phoneOf = async (number: string): Promise<string> =>
    (
      await revealedRows<{ phone: string }>(
        app.sql,
        { phone: 'claim_party.phone' },
        'select p.phone from claim_party p join claim c on c.id = p.claim_id where c.number = $1',
        [number],
      )
    )[0]?.phone ?? ''
  const later = (minutes: number): void =>
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), minutes / 60)))

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    own = await desk.lodged()
    other = await desk.lodged()
    phone = await phoneOf(own.number)
  })
  afterAll(() => app.stop())

  it('opens a claim with its number, four digits of the phone and the code', async () => {
    const family = new Family(app.url)
    const asked = await family.post('/status', { nomor: own.number.toLowerCase(), hp: phone.slice(-4) })
    expect([asked.status, asked.headers.location]).toEqual([303, '/kode'])
    const opened = await family.post('/kode', { kode: await family.codeShown() })
    expect([opened.status, opened.headers.location]).toEqual([303, `/k/${own.number}`])
    const page = await family.get(`/k/${own.number}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Kami sedang memeriksa berkas Anda')
    expect(page.headers['cache-control']).toBe('no-store')
  })

  it('asks for a code first wherever somebody comes in by an address, and leads back there', async () => {
    const stranger = new Family(app.url)
    const sent = await stranger.get(`/k/${own.number}`)
    expect(sent.status).toBe(303)
    expect(sent.headers.location).toBe(`/lanjutkan?lanjut=${encodeURIComponent(`/k/${own.number}`)}`)
  })

  it("answers somebody else's claim exactly like one that does not exist", async () => {
    const family = await Family.signIn(app, phone)
    const theirs = await family.get(`/k/${other.number}`)
    const nobodys = await family.get('/k/JKM-PSR-2210-999999')
    expect([theirs.status, nobodys.status]).toEqual([404, 404])
    expect(theirs.text.replaceAll(other.number, '')).toBe(nobodys.text.replaceAll('JKM-PSR-2210-999999', ''))
    for (const path of ['keberatan', 'rekening', 'data'])
      expect((await family.get(`/k/${other.number}/${path}`)).status).toBe(404)
    const fired = await family.post(
      `/k/${other.number}/kirim`,
      { kunci: 'x', versi: '1' },
      { from: '/klaim-saya' },
    )
    expect(fired.status).toBe(404)
  })

  it('answers an unknown number, wrong digits and the right ones in the same bytes', async () => {
    const quiet = await TestApp.start({ withWorkers: false, demonstration: false })
    const quietDesk = await Desk.open(quiet)
    const { number } = await quietDesk.draft()
    const digits = (
      await revealedRows<{ phone: string }>(
        quiet.sql,
        { phone: 'claim_party.phone' },
        'select phone from claim_party limit $1',
        [1],
      )
    )[0]?.phone.slice(-4)
    const answers = []
    for (const [nomor, hp] of [
      [number, digits ?? ''],
      [number, '0000'],
      ['JKM-PSR-2210-888888', '1234'],
    ] as const) {
      const family = new Family(quiet.url)
      const asked = await family.post('/status', { nomor, hp })
      const page = await family.get('/kode')
      const wrong = await family.post('/kode', { kode: '000000' })
      answers.push([asked.status, asked.text, asked.headers.location, page.text, wrong.status, wrong.text])
    }
    const written = await quiet.sql.rows('select 1 from simulated_code')
    await quiet.stop()
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(written).toEqual([])
  })

  it('tells of a card only whether there is a claim', async () => {
    const [card] = await app.sql.rows<{ kpj: string }>(
      `select m.kpj from membership m join participant p on p.id = m.participant_id join claim c on c.participant_nik_index = p.nik_index
       where c.number = $1`,
      [own.number],
    )
    const family = new Family(app.url)
    const known = await family.post('/status', { nomor: card?.kpj ?? '', hp: '' })
    expect(known.text).toContain('Ada klaim untuk kartu peserta ini.')
    expect(known.text).not.toMatch(/JKM-PSR|Ahli Waris|\+62/)
    const unknown = await family.post('/status', { nomor: '99999999999', hp: '' })
    expect(unknown.text).toContain('Belum ada klaim untuk kartu peserta ini.')
  })

  it('locks after five wrong codes, and says so to everybody alike', async () => {
    const family = new Family(app.url)
    await family.post('/status', { nomor: other.number, hp: (await phoneOf(other.number)).slice(-4) })
    const right = await family.codeShown()
    const wrong = right === '123456' ? '654321' : '123456'
    for (const left of [4, 3, 2, 1]) {
      const answer = await family.post('/kode', { kode: wrong })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain(`Anda bisa mencoba ${left} kali lagi.`)
    }
    const locked = await family.post('/kode', { kode: wrong })
    expect(locked.status).toBe(429)
    expect(locked.text).toMatch(/Demi keamanan, coba lagi pukul \d\d\.\d\d WITA/)
    const tooLate = await family.post('/kode', { kode: right })
    expect(tooLate.status).toBe(429)
    expect(family.cookies.has(SESSION)).toBe(false)
    later(16)
  })

  it('never makes a session of a cookie that a browser brought along', async () => {
    const planted = 'cGxhbnRlZC1ieS1zb21lYm9keS1lbHNlLTEyMzQ1Njc4OTA'
    const family = new Family(app.url)
    family.cookies.set(SESSION, planted)
    await family.post('/lanjutkan', { hp: phone, lanjut: '/klaim-saya' })
    await family.post('/kode', { kode: await family.codeShown() })
    expect(family.cookies.get(SESSION)).not.toBe(planted)
    const thief = new Family(app.url)
    thief.cookies.set(SESSION, planted)
    expect((await thief.get('/klaim-saya')).status).toBe(303)
  })

  it('ends the session on every browser that knew it when somebody signs out', async () => {
    const family = await Family.signIn(app, phone)
    const copy = new Family(app.url)
    copy.cookies.set(SESSION, family.cookies.get(SESSION) ?? '')
    expect((await copy.get('/klaim-saya')).status).toBe(200)
    await family.post('/keluar', {}, { from: '/klaim-saya' })
    expect(family.cookies.has(SESSION)).toBe(false)
    expect((await copy.get('/klaim-saya')).status).toBe(303)
  })

  it('takes no form without the token of this session, from another site, or with the token of another', async () => {
    const family = await Family.signIn(app, phone)
    const stranger = await Family.signIn(app, await phoneOf(other.number))
    const foreign = (await stranger.hidden('/klaim-saya'))._csrf ?? ''
    const path = `/k/${own.number}/data`
    const fields = { minta: 'copy', kunci: '7d7c9a50-0000-4000-8000-000000000001' }
    expect((await family.send(path, fields)).status).toBe(403)
    expect((await family.send(path, { ...fields, _csrf: foreign })).status).toBe(403)
    const evil = await app.nobody
      .post(path)
      .type('form')
      .set({
        'Sec-Fetch-Site': 'cross-site',
        Accept: 'text/html',
        Cookie: `${SESSION}=${family.cookies.get(SESSION)}`,
      })
      .send({ ...fields, _csrf: (await family.hidden(path))._csrf ?? '' })
    expect(evil.status).toBe(403)
    expect(await app.sql.rows('select 1 from data_request')).toEqual([])
  })

  it('leads on to paths of ours only', async () => {
    for (const lanjut of ['//jahat.example', 'https://jahat.example', '/\\jahat.example']) {
      const family = new Family(app.url)
      await family.post('/lanjutkan', { hp: '0812 7000 0099', lanjut })
      const opened = await family.post('/kode', { kode: await family.codeShown() })
      expect(opened.headers.location).toBe('/klaim-saya')
    }
  })

  it('goes on with a draft on any device that gets the code', async () => {
    const answers = await desk.answers()
    const draft = await desk.draft(answers)
    const elsewhere = await Family.signIn(app, answers.claimant.phone)
    const list = await elsewhere.get('/klaim-saya')
    expect(list.text).toContain(`href="/ajukan/${draft.number}"`)
    expect((await elsewhere.get(`/k/${draft.number}`)).text).toContain('Klaim Anda belum dikirim')
  })

  it('sends another code a minute later, and not before', async () => {
    const family = new Family(app.url)
    await family.post('/lanjutkan', { hp: '0812 7000 0077' })
    const early = await family.post('/kode/ulang', {}, { from: '/kode' })
    expect([early.status, /Minta lagi mulai pukul/.test(early.text)]).toEqual([422, true])
    later(2)
    expect((await family.post('/kode/ulang', {}, { from: '/kode' })).status).toBe(303)
    expect((await family.post('/kode', { kode: await family.codeShown() })).status).toBe(303)
  })

  it('shows what people typed as text, never as a page', async () => {
    const name = '<script>alert(1)</script><img src=x onerror=alert(2)>'
    const draft = await desk.answers()
    const claim = await desk.draft({ ...draft, claimant: { ...draft.claimant, name } })
    const family = await Family.signIn(app, draft.claimant.phone)
    await family.post(
      `/k/${claim.number}/data`,
      { minta: 'correction', keterangan: name, kunci: '7d7c9a50-0000-4000-8000-000000000002' },
      { from: `/k/${claim.number}/data` },
    )
    for (const path of ['/klaim-saya', `/k/${claim.number}`, `/k/${claim.number}/data`]) {
      const { text } = await family.get(path)
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('<img src=x')
    }
    const echoed = await family.post('/status', { nomor: '"><script>alert(3)</script>', hp: '1' })
    expect(echoed.text).not.toContain('<script>alert')
  })

  it('lets a contact person see how it stands, and nothing of money, papers or data', async () => {
    const contact = '+628127770001'
    const found = await app.sql.first<{ id: string }>('select id from claim where number = $1', [own.number])
    const id = found?.id ?? ''
    const sealed = await sealedPhone(app.sql, id, contact)
    await app.sql.rows(
      `insert into claim_party (claim_id, kind, name, phone, phone_index, joined_at)
       values ($1, 'contact', 'Tetangga', $2, $3, $4)`,
      [id, sealed.phone, sealed.index, app.clock.now()],
    )
    const family = await Family.signIn(app, contact)
    const page = await family.get(`/k/${own.number}`)
    expect(page.text).toContain('Anda terdaftar sebagai kontak')
    expect(page.text).not.toContain('Dokumen Anda')
    expect((await family.get(`/k/${own.number}/data`)).status).toBe(404)
    const { kunci } = { kunci: '7d7c9a50-0000-4000-8000-000000000003' }
    const fired = await family.post(`/k/${own.number}/kirim`, { kunci, versi: '1' }, { from: '/klaim-saya' })
    expect(fired.status).toBe(403)
  })

  it('counts how often a card is asked for in one place for two web processes', async () => {
    const second = await TestApp.listeningBeside(app)
    const answers: number[] = []
    for (let n = 0; n < 12; n++) {
      const family = new Family(n % 2 ? second.url : app.url)
      answers.push((await family.post('/status', { nomor: '88888888888', hp: '' })).status)
    }
    await second.close()
    expect(answers.filter((status) => status === 200 || status === 201)).toHaveLength(10)
    expect(answers.slice(-2)).toEqual([429, 429])
  })
})
