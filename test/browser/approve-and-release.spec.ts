import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PASSWORD, TestApp } from '../support/app.js'
import {
  DESK,
  launchBrowser,
  openContext,
  overflowOf,
  PHONE,
  violationsOf,
  weigh,
} from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'

describeWith(['chromium'])(
  'from a proposal to the bank, at the pages of those who decide and release',
  () => {
    let app: TestApp
    let desk: Desk
    let browser: Browser
    let claim: DeskClaim

    beforeAll(async () => {
      app = await TestApp.start()
      desk = await Desk.open(app)
      browser = await launchBrowser()
      for (const username of ['maya', 'agus']) await app.hire({ username, roles: [{ role: 'releaser' }] })
      await app.hire({ username: 'hendra', roles: [{ role: 'approver', approvalLimit: 150_000_000n }] })
      claim = await desk.inApproval()
    })
    afterAll(async () => {
      await browser.close()
      await app.stop()
    })

    /** Somebody at a desk of their own, signed in. */
    async function at(username: string, path: string, viewport = DESK): Promise<[Page, BrowserContext]> {
      const context = await openContext(browser, app.url, { viewport })
      const page = await context.newPage()
      await page.goto(path)
      await page.getByLabel('Nama pengguna').fill(username)
      await page.getByLabel('Kata sandi').fill(PASSWORD)
      await page.getByRole('button', { name: 'Masuk' }).click()
      await page.waitForURL((url) => url.pathname === path)
      return [page, context]
    }

    it('shows the sum in words and where it goes, and takes the decision once', async () => {
      const [page, context] = await at('hendra', '/pimpinan/persetujuan')
      expect((await weigh(page, '/pimpinan/persetujuan')).all).toBeLessThanOrEqual(120_000)
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole('link', { name: claim.number }).click()
      await page.getByText('empat puluh dua juta rupiah', { exact: true }).waitFor()
      expect(await page.getByText(/•••• \d{4}/).count()).toBe(1)
      expect(await violationsOf(page)).toEqual([])

      // The same page in another window stays as it was while the decision falls in this one.
      const other = await context.newPage()
      await other.goto(page.url())
      // An open session is not enough for a decision over money.
      await page.getByRole('button', { name: 'Setujui Rp 42.000.000' }).click()
      await page.getByText('Ada yang perlu diperbaiki').waitFor()
      expect(await violationsOf(page)).toEqual([])
      expect(await claim.read()).toMatchObject({ state: 'in_approval' })
      await page.getByLabel('Kata sandi Anda').fill(PASSWORD)
      await page.getByRole('button', { name: 'Setujui Rp 42.000.000' }).click()
      await page.getByText('Usulan disetujui.').waitFor()
      expect(await claim.read()).toMatchObject({ state: 'approved' })
      await other.getByLabel('Kata sandi Anda').fill(PASSWORD)
      await other.getByRole('button', { name: 'Setujui Rp 42.000.000' }).click()
      await other.getByText('Klaim ini sudah diubah rekan Anda.').waitFor()
      await context.close()
    })

    it('is counted by one person, counted again by another, and only then sent', async () => {
      const [maya, hers] = await at('maya', '/pimpinan/pembayaran')
      await maya.getByRole('button', { name: 'Buat daftar bayar baru' }).click()
      await maya.getByRole('button', { name: 'Isi dengan semua yang antre' }).click()
      await maya.getByText(claim.number).waitFor()
      expect(await violationsOf(maya)).toEqual([])
      await maya.getByLabel('Banyaknya pembayaran').fill('2')
      await maya.getByLabel('Jumlah seluruhnya').fill('42.000.000')
      await maya.getByRole('button', { name: 'Tutup daftar bayar' }).click()
      await maya.getByText('Ada yang perlu diperbaiki').waitFor()
      await maya.getByLabel('Banyaknya pembayaran').fill('1')
      await maya.getByRole('button', { name: 'Tutup daftar bayar' }).click()
      await maya.getByText('Daftar bayar ditutup.').waitFor()
      expect(await maya.getByRole('button', { name: 'Kirim ke bank' }).count()).toBe(0)

      // One payment is taken out of the closed list: the list is open again, and filled and counted anew.
      await maya.getByRole('link', { name: /^Periksa/ }).click()
      await maya.getByRole('button', { name: 'Keluarkan pembayaran ini' }).click()
      await maya.getByText('Tulis alasannya dalam satu kalimat.').first().waitFor()
      expect(await violationsOf(maya)).toEqual([])
      await maya.getByLabel('Mengapa dikeluarkan?').fill('Menunggu surat kuasa asli')
      await maya.getByRole('button', { name: 'Keluarkan pembayaran ini' }).click()
      await maya.getByText('Pembayaran dikeluarkan dan kembali ke antrean.').waitFor()
      await maya.getByRole('button', { name: 'Isi dengan semua yang antre' }).click()
      await maya.getByLabel('Banyaknya pembayaran').fill('1')
      await maya.getByLabel('Jumlah seluruhnya').fill('42.000.000')
      await maya.getByRole('button', { name: 'Tutup daftar bayar' }).click()
      await maya.getByText('Daftar bayar ditutup.').waitFor()

      const [agus, his] = await at('agus', '/pimpinan/pembayaran')
      await agus.goto(maya.url())
      await agus.getByLabel('Banyaknya pembayaran').fill('1')
      await agus.getByLabel('Jumlah seluruhnya').fill('42000000')
      await agus.getByLabel('Kata sandi Anda').fill(PASSWORD)
      await agus.getByRole('button', { name: 'Kirim ke bank' }).click()
      await agus.getByText('Daftar bayar sudah dikirim ke bank.').waitFor()
      await claim.reached('paid')
      await Promise.all([hers.close(), his.close()])
    })

    it('fits a phone', async () => {
      const [page, context] = await at('hendra', '/pimpinan/persetujuan', PHONE)
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
      await context.close()
    })
  },
)
