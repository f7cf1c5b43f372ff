import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { Sponsors } from '../../src/membership/sponsors.service.js'
import { aRow, csv } from '../e2e/participants-registry.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, openContext, overflowOf, violationsOf } from '../support/browser.js'
import { describeWith } from '../support/parts.js'

describeWith(['chromium'])('a manager brings participants in', () => {
  let app: TestApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let home: string
  let refusedRows: string

  const file = {
    name: 'warga.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv([aRow(0), aRow(1), aRow(2, { sex: 'X' })]).replace(',nama,', ',Nama Warga,')),
  }

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    const cohortId = await app.application.get(Sponsors, { strict: false }).ensureCohort({
      code: 'APBD-6401',
      name: 'Pemerintah Kabupaten Paser',
      fund: 'APBD',
      cohort: { code: 'PR-2022', name: 'Petani Long Ikis' },
    })
    home = `/petugas/impor?kelompok=${cohortId}`
    await app.hire({ username: 'sari', roles: [{ role: 'manager' }] })
    await app.hire({ username: 'rina', roles: [{ role: 'officer' }] })
    browser = await launchBrowser()
    context = await openContext(browser, app.url, { viewport: DESK })
    page = await context.newPage()
  })
  afterAll(async () => {
    await context.close()
    await browser.close()
    await app.stop()
  })

  const signIn = async (username: string): Promise<void> => {
    await page.goto(`/petugas/masuk?lanjut=${encodeURIComponent(home)}`)
    await page.getByLabel('Nama pengguna').fill(username)
    await page.getByLabel('Kata sandi').fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByRole('heading', { name: 'Impor peserta' }).waitFor()
  }
  const send = async (button: RegExp): Promise<void> => {
    await page.getByLabel('Berkas CSV').setInputFiles(file)
    await page.getByRole('button', { name: button }).click()
  }
  const isGood = async (): Promise<void> => {
    expect([page.url(), await violationsOf(page)]).toEqual([page.url(), []])
    expect([page.url(), await overflowOf(page)]).toEqual([page.url(), 0])
  }

  it('says once what an unknown heading stands for, seeing what stands under it', async () => {
    await signIn('sari')
    await send(/Periksa dulu/)
    await page.getByRole('heading', { name: 'Kolom mana berisi apa?' }).waitFor()
    const row = page.getByRole('row', { name: /Nama Warga/ })
    expect(await row.innerText()).toContain('Abdul Salim')
    expect(await page.getByRole('row', { name: /^nik/ }).innerText()).toMatch(/\*{12}9001/)
    await isGood()
    await page.getByRole('button', { name: 'Simpan arti kolom' }).click()
    await page.getByRole('link', { name: /Pilih arti kolom “Nama Warga”/ }).waitFor()
    expect(await row.innerText()).toContain('Abdul Salim')
    await page.getByLabel('Arti kolom Nama Warga').selectOption('name')
    await page.getByRole('button', { name: 'Simpan arti kolom' }).click()
    await page.getByText('Arti kolom disimpan').waitFor()
    await page.getByText('Arti kolom yang kami ingat').waitFor()
    await isGood()
  })

  it('cannot apply a file of which too many rows are refused without saying why', async () => {
    await send(/Periksa dulu/)
    await page.getByText('Lebih banyak baris ditolak daripada yang boleh').waitFor()
    await isGood()
    await send(/Terapkan/)
    await page.getByRole('link', { name: /1 dari 3 baris ditolak/ }).waitFor()
    await page.getByLabel('Mengapa berkas ini tetap diterapkan?').fill('Satu warga menyusul')
    await send(/Terapkan/)
    await page.getByRole('heading', { name: 'Berkas sudah diterapkan' }).waitFor()
    await isGood()
    const download = page.getByRole('link', { name: 'Unduh semua baris yang ditolak' })
    refusedRows = (await download.getAttribute('href')) ?? ''
    expect((await context.request.get(refusedRows)).status()).toBe(200)
  })

  it('takes a whole file back, which stays on the list', async () => {
    const undo = page.getByText(/^Batalkan impor \d+$/)
    await page.goto(home)
    await undo.click()
    await isGood()
    await page.getByRole('button', { name: 'Ya, batalkan impor ini' }).click()
    await page.getByText('Impor dibatalkan.').waitFor()
    expect(await undo.count()).toBe(0)
    await page.getByText(/^Dibatalkan \d/).waitFor()
    expect(await app.sql.rows('select from participant')).toHaveLength(0)
  })

  it('an officer is not asked why: he is sent to a manager', async () => {
    await context.clearCookies()
    await signIn('rina')
    // The numbers of people in a colleague's file are not his to take.
    expect((await context.request.get(refusedRows)).status()).toBe(404)
    file.buffer = Buffer.from(file.buffer.toString().replaceAll('Abdul', 'Abdullah'))
    await send(/Terapkan/)
    await page.getByRole('link', { name: /terapkan dengan alasan dari pimpinan/ }).waitFor()
    expect(await page.getByLabel('Mengapa berkas ini tetap diterapkan?').count()).toBe(0)
    await isGood()
  })
})
