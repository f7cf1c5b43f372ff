import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { parseLocalDate } from '#libs/local-date'
import { Contributions } from '../../src/membership/contributions.service.js'
import { ParticipantImport } from '../../src/membership/participant-import.service.js'
import { Sponsors } from '../../src/membership/sponsors.service.js'
import { aRow, csv } from '../e2e/participants-registry.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, openContext, overflowOf, violationsOf } from '../support/browser.js'
import { describeWith } from '../support/parts.js'
import { sendForm } from '../support/staff-form.js'

const october = parseLocalDate('2022-10-01')

describeWith(['chromium'])('an officer looks after cover that ends', () => {
  let app: TestApp
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    const get = <Service>(token: new (...given: never[]) => Service): Service =>
      app.application.get(token, { strict: false })
    const sponsors = get(Sponsors)
    const cohort = { code: 'PR-2022', name: 'Petani Long Ikis' }
    const cohortId = await sponsors.ensureCohort({
      code: 'APBD-6401',
      name: 'Pemerintah Kabupaten Paser',
      fund: 'APBD',
      cohort,
    })
    await sponsors.keepInTouch('APBD-6401', { branchCode: 'PSR' })
    await sponsors.plan(cohortId, 31_000, 600_000_000n)
    await get(ParticipantImport).run({
      source: (async function* () {
        yield await Promise.resolve(csv(Array.from({ length: 12 }, (_, index) => aRow(index))))
      })(),
      fileName: 'peserta.csv',
      cohortId,
      by: 'staff:rina',
    })
    const months = { cohortId, firstMonth: october, months: 1 }
    await get(Contributions).billCohort(months)
    await get(Contributions).payCohort(months, october)
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

  const isGood = async (): Promise<void> => {
    expect([page.url(), await violationsOf(page)]).toEqual([page.url(), []])
    expect([page.url(), await overflowOf(page)]).toEqual([page.url(), 0])
  }

  it('sees whose cover ends, and how far the sponsor reaches', async () => {
    await page.goto('/petugas/masuk?lanjut=/petugas/perlindungan')
    await page.getByLabel('Nama pengguna').fill('rina')
    await page.getByLabel('Kata sandi').fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByRole('heading', { name: 'Perlindungan yang berakhir' }).waitFor()
    expect(await page.getByRole('row', { name: /Petani Long Ikis/ }).innerText()).toMatch(/14 hari lagi/)
    await isGood()
    await page.getByRole('link', { name: 'Pemerintah Kabupaten Paser' }).first().click()
    await page.getByText('kurang 30.988 orang').waitFor()
    await page.getByRole('cell', { name: 'Tanah Grogot (640104)' }).waitFor()
    await page.getByText('Belum ada klaim pada tahun ini.').waitFor()
    await isGood()
  })

  it('keeps the address for its notices, once it can be one', async () => {
    await page.getByLabel('Surel pemberitahuan').fill('bukan surel')
    await page.getByRole('button', { name: 'Simpan alamat' }).click()
    await page.getByRole('link', { name: /Alamat surel ini tidak dapat dipakai/ }).waitFor()
    await isGood()
    await page.getByLabel('Surel pemberitahuan').fill('iuran@paser.example')
    await page.getByRole('button', { name: 'Simpan alamat' }).click()
    await page.getByText('Alamat disimpan').waitFor()
    expect(await page.getByLabel('Surel pemberitahuan').inputValue()).toBe('iuran@paser.example')
  })

  it('takes the report home, and nobody of another office sees the sponsor', async () => {
    const officer = await app.hire({ roles: [{ role: 'officer' }] })
    const home = '/petugas/perlindungan/APBD-6401'
    const csvFile = await officer.get(`${home}/laporan/2022.csv`)
    expect(csvFile.text).toContain('Petani Long Ikis,tagihan,2022-10,12,201600,lunas')
    expect((await officer.get(`${home}/laporan/2022.xlsx`)).status).toBe(200)
    const stranger = await app.hire({ roles: [{ role: 'officer' }], branchCode: 'SMD' })
    for (const path of [home, `${home}/laporan/2022.csv`]) expect((await stranger.get(path)).status).toBe(404)
    for (const path of ['/petugas/perlindungan', '/petugas/impor'])
      expect((await stranger.get(path)).text).not.toContain('Paser')
  })

  it('lets nobody of another office import into its groups, or say what its headings stand for', async () => {
    const cohort = await app.sql.first<{ id: string }>('select id from cohort')
    const unknown = '7d7c9a50-0000-4000-8000-000000000041'
    const stranger = await app.hire({ roles: [{ role: 'manager' }], branchCode: 'SMD' })
    expect((await stranger.get(`/petugas/impor?kelompok=${cohort?.id}`)).text).not.toContain('Berkas CSV')
    for (const group of [cohort?.id, unknown])
      for (const step of ['periksa', 'kolom', 'lupakan', 'batal/1'])
        expect([step, (await sendForm(stranger, `/petugas/impor/${group}/${step}`, {})).status]).toEqual([
          step,
          404,
        ])
  })
})
