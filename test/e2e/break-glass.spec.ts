import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Openings } from '../../src/documents/openings.service.js'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { Family as Browser } from '../support/family.js'
import { revealedRows } from '../support/personal-data.js'

const REASON = 'Keluarga berdiri di loket kami dan tidak dapat kembali ke Paser.'

describe('a claim of another branch, opened in an emergency', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let officer: Browser
  let manager: Browser

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    claim = await desk.lodged()
    officer = await browserOf(await app.hire({ roles: [{ role: 'officer' }], branchCode: 'SMD' }))
    manager = await browserOf(desk.people.manager)
  })
  afterAll(() => app.stop())

  async function browserOf({ username }: Caller): Promise<Browser> {
    const browser = new Browser(app.url)
    await browser.post('/petugas/masuk', { username, password: PASSWORD })
    return browser
  }
  const path = () => `/petugas/klaim/${claim.number}`
  const later = (hours: number): void =>
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), hours)))
  const reviewIds = async (): Promise<string[]> =>
    [...(await manager.get('/pimpinan/akses-darurat')).text.matchAll(/akses-darurat\/([\da-f-]{36})"/g)].map(
      ([, id = '']) => id,
    )

  it('is not there otherwise, and shows nothing before a reason is written', async () => {
    expect((await officer.get(path())).status).toBe(404)
    const asked = await officer.get(`${path()}/darurat`)
    expect([asked.status, asked.text.includes(claim.claimant)]).toEqual([200, false])
    const short = await officer.post(`${path()}/darurat`, { alasan: 'perlu' })
    expect([short.status, short.text.includes('paling sedikit 20 huruf')]).toEqual([422, true])
    expect(await app.sql.rows('select 1 from break_glass')).toEqual([])
  })

  it('is shown for half an hour, masked, to that person alone and to be read only', async () => {
    const opened = await officer.post(`${path()}/darurat`, { alasan: REASON })
    expect([opened.status, opened.headers.location]).toEqual([303, `${path()}/darurat`])
    const page = await officer.get(`${path()}/darurat`)
    expect(page.text).toContain(claim.claimant)
    expect(page.text).not.toMatch(/\+628\d{8}|\d{16}/)
    expect((await officer.get(path())).status).toBe(404)
    const colleague = await browserOf(await app.hire({ roles: [{ role: 'officer' }], branchCode: 'SMD' }))
    expect((await colleague.get(`${path()}/darurat`)).text).not.toContain(claim.claimant)
    later(0.51)
    expect((await officer.get(`${path()}/darurat`)).text).not.toContain(claim.claimant)
  })

  it('stands among the openings that the family reads, and in the audit trail', async () => {
    const [{ id } = { id: '' }] = await app.sql.rows<{ id: string }>(
      'select id from claim where number = $1',
      [claim.number],
    )
    const openings = await app.application.get(Openings, { strict: false }).of(id)
    expect(openings).toEqual([
      expect.objectContaining({ field: 'whole_file', reason: REASON, actorRole: 'officer' }),
    ])
    const auditor = await browserOf(desk.people.auditor)
    expect((await auditor.get('/pimpinan/audit?action=opened')).text).toContain(REASON)
  })

  it('is reviewed once, with a note, by a manager of the branch of the claim', async () => {
    const [id = ''] = await reviewIds()
    expect((await manager.get('/pimpinan/akses-darurat')).text).toContain(REASON)
    const bare = await manager.post(
      `/pimpinan/akses-darurat/${id}`,
      { beralasan: 'ya' },
      { from: '/pimpinan/akses-darurat' },
    )
    expect(bare.status).toBe(422)
    const note = { beralasan: 'tidak', catatan: 'Keluarga tidak pernah datang ke Samarinda.' }
    const from = { from: '/pimpinan/akses-darurat' }
    const csrf = (await manager.hidden('/pimpinan/akses-darurat'))._csrf
    expect((await manager.post(`/pimpinan/akses-darurat/${id}`, note, from)).status).toBe(303)
    expect((await manager.post(`/pimpinan/akses-darurat/${id}`, note, { csrf })).status).toBe(404)
    expect((await manager.get('/pimpinan/akses-darurat')).text).toContain('Tidak beralasan')
  })

  it('shows the pages of its papers, each look on record with the reason, while it is open', async () => {
    const paper = `${path()}/darurat/berkas/AKTA_KEMATIAN`
    expect((await officer.get(paper)).status).toBe(404)
    const why = 'Keluarga kembali ke loket kami dengan akta yang asli.'
    await officer.post(`${path()}/darurat`, { alasan: why })
    expect((await officer.get(`${path()}/darurat`)).text).toContain(paper)
    const [picture = ''] = /\/petugas[^"]*\/gambar\/[^"]+/.exec((await officer.get(paper)).text) ?? []
    expect(picture).toContain(`${paper}/gambar/`)
    const shown = await officer.get(picture)
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/jpeg'])
    const looks = await revealedRows<{ reason: string }>(
      app.sql,
      { reason: 'document_opening.reason' },
      'select reason, page, actor_role from document_opening where page is not null',
      [],
    )
    expect(looks).toEqual([{ reason: why, page: 1, actor_role: 'officer' }])
    expect((await manager.get('/pimpinan/akses-darurat')).text).toMatch(
      /Halaman berkas yang dilihat<\/dt><dd[^>]*>1</,
    )
    const colleague = await browserOf(await app.hire({ roles: [{ role: 'officer' }], branchCode: 'SMD' }))
    const otherPaper = picture.replace('AKTA_KEMATIAN', 'KK')
    const tried = [await colleague.get(picture), await officer.get(otherPaper)]
    expect(tried.map(({ status }) => status)).toEqual([404, 404])
    later(0.51)
    expect((await officer.get(picture)).status).toBe(404)
    expect(await app.sql.rows('select 1 from document_opening where page is not null')).toHaveLength(1)
  })

  it('is never reviewed by whoever did it, nor by a manager of another branch', async () => {
    const both = await app.hire({ roles: [{ role: 'officer' }, { role: 'manager' }], branchCode: 'SMD' })
    const browser = await browserOf(both)
    await browser.post(`${path()}/darurat`, { alasan: REASON })
    const [{ id } = { id: '' }] = await app.sql.rows<{ id: string }>(
      'select id from break_glass where staff_id = $1',
      [both.staffId],
    )
    expect(id).not.toBe('')
    const csrf = (await browser.hidden('/petugas/cari'))._csrf
    const note = { beralasan: 'ya', catatan: 'Menurut saya sendiri beralasan.' }
    expect((await browser.post(`/pimpinan/akses-darurat/${id}`, note, { csrf })).status).toBe(404)
    const write = app.sql.rows(
      "insert into break_glass_review (break_glass_id, reviewer_id, justified, note, at) values ($1, $2, true, 'saya', now())",
      [id, both.staffId],
    )
    await expect(write).rejects.toThrow(/nobody reviews his own emergency/)
  })
})
