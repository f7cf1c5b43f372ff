/**
 * Takes the pictures of the README: starts the product on a data folder of its own, lets it tell its story, and looks at
 * its pages as the fictional people of the story would. Needs Debian's Chromium.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { personas } from '../../src/operations/story/personas.js'
import { familiesToMeet } from '../../src/operations/story/today-families.js'
import { DESK, launchBrowser, openContext, PHONE } from '../support/browser.js'
import { freePort } from '../support/free-port.js'
import { startProduct } from '../support/processes.js'
import { until } from '../support/until.js'

const pictures = resolve(import.meta.dirname, '..', '..', 'docs', 'pictures')
const STORY_WITHIN_MS = 300_000

const folder = await mkdtemp(join(tmpdir(), 'santun-pictures-'))
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const product = await startProduct({
  ...process.env,
  SANTUN_DATA: folder,
  SANTUN_STORAGE: join(folder, 'documents'),
  PORT: String(port),
})
try {
  await until(isReady, 'the product to be ready', STORY_WITHIN_MS)
  const browser = await launchBrowser()
  await picturesOfFamily(browser)
  await picturesOfDesk(browser)
  await browser.close()
} finally {
  product.child.kill('SIGINT')
  await product.ended
  await rm(folder, { recursive: true, force: true })
}

async function isReady(): Promise<boolean> {
  return fetch(`${base}/api/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  )
}

/** The family that was asked for a better photo, on its phone. */
async function picturesOfFamily(browser: Browser): Promise<void> {
  const family = familiesToMeet().find(({ situation }) => situation.includes('melengkapi'))
  const page = await (await openContext(browser, base, { viewport: PHONE })).newPage()
  await page.goto('/')
  await take(page, 'start')
  await page.goto('/lanjutkan')
  await page.getByLabel('Nomor HP Anda').fill(family?.phone ?? '')
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  const code = /\b\d{6}\b/.exec(await page.locator('main').innerText())?.[0] ?? ''
  await page.getByRole('textbox').fill(code)
  await page.locator('main button[type=submit]').first().click()
  await page.locator('a[href^="/k/"]').first().click()
  await take(page, 'status')
}

/** The same day at the desks of the branch. */
async function picturesOfDesk(browser: Browser): Promise<void> {
  const dewi = await signIn(browser, 'dewi')
  await dewi.goto('/petugas/antrean')
  await take(dewi, 'queue')
  await dewi
    .getByRole('row')
    .filter({ hasText: 'Verifikasi berkas' })
    .nth(1)
    .getByRole('link')
    .first()
    .click()
  await take(dewi, 'claim')
  const hendra = await signIn(browser, 'hendra')
  await hendra.goto('/pimpinan/persetujuan')
  await hendra.locator('main a[href^="/pimpinan/persetujuan/"]').first().click()
  await take(hendra, 'approval')
  const surya = await signIn(browser, 'surya')
  await surya.goto('/pimpinan/dasbor')
  await take(surya, 'dashboard')
}

async function signIn(browser: Browser, username: string): Promise<Page> {
  const persona = personas.find((each) => each.username === username)
  const page = await (await openContext(browser, base, { viewport: DESK })).newPage()
  await page.goto('/petugas/masuk')
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Kata sandi').fill(persona?.password ?? '')
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/petugas/masuk')
  return page
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(pictures, `${name}.png`) })
  process.stdout.write(`docs/pictures/${name}.png\n`)
}
