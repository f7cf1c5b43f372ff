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
import { describeWith } from '../support/parts.js'

describeWith(['chromium'])('the first page of each door', () => {
  let app: TestApp
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  const open = async (options?: Parameters<typeof openContext>[2]): Promise<void> => {
    context = await openContext(browser, app.url, options)
    page = await context.newPage()
  }

  it('of families is light, without a fault for screen readers, and as narrow as a phone', async () => {
    await open({ viewport: PHONE })
    const weight = await weigh(page, '/')
    expect(weight.all).toBeLessThanOrEqual(30_000)
    expect(weight.script).toBeLessThanOrEqual(8_000)
    expect(await page.title()).toBe(
      'Ajukan santunan untuk keluarga peserta yang meninggal atau kecelakaan kerja – Santun',
    )
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    await context.close()
  })

  it('of staff asks who it is, says every failure alike, and lets in whoever has the right password', async () => {
    const verifier = await app.hire({ username: 'dewi', roles: [{ role: 'verifier' }] })
    expect(verifier.username).toBe('dewi')
    await open({ viewport: DESK, script: false })
    await page.goto('/petugas/antrean')
    expect(new URL(page.url()).pathname).toBe('/petugas/masuk')
    await page.getByLabel('Nama pengguna').fill('dewi')
    await page.getByLabel('Kata sandi').fill('salah-sekali')
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByText('Ada yang perlu diperbaiki').waitFor()
    expect(await page.title()).toMatch(/^Perlu diperbaiki: /)
    await page.getByLabel('Kata sandi').fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByRole('heading', { name: 'Antrean saya' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/petugas/antrean')
    await page.getByRole('button', { name: 'Keluar' }).click()
    await page.getByRole('heading', { name: 'Masuk petugas' }).waitFor()
    await context.close()
  })

  it('tells a wrong address in words, to people as a page and to machines as a problem', async () => {
    await open({ viewport: PHONE })
    const answer = await page.goto('/tidak-ada')
    expect(answer?.status()).toBe(404)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe('')
    expect(await violationsOf(page)).toEqual([])
    await app.nobody
      .get('/tidak-ada')
      .expect(404)
      .expect('Content-Type', /problem\+json/)
    await context.close()
  })
})
