import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { statementXml } from '../../src/payment/iso20022/statement-file.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, openContext, overflowOf, PHONE, violationsOf } from '../support/browser.js'
import { describeWith } from '../support/parts.js'

const head = { statementId: 'RK-7', createdAt: '2026-03-02T02:00:00.000Z', account: '0012345678901' }
const entry = { direction: 'debit', amount: '42000000', valueDate: '2026-03-02' } as const
const statement = [
  ...statementXml(head, [
    { ...entry, bankReference: 'B1', reference: 'TIDAKDIKENAL' },
    { ...entry, bankReference: 'B2', amount: '6500', transactionCode: ['PMNT', 'ICDT', 'CHRG'] },
    { ...entry, bankReference: 'B3', amount: '12.50', currency: 'USD', reference: '=HYPERLINK("x")' },
  ]),
].join('')

describeWith(['chromium'])('a reconciler with the statement of a day', () => {
  let app: TestApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    browser = await launchBrowser()
    await app.hire({ username: 'nita', roles: [{ role: 'reconciler' }] })
    await app.hire({ username: 'surya', roles: [{ role: 'manager' }] })
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function signIn(username: string, options: Parameters<typeof openContext>[2]): Promise<void> {
    context = await openContext(browser, app.url, options)
    page = await context.newPage()
    await page.goto('/petugas/masuk')
    await page.getByLabel('Nama pengguna').fill(username)
    await page.getByLabel('Kata sandi').fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.waitForURL((url) => url.pathname !== '/petugas/masuk')
  }

  const upload = async (content: string): Promise<void> => {
    await page
      .getByLabel('Rekening koran dari bank')
      .setInputFiles({ name: 'hari-ini.xml', mimeType: 'application/xml', buffer: Buffer.from(content) })
    await page.getByRole('button', { name: 'Impor rekening koran' }).click()
  }

  it('brings it in without script, and finds every line that nobody expected', async () => {
    await signIn('nita', { viewport: DESK, script: false })
    await page.getByRole('link', { name: 'Rekonsiliasi' }).click()
    await page.getByText('Semua baris sudah cocok atau dijelaskan').waitFor()
    await upload('Tanggal;Jumlah')
    await page.getByText('bukan rekening koran camt.053').first().waitFor()
    expect(await page.title()).toMatch(/^Perlu diperbaiki: /)
    await upload(statement)
    await page.getByRole('heading', { name: 'Hasil impor' }).waitFor()
    await page.getByText('3 baris belum cocok.').waitFor()
    await upload(statement)
    await page.getByText('Berkas ini sudah pernah diimpor.').waitFor()
    await context.close()
  })

  it('takes a line, says what it is, and closes it; too little is not enough', async () => {
    await signIn('nita', { viewport: PHONE })
    await page.goto('/pimpinan/rekonsiliasi')
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    await page.getByRole('link', { name: 'Bukan pembayaran santunan' }).click()
    await page.getByRole('button', { name: 'Saya yang memeriksa' }).click()
    await page.getByText('Baris ini sekarang Anda yang memeriksa.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    await page.getByLabel('Dari mana baris ini, dan apa buktinya?').fill('biaya')
    await page.getByRole('button', { name: 'Simpan penjelasan dan tutup' }).click()
    await page.getByText('Tulis penjelasan 10 sampai 1.000 huruf').first().waitFor()
    await page
      .getByLabel('Dari mana baris ini, dan apa buktinya?')
      .fill('Biaya transfer Maret, nota bank 17/2026')
    await page.getByRole('button', { name: 'Simpan penjelasan dan tutup' }).click()
    await page.getByText('Penjelasan disimpan dan barisnya ditutup.').waitFor()
    await page.getByText('2 baris belum cocok.').waitFor()
    await context.close()
  })

  it('leaves a manager to read: the inbox without its steps, and the reports as pages and harmless files', async () => {
    await signIn('surya', { viewport: PHONE })
    await page.goto('/pimpinan/rekonsiliasi')
    expect(await page.getByRole('button', { name: 'Impor rekening koran' }).count()).toBe(0)
    await page.goto('/pimpinan/laporan-pembayaran')
    for (const report of ['day-book', 'by-program', 'open', 'unmatched']) {
      await page.getByLabel('Laporan').selectOption(report)
      await page.getByRole('button', { name: 'Tampilkan' }).click()
      await page.waitForURL((url) => url.searchParams.get('laporan') === report)
      expect(await violationsOf(page)).toEqual([])
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    }
    const csv = await context.request.get('/pimpinan/laporan-pembayaran/berkas.csv?laporan=unmatched')
    const text = await csv.text()
    expect(text.split('\n')).toHaveLength(4)
    expect(text).not.toMatch(/(^|[,;"])=HYPERLINK/m)
    const xlsx = await context.request.get('/pimpinan/laporan-pembayaran/berkas.xlsx?laporan=unmatched')
    expect((await xlsx.body()).subarray(0, 2).toString()).toBe('PK')
    await page.goto('/pimpinan/laporan-pembayaran?dari=2026-03-02&sampai=2026-03-01')
    await page.getByText('Tanggal akhir tidak boleh sebelum tanggal awal.').first().waitFor()
    await context.close()
  })
})
