import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, openContext, overflowOf, violationsOf, weigh } from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'

const DUE = { day: '25', month: '10', year: '2022' }

describeWith(['chromium'])('a claim that leaves questions', () => {
  let app: TestApp
  let desk: Desk
  let browser: Browser
  let claim: DeskClaim
  let investigator: Caller
  let page: Page

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    investigator = await app.as('investigator')
    browser = await launchBrowser()
    claim = await desk.lodged()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function signIn(caller: Caller): Promise<Page> {
    const opened = await openContext(browser, app.url, { viewport: DESK })
    const first = await opened.newPage()
    await first.goto('/petugas/antrean')
    await first.getByLabel('Nama pengguna').fill(caller.username)
    await first.getByLabel('Kata sandi').fill(PASSWORD)
    await first.getByRole('button', { name: 'Masuk' }).click()
    await first.waitForURL('**/petugas/antrean')
    return first
  }

  it('is not handed to somebody who is no investigator of the branch', async () => {
    const { version } = await claim.read()
    const input = {
      reason: 'Tempat kejadian berbeda.',
      questions: ['Di mana kejadiannya?'],
      investigatorId: '00000000-0000-4000-8000-000000000000',
      dueOn: '2022-10-25',
    }
    const { status, body } = await claim.try('verifier', 'investigate', { version, input })
    expect([status, body.errors?.[0]?.code]).toEqual([422, 'INVESTIGATOR_UNKNOWN'])
  })

  it('is handed by its verifier to a named investigator, with questions and a last day', async () => {
    const verifier = await signIn(desk.people.verifier)
    await verifier.goto(`/petugas/klaim/${claim.number}/langkah/investigate`)
    await verifier.getByLabel('Alasan').fill('Tempat kejadian pada dua surat berbeda.')
    await verifier
      .getByLabel('Pertanyaan yang harus dijawab')
      .fill('Di mana kejadiannya?\nSiapa saksi yang melihat?')
    await verifier.getByLabel('Pemeriksa kasus').selectOption({ index: 1 })
    await verifier.locator('[name="dueOn-day"]').fill(DUE.day)
    await verifier.locator('[name="dueOn-month"]').fill(DUE.month)
    await verifier.locator('[name="dueOn-year"]').fill(DUE.year)
    await verifier.locator('main form button').last().click()
    await verifier.getByText('Langkah sudah tercatat').waitFor()
    expect((await claim.read()).state).toBe('under_investigation')
  })

  it('shows the investigator each question, and asks for evidence with each answer', async () => {
    page = await signIn(investigator)
    const path = `/petugas/klaim/${claim.number}/pemeriksaan`
    expect((await weigh(page, path)).all).toBeLessThanOrEqual(120_000)
    expect(await page.getByText('Belum dijawab').count()).toBe(2)
    await page.getByLabel('Jawaban').first().fill('Di jalan desa.')
    await page.getByRole('button', { name: 'Simpan jawaban' }).first().click()
    await page.getByRole('link', { name: /Tulis dari siapa/ }).waitFor()
    expect(await page.getByLabel('Jawaban').first().inputValue()).toBe('Di jalan desa.')
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  })

  it('goes back to the verifier once every question is answered', async () => {
    await page
      .getByLabel('Dari siapa, kapan, dan di mana')
      .first()
      .fill('Ketua RT 04, 18 Oktober, di rumahnya.')
    await page.getByRole('button', { name: 'Simpan jawaban' }).first().click()
    await page.getByText('Jawaban sudah tersimpan.').waitFor()
    await page.getByLabel('Jawaban', { exact: true }).last().fill('Pak Samsul, tetangga.')
    await page.getByLabel('Berkas yang membuktikan').last().selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Simpan jawaban' }).last().click()
    await page.getByText('Semua pertanyaan sudah dijawab.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Laporkan hasil pemeriksaan' }).click()
    await page.getByText('Langkah sudah tercatat').waitFor()
    expect((await claim.read()).state).toBe('in_verification')
  })
})
