import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { staffRoles } from '../../src/platform/login/staff-roles.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { launchBrowser, openContext, overflowOf, violationsOf } from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'
import { routesOf } from '../support/routes.js'

/** Doors, pieces of pages, files, and lines that are there only with their name: no pages that stand by themselves. */
const NO_PAGES = /^\/petugas(\/masuk.*|\/antrean\/baru)?$|\.csv$|\/baris$/

describeWith(['chromium'])('every page of the desks, to somebody with every role', () => {
  let app: TestApp
  let browser: Browser
  let page: Page
  let claim: DeskClaim
  let batch: string

  beforeAll(async () => {
    app = await TestApp.start()
    const desk = await Desk.open(app)
    claim = await desk.inApproval()
    const opened = await desk.people.releaser
      .post('/api/v1/payment-batches')
      .set('Idempotency-Key', randomUUID())
      .expect(201)
    batch = (opened.body as { id: string }).id
    const roles = staffRoles.map((role) =>
      role === 'approver' ? { role, approvalLimit: 150_000_000n } : { role },
    )
    await app.hire({ username: 'serba', roles })
    browser = await launchBrowser()
    const context = await openContext(browser, app.url)
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** What is wrong with a page as it stands, at the widths of a phone, a small desk and a desk. */
  async function faultsOf(path: string): Promise<string[]> {
    const faults: string[] = []
    await page.setViewportSize({ width: 360, height: 740 })
    const answer = await page.goto(path)
    if (answer?.status() !== 200) faults.push(`${path} answers ${answer?.status()}`)
    if (!/^.{3,} – Santun$/.test(await page.title())) faults.push(`${path} is titled "${await page.title()}"`)
    const headings = await page.getByRole('heading', { level: 1 }).count()
    if (headings !== 1) faults.push(`${path} has ${headings} first headings`)
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const over = await overflowOf(page)
      if (over > 0) faults.push(`${path} is ${over} pixels wider than ${width}`)
    }
    for (const { id, nodes } of await violationsOf(page)) faults.push(`${path}: ${id} ${nodes[0]}`)
    return faults
  }

  it('before the door is open: the sign-in, and it with an error', async () => {
    expect(await faultsOf('/petugas/masuk')).toEqual([])
    await page.getByLabel('Nama pengguna').fill('serba')
    await page.getByLabel('Kata sandi').fill('bukan-kata-sandinya')
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByText('Ada yang perlu diperbaiki').waitFor()
    expect(await page.evaluate('document.activeElement?.className')).toContain('error-summary')
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Kata sandi').fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByRole('heading', { name: 'Antrean saya' }).waitFor()
  })

  it('that stands by itself has a title, one heading, no fault for screen readers, and fits', async () => {
    const paths = routesOf(app.application)
      .filter(({ method, path }) => method === 'get' && /^\/(petugas|pimpinan|admin)(\/|$)/.test(path))
      .map(({ path }) => path)
      .filter((path) => !path.includes(':') && !NO_PAGES.test(path))
    expect(paths.length).toBeGreaterThan(12)
    const faults: string[] = []
    for (const path of paths) faults.push(...(await faultsOf(path)))
    expect(faults).toEqual([])
  })

  it('of one claim or one batch is the same', async () => {
    const faults: string[] = []
    for (const path of [
      `/petugas/klaim/${claim.number}`,
      `/petugas/klaim/${claim.number}/berkas`,
      `/petugas/klaim/${claim.number}/berkas/KK`,
      `/petugas/klaim/${claim.number}/ahli-waris`,
      `/petugas/klaim/${claim.number}/keluarga`,
      `/petugas/klaim/${claim.number}/perhitungan`,
      `/petugas/klaim/${claim.number}/riwayat`,
      `/petugas/klaim/${claim.number}/darurat`,
      `/pimpinan/persetujuan/${claim.number}`,
      `/pimpinan/pembayaran/${batch}`,
    ])
      faults.push(...(await faultsOf(path)))
    expect(faults).toEqual([])
  })

  it('of the law says what changed between two days, and of one number all that it ever was', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto('/petugas/aturan?tanggal=2019-12-02&beda=2019-12-01&cari=jkm.lump')
    const changed = await page.getByRole('table').innerText()
    expect(changed).toContain('Rp16.200.000')
    expect(changed).toContain('Rp20.000.000')
    expect(changed).toContain('PP 82/2019')
    await page.getByRole('link', { name: /sekaligus/ }).click()
    expect(await page.getByRole('table', { name: 'Riwayat nilai' }).innerText()).toContain('1 Desember 2019')
    expect(await faultsOf(new URL(page.url()).pathname)).toEqual([])
    await page.goto('/petugas/aturan?tanggal=besok')
    expect(await page.getByRole('alert').innerText()).toContain('TTTT-BB-HH')
    expect((await page.goto('/petugas/aturan/tidak.ada'))?.status()).toBe(404)
  })
})
