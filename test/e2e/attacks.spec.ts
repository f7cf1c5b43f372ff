/** What a stranger, or a family with bad intent, tries at the doors; each attempt ends as if nothing had been tried. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import supertest from 'supertest'
import type { ClaimAnswers } from '../../src/intake/claim-answers.dto.js'
import { CodeSender } from '../../src/platform/login/code-sender.port.js'
import { ClaimantCodes } from '../../src/platform/login/claimant-codes.service.js'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { Family } from '../support/family.js'
import { revealedRows } from '../support/personal-data.js'
import { routesOf } from '../support/routes.js'
import { sendForm } from '../support/staff-form.js'
import { until } from '../support/until.js'

/** Would run as a script, break out of an attribute, or run as a formula, wherever it is shown as it came. */
const hostile = (mark: string): string =>
  `=${mark}"><script>alert(1)</script><img src=x onerror=alert(2)>' onfocus='`
const PHONE = '0812 6660 0001'

const answersOf = (participant: ClaimAnswers['participant']): ClaimAnswers => ({
  participant,
  event: {
    type: 'non_work_death',
    eventDate: '2022-10-11',
    place: hostile('tempat'),
  },
  claimant: { name: hostile('pemohon'), relation: 'spouse', phone: PHONE },
  children: [{ name: hostile('anak'), birthDate: '2012-02-20', level: 'TK_SD', grade: '5' }],
})

