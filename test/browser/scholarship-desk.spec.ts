import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import type { Child } from '../factories/scholarship.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, overflowOf, PHONE, violationsOf, weigh } from '../support/browser.js'
import { Desk } from '../support/desk.js'
import { describeWith } from '../support/parts.js'
import { SchoolFamily } from '../support/school-family.js'
import { signInAt } from './staff-desk.js'

const LIST = '/petugas/beasiswa'
const DECISIONS = '/pimpinan/beasiswa'
const YEAR = '2022/2023'

const ani: Child = {
  name: 'Ani Paser',
  birthDate: '2012-04-12',
  level: 'TK_SD',
  grade: '5',
  firstSchoolYear: YEAR,
}
const budi: Child = { ...ani, name: 'Budi Paser', birthDate: '2014-02-03', grade: '3' }

describeWith(['chromium'])('scholarships at the desks', () => {
  let app: TestApp
  let browser: Browser
  let family: SchoolFamily
  let verifier: Page
  let approver: Page
  let manager: Page
  let years: string[]

  beforeAll(async () => {
    app = await TestApp.start({ now: '2022-11-20T01:00:00.000Z' })
    const desk = await Desk.open(app)
    family = await SchoolFamily.of(app, desk, [ani, budi])
    years = await Promise.all(family.awards.map((award) => family.yearOf(award, YEAR)))
    for (const [index, { level, grade }] of [ani, budi].entries())
      await family.apply(years[index] ?? '', { level, grade })
    await family.settle(family.awards[1] ?? '', '401202559902')
    browser = await launchBrowser()
    const at = async ({ username }: { username: string }, path: string) =>
      (await signInAt(browser, { url: app.url, username, path })).page
    verifier = await at(desk.people.verifier, LIST)
    approver = await at(desk.people.approver, DECISIONS)
    manager = await at(desk.people.manager, DECISIONS)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function shot(page: Page, name: string) {
    if (!process.env.SANTUN_PICTURES) return
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport)
      await page.screenshot({
        path: `${process.env.SANTUN_PICTURES}/${name}-${viewport.width}.png`,
        fullPage: true,
      })
    }
  }
  /** Whole, light, readable by everybody, on a phone and at a desk. */
  async function sound(page: Page, name: string) {
    expect({ name, violations: await violationsOf(page) }).toEqual({ name, violations: [] })
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport)
      expect({ name, overflow: await overflowOf(page) }).toEqual({ name, overflow: 0 })
    }
    await shot(page, name)
  }
  const states = () => Promise.all(years.map((year) => family.stateOf(year)))

  it('wait for a verifier, the longest waiting first, with what the law says and what stands in the way', async () => {
    expect((await weigh(verifier, LIST)).all).toBeLessThanOrEqual(120_000)
    await sound(verifier, 'queue')
    await verifier.getByRole('link', { name: 'Ani Paser' }).click()
    await verifier.getByText('satu juta lima ratus ribu rupiah').waitFor()
    await verifier.getByText('Masih ada 2 berkas yang belum dilihat').first().waitFor()
    await sound(verifier, 'year')
  })

  it('are verified after every paper was looked at', async () => {
    for (const [index, name] of ['Ani Paser', 'Budi Paser'].entries()) {
      await verifier.goto(`${LIST}/${years[index] ?? ''}`)
      await verifier
        .getByRole('link', { name: /Surat keterangan/ })
        .first()
        .click()
      if (index === 0) await sound(verifier, 'paper')
      for (let paper = 0; paper < 2; paper += 1) {
        await verifier.getByLabel('Ya, terima').check()
        await verifier.getByRole('button', { name: 'Simpan dan berkas berikutnya' }).click()
      }
      await verifier.getByText('Semua berkas sudah dilihat.').waitFor()
      await verifier.getByRole('heading', { name: new RegExp(name) }).waitFor()
      await verifier.getByRole('button', { name: 'Verifikasi' }).click()
      await verifier.getByText('Langkah sudah tercatat.').waitFor()
    }
    expect(await states()).toEqual(['verified', 'verified'])
  })

  it('have a guardian and an account, settled on the page of the child', async () => {
    await verifier.goto(`${LIST}/anak/${family.awards[0] ?? ''}`)
    await verifier.getByRole('button', { name: 'Catat rekening' }).click()
    await verifier.getByText('Ada yang perlu diperbaiki').waitFor()
    await sound(verifier, 'award')
    await verifier.getByLabel('Wali', { exact: true }).selectOption({ index: 1 })
    await verifier.getByLabel('Rekening wali').check()
    await verifier.getByLabel('Bank', { exact: true }).selectOption('002')
    await verifier.getByLabel('Nomor rekening').fill('401202559901')
    await verifier.getByLabel('Nama pemilik rekening').fill(family.claim.claimant)
    await verifier.getByRole('button', { name: 'Catat rekening' }).click()
    await verifier.getByText('Wali dan rekening sudah dicatat.').waitFor()
  })

  it('are held while a rule is unclear, and released together by whoever proves who he is', async () => {
    for (const year of years) {
      await manager.goto(`${LIST}/${year}`)
      await manager.locator('summary', { hasText: 'Tahan karena aturan' }).click()
      await manager.getByLabel('Alasan').fill('Menunggu surat edaran.')
      await manager.getByRole('button', { name: 'Tahan karena aturan' }).click()
      await manager.getByText('Langkah sudah tercatat.').waitFor()
    }
    await approver.goto(`${DECISIONS}/massal`)
    await approver.getByRole('button', { name: 'Lihat untuk siapa' }).click()
    await approver.getByLabel('Mengapa penahanan dilepas').fill('Surat edaran sudah terbit.')
    await approver.getByRole('button', { name: 'Mulai untuk 2 anak' }).click()
    await approver.getByText('Ada yang perlu diperbaiki').waitFor()
    await sound(approver, 'preview')
    await approver.getByLabel('Kata sandi Anda').fill(PASSWORD)
    await approver.getByRole('button', { name: 'Mulai untuk 2 anak' }).click()
    await approver.getByText('dari 2 anak sudah diproses').waitFor()
    await family.sweep()
    await approver.reload()
    await approver.getByText('2 dari 2 anak sudah diproses').waitFor()
    await sound(approver, 'run')
    expect(await states()).toEqual(['verified', 'verified'])
  })

  it('are approved together by somebody who counted them and their sum', async () => {
    await approver.goto(DECISIONS)
    await sound(approver, 'decisions')
    await approver.getByRole('link', { name: /Baca dan setujui/ }).click()
    await approver.getByLabel('Banyaknya anak').fill('2')
    await approver.getByLabel('Jumlah seluruhnya').fill('1.500.000')
    await approver.getByRole('button', { name: 'Setujui semuanya' }).click()
    await approver.getByText('tidak sama dengan jumlah pada daftar').first().waitFor()
    await sound(approver, 'together')
    await approver.getByLabel('Jumlah seluruhnya').fill('3.000.000')
    await approver.getByLabel('Kata sandi Anda').fill(PASSWORD)
    await approver.getByRole('button', { name: 'Setujui semuanya' }).click()
    await approver.getByText('Semua tahun ajaran pada daftar sudah disetujui.').waitFor()
    expect(await states()).toEqual(['approved', 'approved'])
  })

  it('are foreseen year by year, as a picture, a table and a file', async () => {
    await manager.goto(`${DECISIONS}/perkiraan`)
    await manager.getByRole('img').waitFor()
    await sound(manager, 'forecast')
    const [file] = await Promise.all([
      manager.waitForEvent('download'),
      manager.getByRole('button', { name: 'Unduh Excel' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('perkiraan-beasiswa.xlsx')
  })

  it('leave room on a phone: the menu folds, and at a desk it stands open', async () => {
    await manager.setViewportSize(PHONE)
    const link = manager.getByRole('link', { name: 'Jejak audit' })
    expect(await link.isVisible()).toBe(false)
    await manager.getByText('Menu utama', { exact: true }).click()
    expect(await link.isVisible()).toBe(true)
    await manager.reload()
    await manager.setViewportSize(DESK)
    expect(await link.isVisible()).toBe(true)
  })
})
