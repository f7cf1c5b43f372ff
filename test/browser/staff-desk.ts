/** Somebody at a desk of their own, signed in; and the money that two of them send to the bank. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PASSWORD } from '../support/app.js'
import { DESK, openContext } from '../support/browser.js'

export interface AtDesk {
  page: Page
  context: BrowserContext
}

export async function signInAt(
  browser: Browser,
  {
    url,
    username,
    path,
    viewport = DESK,
  }: { url: string; username: string; path: string; viewport?: typeof DESK },
): Promise<AtDesk> {
  const context = await openContext(browser, url, { viewport })
  const page = await context.newPage()
  await page.goto(path)
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Kata sandi').fill(PASSWORD)
  await page.getByRole('button', { name: 'Masuk' }).click()
  await page.waitForURL((address) => address.pathname === path)
  return { page, context }
}

/** A batch of everything that waits: counted by one person, counted again and sent by another. */
export async function sendBatch(
  first: Page,
  second: Page,
  { count, total }: { count: string; total: string },
): Promise<void> {
  await first.goto('/pimpinan/pembayaran')
  await first.getByRole('button', { name: 'Buat daftar bayar baru' }).click()
  await first.getByRole('button', { name: 'Isi dengan semua yang antre' }).click()
  await first.getByLabel('Banyaknya pembayaran').fill(count)
  await first.getByLabel('Jumlah seluruhnya').fill(total)
  await first.getByRole('button', { name: 'Tutup daftar bayar' }).click()
  await first.getByText('Daftar bayar ditutup.').waitFor()
  await second.goto(first.url())
  await second.getByLabel('Banyaknya pembayaran').fill(count)
  await second.getByLabel('Jumlah seluruhnya').fill(total)
  await second.getByLabel('Kata sandi Anda').fill(PASSWORD)
  await second.getByRole('button', { name: 'Kirim ke bank' }).click()
  await second.getByText('Daftar bayar sudah dikirim ke bank.').waitFor()
}
