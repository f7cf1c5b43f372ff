/** A family with a phone: opens the pages, types, takes photos. What it sees is asserted by the tests. */
import sharp from 'sharp'
import type { Page } from 'playwright-core'

export interface Story {
  participant: string
  /** NIK or card number, as the family types it. */
  number: string
  claimant: string
  phone: string
  place?: string
}

/** From the first page to the draft of a claim; returns its number. */
export async function openDraft(
  page: Page,
  story: Story,
  look: (page: Page) => Promise<void> = nothing,
): Promise<string> {
  await page.goto('/')
  await look(page)
  await page.getByRole('button', { name: 'Ajukan klaim' }).click()
  await page.getByLabel('Meninggal karena sakit, usia, atau sebab lain').waitFor()
  await look(page)
  await page.getByLabel('Meninggal karena sakit, usia, atau sebab lain').check()
  await page.getByRole('button', { name: 'Lanjut' }).click()
  await page.getByLabel('Nama lengkap peserta').waitFor()
  await look(page)
  await page.getByLabel('Nama lengkap peserta').fill(story.participant)
  await page.getByLabel('Nomor KTP (NIK) peserta').fill(story.number)
  await page.getByRole('button', { name: 'Lanjut' }).click()
  await page.getByLabel('Tanggal', { exact: true }).waitFor()
  await look(page)
  await page.getByLabel('Tanggal', { exact: true }).fill('11')
  await page.getByLabel('Bulan').fill('10')
  await page.getByLabel('Tahun').fill('2022')
  if (story.place) await page.getByLabel('Tempat meninggal').fill(story.place)
  await page.getByRole('button', { name: 'Lanjut' }).click()
  await page.getByLabel('Nama lengkap Anda').waitFor()
  await look(page)
  await page.getByLabel('Nama lengkap Anda').fill(story.claimant)
  await page.getByLabel('Suami atau istri').check()
  await page.getByLabel('Kantor terdekat').selectOption('PSR')
  await page.getByRole('button', { name: 'Lanjut' }).click()
  await page.getByLabel('Nomor HP', { exact: true }).waitFor()
  await look(page)
  await page.getByLabel('Nomor HP', { exact: true }).fill(story.phone)
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await page.getByLabel('Kode 6 angka').waitFor()
  await look(page)
  await typeCode(page)
  await page.getByRole('heading', { name: `Klaim untuk ${story.participant}` }).waitFor()
  return numberIn(page)
}

/** The code that a demonstration shows in place of a message. */
export async function typeCode(page: Page): Promise<void> {
  const shown = await page.getByText(/Kodenya \d{6}/).innerText()
  await page.getByLabel('Kode 6 angka').fill(/Kodenya (\d{6})/.exec(shown)?.[1] ?? '')
  await page.getByRole('button', { name: 'Lanjut' }).click()
}

export function numberIn(page: Page): string {
  return /\/ajukan\/([A-Z]{3}-[A-Z]{3}-\d+-\d+)/.exec(page.url())?.[1] ?? ''
}

let photos = 0

/** A photo as a phone makes it: large, full of detail, bright or dark, and another one each time. */
export async function aPhoto(width = 2400, light = 200): Promise<Buffer> {
  photos += 1
  const noise = { type: 'gaussian', mean: light, sigma: 40 } as const
  const grain = {
    create: { width: 400, height: 300 + photos, channels: 3, background: '#fff', noise },
  } as const
  const large = await sharp(grain).png().toBuffer()
  return sharp(large).resize(width).jpeg({ quality: 90 }).toBuffer()
}

export async function choosePhoto(page: Page, content: Buffer): Promise<void> {
  await page.locator('#file').setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: content })
}

const nothing = (): Promise<void> => Promise.resolve()
