import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { aWageEarner } from '../factories/participant.js'
import { TestApp } from '../support/app.js'
import { DESK, launchBrowser, overflowOf, PHONE, violationsOf, weigh } from '../support/browser.js'
import { describeWith } from '../support/parts.js'
import { signInAt } from './staff-desk.js'

const LIST = '/petugas/kecelakaan'

describeWith(['chromium'])('a work accident at the desk of a branch', () => {
  let app: TestApp
  let browser: Browser
  let officer: Page
  let verifier: Page
  let adviser: Page
  let address: string

  beforeAll(async () => {
    app = await TestApp.start({ now: '2022-11-20T01:00:00.000Z' })
    browser = await launchBrowser()
    const at = async (role: string) => {
      const { username } = await app.as(role)
      return (await signInAt(browser, { url: app.url, username, path: LIST })).page
    }
    officer = await at('officer')
    verifier = await at('verifier')
    adviser = await at('medical_adviser')
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function date(page: Page, name: string, [day, month, year]: readonly [string, string, string]) {
    await page.locator(`[name="${name}-day"]`).fill(day)
    await page.locator(`[name="${name}-month"]`).fill(month)
    await page.locator(`[name="${name}-year"]`).fill(year)
  }

  const send = (page: Page) => page.locator('main form button').last().click()

  it('begins with an empty list, and asks for what is missing in the first word of it', async () => {
    await officer.getByText('Belum ada kecelakaan kerja').waitFor()
    await officer.getByRole('button', { name: 'Catat pemberitahuan' }).click()
    await send(officer)
    await officer.getByText('Ada yang perlu diperbaiki').waitFor()
    expect(await violationsOf(officer)).toEqual([])
  })

  it('takes the first word of it', async () => {
    const worker = await aWageEarner(app.sql, { wage: 3_600_000, employer: 'PT Rotan Paser' })
    await officer.getByLabel('Kecelakaan kerja', { exact: true }).check()
    await officer.getByLabel('NIK atau nomor kartu').fill(worker.nik)
    await officer.getByLabel('Nama peserta').fill(worker.name)
    await date(officer, 'eventDate', ['15', '10', '2022'])
    await officer.getByLabel('Jam kejadian').fill('09.30')
    await officer.getByLabel('Tempat kejadian').fill('Kebun sawit Long Kali')
    await officer.getByLabel('Bagaimana kejadiannya').fill('Terjatuh dari tangga, jempol kanan terluka.')
    await officer.getByLabel('Nama pelapor').fill(worker.name)
    await officer.getByLabel('Nomor HP').fill('0812 7770 0001')
    await send(officer)
    await officer.getByText('Sudah tersimpan.').waitFor()
    address = new URL(officer.url()).pathname
    expect(await officer.getByText('PT Rotan Paser').count()).toBeGreaterThan(0)
  })

  it('takes a late report of stage I only with the reason why', async () => {
    await officer.getByRole('button', { name: 'Catat laporan tahap I' }).click()
    await date(officer, 'receivedAt', ['18', '10', '2022'])
    await officer.getByLabel('Jam diterima').fill('10.00')
    await send(officer)
    await officer.getByText('tulis mengapa laporan terlambat').first().waitFor()
    await officer.getByLabel('Mengapa terlambat').fill('Pemberi kerja baru tahu hari Senin.')
    await send(officer)
    await officer.getByText('Langkah sudah tercatat.').waitFor()
  })

  it('shows the verifier what is next and why something else is not possible', async () => {
    expect((await weigh(verifier, address)).all).toBeLessThanOrEqual(120_000)
    await verifier.getByText('Pada hari kejadian pekerja ini terlindungi').waitFor()
    await verifier.getByRole('button', { name: 'Terbitkan jaminan perawatan' }).click()
    await verifier.getByLabel('Rumah sakit atau klinik').fill('RSUD Panglima Sebaya')
    await send(verifier)
    await verifier.getByRole('button', { name: 'Simpulkan kecelakaan kerja' }).click()
    await verifier.getByLabel('Nomor surat').fill('SIM-001/2022')
    await send(verifier)
    await verifier.getByText('Dalam perawatan', { exact: true }).waitFor()
  })

  async function period(from: [string, string, string], to: [string, string, string]) {
    await officer.goto(`${address}/isi/masa`)
    await date(officer, 'from', from)
    await date(officer, 'to', to)
    await officer.getByLabel('Dibayar kepada').selectOption('participant')
    await officer.getByLabel('Dokter').fill('dr. Fiktif')
    await send(officer)
  }

  it('keeps days of rest apart, marks the gaps, and names both periods where they overlap', async () => {
    await period(['15', '10', '2022'], ['24', '10', '2022'])
    await officer.getByText('Sudah tersimpan.').waitFor()
    await period(['24', '10', '2022'], ['31', '10', '2022'])
    await officer.getByText('bertumpuk dengan 2022-10-15 sampai 2022-10-24').first().waitFor()
    await period(['1', '11', '2022'], ['10', '11', '2022'])
    await officer.getByText('7 hari tanpa surat istirahat').waitFor()
  })

  it('lets one person record a disability and another confirm it', async () => {
    await officer.goto(`${address}/isi/cacat`)
    await officer.getByLabel('Dokter').fill('dr. Fiktif')
    await officer.getByLabel('Bagian tubuh').selectOption('THUMB_R')
    await send(officer)
    await officer.getByText('Menunggu dokter penasihat').waitFor()
    await adviser.goto(address)
    await adviser.getByRole('button', { name: 'Pastikan temuan' }).click()
    await adviser.getByText('Dipastikan').waitFor()
  })

  it('opens a claim for the days that nobody has claimed', async () => {
    await officer.goto(address)
    await officer.getByRole('button', { name: 'Ajukan STMB untuk peserta sendiri' }).click()
    await officer.getByRole('link', { name: /^JKS-PSR/ }).waitFor()
    expect(await violationsOf(officer)).toEqual([])
  })

  it('stands in the list of what employers answer for', async () => {
    await officer.goto(`${LIST}/tanggungan`)
    await officer.getByText('dibuat pihak lain, terlambat').waitFor()
    expect(await violationsOf(officer)).toEqual([])
  })

  it('fits a phone and a desk', async () => {
    for (const path of [LIST, `${LIST}/baru`, `${LIST}/tanggungan`, address, `${address}/isi/tagihan`]) {
      for (const viewport of [PHONE, DESK]) {
        await officer.setViewportSize(viewport)
        await officer.goto(path)
        if (process.env.SANTUN_PICTURES)
          await officer.screenshot({
            path: `${process.env.SANTUN_PICTURES}/${path.split('/').slice(3).join('-') || 'list'}-${viewport.width}.png`,
            fullPage: true,
          })
        expect(await overflowOf(officer)).toBeLessThanOrEqual(0)
      }
    }
  })
})