describe('whatever a family writes', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let family: Family

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    const { participant } = await desk.answers()
    claim = await desk.lodged(answersOf({ ...participant, name: hostile('peserta') }))
    family = await Family.signIn(app, PHONE)
    const at = `/k/${claim.number}`
    const kunci = '7d7c9a50-0000-4000-8000-000000000021'
    await family.post(`${at}/data`, { minta: 'correction', keterangan: hostile('data'), kunci })
    await family.post(`${at}/orang`, { boleh: 'contact', nama: hostile('kontak'), hp: '0812 6660 0002' })
    await family.attach(`${at}/dokumen/KK`, at, await aPicture(), `${hostile('berkas')}.png`)
    await desk.people.verifier
      .post(`${claim.path}/documents/AKTA_KEMATIAN/decision`, {
        decision: 'defective',
        defectCode: 'BLURRED',
      })
      .expect(200)
    await until(
      async () =>
        (await claim.documents()).every(({ state }) => state !== 'received' && state !== 'checking'),
      'the machines to be done',
    )
    await claim.acceptAll()
    await claim.fire('verifier', 'request_documents')
    const dokumen = `${at}/dokumen/AKTA_KEMATIAN/tidak-punya`
    await family.post(dokumen, { 'alasan-AKTA_KEMATIAN': hostile('alasan') }, { from: at })
    await family.post(`${at}/kirim`, await stepOf(at), { from: at })
    await claim.reached('in_verification')
    await desk.people.approver.post(`${claim.path}/documents/AKTA_KEMATIAN/decision`, {
      decision: 'waive',
      reason: hostile('petugas'),
    })
    await desk.people.verifier.put(`${claim.path}/payees`, {
      payees: [
        {
          name: hostile('penerima'),
          relation: 'spouse',
          bankCode: '002',
          accountNumber: '4012025500',
          accountHolder: hostile('rekening'),
        },
      ],
    })
  })
  afterAll(() => app.stop())

  const stepOf = async (path: string): Promise<Record<string, string>> => {
    const { kunci = '', versi = '' } = await family.hidden(path)
    return { kunci, versi }
  }

  it('is text on every page for staff', async () => {
    const { verifier, approver, manager, auditor } = desk.people
    const at = `/petugas/klaim/${claim.number}`
    const tabs = [
      '',
      '/berkas',
      '/ahli-waris',
      '/keluarga',
      '/perhitungan',
      '/pembayaran',
      '/riwayat',
      '/catatan',
      '/orang',
    ]
    const papers = (await claim.documents()).map(({ code }) => `/berkas/${code}`)
    const seen = ['/lihat/nik', '/lihat/telepon-1', '/lihat/telepon-2']
    const steps = ['/kelengkapan', '/usulan', '/langkah/refer', '/langkah/investigate']
    const pages: [typeof verifier, string][] = [
      ...[...tabs, ...papers, ...seen, ...steps].map((path): [typeof verifier, string] => [
        verifier,
        at + path,
      ]),
      [verifier, '/petugas/antrean'],
      [verifier, '/petugas/cari'],
      [approver, '/pimpinan/persetujuan'],
      [approver, `/pimpinan/persetujuan/${claim.number}`],
      [manager, '/pimpinan/pembayaran'],
      [manager, '/pimpinan/dasbor'],
      [auditor, '/pimpinan/audit'],
      [auditor, `/pimpinan/audit?number=${claim.number}`],
    ]
    const shown = new Set<string>()
    for (const [caller, path] of pages) {
      const { text, status } = await caller.get(path).set('Accept', 'text/html')
      expect([path, status < 500, runningIn(text)]).toEqual([path, true, []])
      for (const [, mark = ''] of text.matchAll(/=(\w+)(?:&quot;|")(?:&gt;|>)&lt;script/g)) shown.add(mark)
    }
    // The test would prove nothing on pages that do not show it.
    expect([...shown]).toEqual(expect.arrayContaining(['pemohon', 'peserta', 'anak', 'kontak', 'penerima']))
  })

  it('is found as text', async () => {
    const found = await sendForm(desk.people.verifier, '/petugas/cari', {
      kata: '"><script>alert(9)</script>',
    })
    expect(found.text).not.toContain('<script>alert')
  })

  it('is text on every page of the family itself', async () => {
    for (const path of ['', '/orang', '/data', '/keberatan', '/rekening']) {
      const { text } = await family.get(`/k/${claim.number}${path}`)
      expect([path, runningIn(text)]).toEqual([path, []])
    }
  })

  it('stands in no message', async () => {
    const messages = await revealedRows<{ body: string }>(
      app.sql,
      { body: 'notification.body' },
      'select n.body from notification n join claim c on c.id = n.claim_id where c.number = $1',
      [claim.number],
    )
    expect(messages.length).toBeGreaterThan(2)
    expect(messages.filter(({ body }) => body.includes('alert('))).toEqual([])
  })

  it('runs in no spreadsheet that is downloaded here', async () => {
    const files = routesOf(app.application).filter(({ path }) =>
      /csv|xlsx|ditolak|laporan.*:(file|kind)|berkas\.:kind/.test(path),
    )
    expect(files.map(({ path }) => path).sort()).toEqual(SPREADSHEETS)
    const { text } = await desk.people.auditor.get(`/pimpinan/audit.csv?number=${claim.number}`).expect(200)
    const rows: string[][] = parse(text, { bom: true })
    const cells = rows.flat()
    expect(cells.some((cell) => cell.includes('alert(1)'))).toBe(true)
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  })
})

/** Tags of a page that would run something: scripts in the page itself, foreign pictures, handlers in attributes. */
function runningIn(html: string): string[] {
  const tags = [...html.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""'))
  return tags.filter((tag) =>
    /^<script(?! src=""| type="" src="")|^<img src=x|\son\w+\s*=|javascript:/i.test(tag),
  )
}

/** Every door through which rows leave for a spreadsheet; a new one is looked at here. */
const SPREADSHEETS = [
  '/petugas/impor/contoh.csv',
  '/petugas/impor/ditolak/:file',
  '/petugas/perlindungan/:code/laporan/:file',
  '/pimpinan/audit.csv',
  '/pimpinan/beasiswa/massal/:id/tidak-diambil.csv',
  '/pimpinan/beasiswa/perkiraan/berkas.:kind',
  '/pimpinan/buku-besar/berkas.:kind',
  '/pimpinan/laporan-pembayaran/berkas.:kind',
]

async function aPicture(): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp({ create: { width: 300, height: 200, channels: 3, background: '#ddd' } })
    .png()
    .toBuffer()
}

describe('a path that leads elsewhere', () => {
  let app: TestApp
  let claim: DeskClaim
  let family: Family
  let desk: Desk

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    const answers = await desk.answers()
    claim = await desk.draft({ ...answers, claimant: { ...answers.claimant, phone: PHONE } })
    family = await Family.signIn(app, PHONE)
  })
  afterAll(() => app.stop())

  const ways = [
    '..%2f..%2fpackage.json',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..%5c..%5cetc',
    '%00',
    'KK%2f..%2f..',
  ]

  it.each(ways)('to %s opens no document, letter, picture or upload of a family', async (way) => {
    const { number } = claim
    for (const path of [
      `/ajukan/${number}/berkas/${way}`,
      `/k/${number}/surat/${way}`,
      `/ajukan/${way}`,
      `/k/${way}`,
    ]) {
      const { status, text } = await family.get(path)
      expect([path, status >= 400 && status < 500]).toEqual([path, true])
      expect(text).not.toMatch(/root:|"dependencies"/)
    }
    const cookie = [...family.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const upload = await supertest(app.url)
      .head(`/ajukan/${number}/berkas/KK/bagian/${way}`)
      .set({ Cookie: cookie, 'Tus-Resumable': '1.0.0' })
    expect(upload.status).toBeGreaterThanOrEqual(400)
  })

  it.each(ways)('to %s opens no document of the desk', async (way) => {
    const { verifier } = desk.people
    for (const path of [
      `/petugas/klaim/${claim.number}/berkas/${way}`,
      `/petugas/klaim/${claim.number}/berkas/KK/gambar/${way}/1`,
      `/petugas/impor/${way}`,
      `${claim.path}/documents/${way}/files/${way}`,
      `${claim.path}/letters/${way}`,
    ]) {
      const { status, text } = await verifier.get(path)
      expect([path, status >= 400 && status < 500]).toEqual([path, true])
      expect(text).not.toMatch(/root:|"dependencies"/)
    }
  })

  it('in the name of a file writes nothing beside the folder of documents', async () => {
    const at = `/ajukan/${claim.number}/berkas/KK`
    await family.attach(at, at, await aPicture(), '../../../santun-jahat.png')
    expect(await readdir(join(app.folder, '..'))).not.toContain('santun-jahat.png')
    const [kept] = await app.sql.rows<{ storage_key: string }>(
      'select storage_key from document_file limit 1',
    )
    expect(kept?.storage_key).toMatch(/^[\w/-]+$/)
    expect(kept?.storage_key).not.toContain('jahat')
  })
})

