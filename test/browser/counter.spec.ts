import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext } from 'playwright-core'
import { aParticipant } from '../factories/participant.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, openContext, overflowOf, violationsOf } from '../support/browser.js'
import { describeWith } from '../support/parts.js'
import { aPhoto } from './family-phone.js'

describeWith(['chromium'])('an officer lodges a claim for a family at the counter', () => {
  let app: TestApp
  let browser: Browser
  let context: BrowserContext

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await context.close()
    await browser.close()
    await app.stop()
  })

  it('types it, scans a paper, and hands over a receipt with a code to scan', async () => {
    const { nik, name } = await aParticipant(app.sql)
    await app.hire({ username: 'rina', roles: [{ role: 'officer' }] })
    context = await openContext(browser, app.url, { viewport: DESK })
    const page = await context.newPage()
    const isGood = async (): Promise<void> => {
      expect([page.url(), await violationsOf(page)]).toEqual([page.url(), []])
      expect([page.url(), await overflowOf(page)]).toEqual([page.url(), 0])
    }
    await page.goto('/petugas/masuk?lanjut=/petugas/loket')
    await page.getByLabel('Nama pengguna').fill('rina')
    await page.getByLabel('Kata sandi').fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByRole('heading', { name: 'Klaim dari loket' }).waitFor()
    await isGood()
    await page.getByRole('button', { name: 'Buka klaim' }).click()
    await page.getByRole('link', { name: 'Tulis nama lengkap peserta.' }).waitFor()
    await page.getByLabel('Jenis klaim').selectOption('jkm_death')
    await page.getByLabel('Nama lengkap peserta').fill(name)
    await page.getByLabel('Nomor KTP (NIK) peserta').fill(nik)
    await page.locator('#event-day').fill('11')
    await page.locator('#event-month').fill('10')
    await page.locator('#event-year').fill('2022')
    await page.getByLabel('Nama pemohon').fill('Siti Aminah')
    await page.getByLabel('Hubungan dengan peserta').selectOption('spouse')
    await page.getByLabel('Nomor HP pemohon').fill('0812 5557 7001')
    await page.getByRole('button', { name: 'Buka klaim' }).click()
    await page.getByText('Klaim dibuka. Unggah dokumen, lalu kirim.').waitFor()
    await isGood()
    await page
      .getByLabel('File hasil pindai: Kartu Keluarga')
      .setInputFiles({ name: 'kk.jpg', mimeType: 'image/jpeg', buffer: await aPhoto(900) })
    await page.getByRole('button', { name: 'Unggah Kartu Keluarga' }).click()
    await page.getByText('File diterima.').waitFor()
    await page.getByRole('button', { name: 'Kirim klaim' }).click()
    await page.getByRole('heading', { name: 'Tanda terima' }).waitFor()
    await page.getByRole('img', { name: /Kode QR menuju halaman klaim JKM-PSR-/ }).waitFor()
    await isGood()
    const number = /JKM-PSR-\d+-\d+/.exec(page.url())?.[0]
    const claim = await app.sql.first<{ state: string }>('select state from claim where number = $1', [
      number,
    ])
    expect(claim?.state).toBe('screening')
  })
})