describe('somebody who tries numbers', () => {
  let app: TestApp
  let claim: DeskClaim
  let phone: string

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false, demonstration: false })
    // What goes on after the answer left is not what the asker waits for.
    app.application.get(CodeSender, { strict: false }).sendCode = () => Promise.resolve()
    const desk = await Desk.open(app)
    const answers = await desk.answers()
    phone = '+628126669001'
    claim = await desk.draft({ ...answers, claimant: { ...answers.claimant, phone } })
  })
  afterAll(() => app.stop())

  /** Every statement that an attempt makes the database work for. */
  async function workOf(attempt: () => Promise<unknown>): Promise<string[]> {
    const statements: string[] = []
    const { sql } = app
    const rows = sql.rows.bind(sql)
    sql.rows = (text, values) => {
      // The relay looks into the outbox in its own time.
      if (!text.includes('outbox')) statements.push(text)
      return rows(text, values)
    }
    await attempt()
    sql.rows = rows
    return statements
  }

  it('costs the same work for a number that is known and for one that is not', async () => {
    const ask = (nomor: string, hp: string) =>
      workOf(() => new Family(app.url).send('/status', { nomor, hp }))
    await ask(claim.number, phone.slice(-4))
    const known = await ask(claim.number, phone.slice(-4))
    expect(known.length).toBeGreaterThan(4)
    expect(await ask(claim.number, '0000')).toEqual(known)
    expect(await ask('JKM-PSR-2210-777777', '1234')).toEqual(known)
  })

  it('costs the same work for a phone that has a claim and for one that has none', async () => {
    const ask = (hp: string) => workOf(() => new Family(app.url).send('/lanjutkan', { hp }))
    await ask(phone)
    const known = await ask(phone)
    expect(await ask('0812 6669 7777')).toEqual(known)
  })

  it('costs the same work for a card that exists and for one that does not', async () => {
    const ask = (nomor: string) => workOf(() => new Family(app.url).send('/status', { nomor, hp: '' }))
    const [card] = await app.sql.rows<{ kpj: string }>('select kpj from membership limit 1')
    await ask(card?.kpj ?? '')
    const known = await ask(card?.kpj ?? '')
    expect(await ask('77777777777')).toEqual(known)
  })

  it('guesses five times at a code, in however many processes', async () => {
    const second = await TestApp.beside(app)
    const [here, there] = [app.application.get(ClaimantCodes), second.get(ClaimantCodes)]
    const asked = await here.request(phone, 'resume', { address: '10.4.0.1', next: '/' })
    const handle = asked.ok ? asked.handle : ''
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        (n % 2 ? here : there).confirm(handle, `00000${n % 10}`, `10.4.1.${n}`),
      ),
    )
    await second.close()
    const tried = guesses.filter((guess) => !guess.ok && guess.why === 'wrong')
    expect(tried.length).toBeLessThanOrEqual(4)
    const row = await app.sql.first<{ tries: number }>('select max(tries)::int as tries from one_time_code')
    expect(row?.tries).toBe(5)
  })
})

describe('a request that lies about where it was sent', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await TestApp.start()
  })
  afterAll(() => app.stop())

  it.each([
    { Host: 'jahat.example' },
    { 'X-Forwarded-Host': 'jahat.example' },
    { Forwarded: 'host=jahat.example' },
  ])('changes no address that is written: %j', async (headers) => {
    for (const path of ['/', '/status', '/klaim-saya', '/api/v1/nothing', '/petugas/antrean']) {
      const answer = await app.nobody.get(path).set({ ...headers, Accept: 'text/html' })
      expect(`${JSON.stringify(answer.headers)}${answer.text}`).not.toContain('jahat.example')
    }
  })

  it('changes no address in a message or letter: those come from the settings alone', async () => {
    const desk = await Desk.open(app)
    const claim = await desk.draft()
    await claim.handIn()
    const { version } = await claim.read()
    const submitted = claim.try('officer', 'submit', { version })
    await submitted.set({ Host: 'jahat.example', 'X-Forwarded-Host': 'jahat.example' }).expect(200)
    const read = () =>
      revealedRows<{ body: string }>(
        app.sql,
        { body: 'notification.body' },
        'select n.body from notification n join claim c on c.id = n.claim_id where c.number = $1',
        [claim.number],
      )
    await until(async () => (await read()).length > 0, 'a message')
    for (const { body } of await read()) expect(body).toMatch(/http:\/\/localhost(:\d+)?\/k\//)
  })

  it('is not read to its end when it is endless', async () => {
    const long = { nomor: 'x'.repeat(200_000), hp: '1' }
    expect((await new Family(app.url).send('/status', long)).status).toBe(413)
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`a${n}`, '1']))
    expect((await new Family(app.url).send('/status', many)).status).toBe(413)
  })
})
