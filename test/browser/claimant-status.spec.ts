import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { rejected } from '../factories/claims-in-every-state.js'
import { randomUUID } from 'node:crypto'
import { YearPapers } from '../../src/documents/year-papers.service.js'
import { ScholarshipLifecycle } from '../../src/scholarship/scholarship-lifecycle.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { aScholarship, papersChecked } from '../factories/school-year.js'
import { until } from '../support/until.js'
import { TestApp } from '../support/app.js'
import { launchBrowser, openContext, overflowOf, PHONE, violationsOf, weigh } from '../support/browser.js'
import { describeWith } from '../support/parts.js'
import { Product } from '../support/product.js'
import { revealedRows } from '../support/personal-data.js'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describeWith(['chromium'])('a family on its phone', () => {
  let product: Product
  let door: { url: string; close: () => Promise<void> }
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    product = await Product.start()
    door = await TestApp.listeningBeside(product)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await door.close()
    await product.close()
  })

  const phoneOf = async ({ id }: TestClaim): Promise<string> =>
    (
      await revealedRows<{ phone: string }>(
        product.sql,
        { phone: 'claim_party.phone' },
        'select phone from claim_party where claim_id = $1',
        [id],
      )
    )[0]?.phone ?? ''

  /** By claim number and the last four digits of the phone. */
  async function signIn(claim: TestClaim, script: boolean): Promise<void> {
    context = await openContext(browser, door.url, { viewport: PHONE, script })
    page = await context.newPage()
    await page.goto('/status')
    await page.getByLabel('Nomor klaim').fill(claim.number)
    await page.getByLabel('Nomor HP yang Anda daftarkan').fill((await phoneOf(claim)).slice(-4))
    await page.getByRole('button', { name: 'Kirim kode' }).click()
    await page.getByRole('heading', { name: 'Tulis kode dari SMS' }).waitFor()
    await isGood(script)
    const shown = await page.getByText('Kodenya').innerText()
    await page.getByLabel('Kode 6 angka').fill('000')
    await page.getByRole('button', { name: 'Lanjut', exact: true }).click()
    await page.getByText('Ada yang perlu diperbaiki').waitFor()
    await page.getByLabel('Kode 6 angka').fill(/\d{6}/.exec(shown)?.[0] ?? '')
    await page.getByRole('button', { name: 'Lanjut', exact: true }).click()
    await page.waitForURL(`**/k/${claim.number}`)
  }

  /** The tester for screen readers is a script itself; what it looks at is the same page without. */
  async function isGood(script: boolean): Promise<void> {
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    if (script) expect(await violationsOf(page)).toEqual([])
    const weight = await weigh(page, page.url())
    expect(weight.all).toBeLessThanOrEqual(30_000)
    expect(weight.script).toBeLessThanOrEqual(8_000)
  }

  it.each([
    ['with script', true],
    ['without script', false],
  ])('%s finds its claim, sends what is missing and is done', async (_, script) => {
    const claim = await aClaim(product).lodged()
    await claim.accept({ except: ['AKTA_KEMATIAN'] })
    await product.decisions.markDefective(claim.id, 'AKTA_KEMATIAN', 'BLURRED', product.staff.verifier)
    await claim.fire('request_documents', product.staff.verifier)

    await signIn(claim, script)
    expect(await page.title()).toBe('Kami perlu dokumen dari Anda – Santun')
    await isGood(script)
    await page.getByRole('button', { name: /^Kirim foto/ }).click()
    await page.getByText('Pilih atau ambil foto dulu.').first().waitFor()
    expect(await page.title()).toBe('Perlu diperbaiki: Kami perlu dokumen dari Anda – Santun')
    await page.getByLabel(/Foto atau file/).setInputFiles({
      name: 'akta.png',
      mimeType: 'image/png',
      buffer: Buffer.concat([PIXEL, Buffer.from(claim.number)]),
    })
    await page.getByRole('button', { name: /^Coba lagi/ }).click()
    await page.getByText('File Anda sudah kami terima.').waitFor()
    await page.getByRole('button', { name: 'Selesai, kirim ke petugas' }).click()
    await page.getByText('Terima kasih. Petugas melanjutkan pemeriksaan.').waitFor()
    await product.reached(claim.id, 'in_verification')
    await page.goto(`/k/${claim.number}`)
    await page.getByRole('heading', { name: 'Kami sedang memeriksa berkas Anda' }).waitFor()
    await context.close()
  })

  it.each([
    ['with script', true],
    ['without script', false],
  ])('%s reads why it was refused and objects', async (_, script) => {
    const claim = await rejected(product)
    await signIn(claim, script)
    await page.getByRole('heading', { name: 'Klaim ini belum dapat kami bayar' }).waitFor()
    await isGood(script)
    await page.getByRole('button', { name: 'Ajukan keberatan' }).click()
    await page.getByRole('heading', { name: 'Ajukan keberatan' }).waitFor()
    await isGood(script)
    await page.getByRole('button', { name: 'Kirim keberatan' }).click()
    await page.getByText('Tulis mengapa Anda tidak setuju.').first().waitFor()
    await page.getByLabel('Mengapa Anda tidak setuju?').fill('Saya istri sahnya, ini buku nikah kami.')
    await page.getByRole('button', { name: 'Kirim keberatan' }).click()
    await page.getByText('Keberatan Anda sudah kami terima.').waitFor()
    await page.getByRole('heading', { name: 'Kami sedang memeriksa keberatan Anda' }).waitFor()
    await page.getByRole('link', { name: /Data saya/ }).click()
    await page.getByRole('heading', { name: 'Data saya' }).waitFor()
    await isGood(script)
    await page.goto(`/k/${claim.number}`)
    await page.getByRole('button', { name: 'Keluar dari HP ini' }).click()
    await page.goto(`/k/${claim.number}`)
    await page.getByRole('heading', { name: 'Lanjutkan klaim Anda' }).waitFor()
    await context.close()
  })

  /** A photo for one paper of the year, from its page in the list. */
  async function photograph(paper: RegExp, script: boolean): Promise<void> {
    await page.getByRole('link', { name: paper }).click()
    await page.locator('#file').waitFor()
    await isGood(script)
    const buffer = Buffer.concat([PIXEL, Buffer.from(randomUUID())])
    await page.locator('#file').setInputFiles({ name: 'surat.png', mimeType: 'image/png', buffer })
    await page.locator('#photo-send').click()
    await page.getByText('Foto sudah kami terima.').waitFor()
  }

  it.each([
    ['with script', true],
    ['without script', false],
  ])('%s applies for the school year of a child, and mends what comes back', async (_, script) => {
    const { claim, years } = await aScholarship(product)
    const yearId = years.at(-1)?.yearId ?? ''
    await signIn(claim, script)
    await page.getByText('Ada beasiswa anak yang menunggu Anda.').waitFor()
    await page.getByRole('button', { name: 'Lihat atau ajukan beasiswa anak' }).click()
    await page.getByRole('heading', { name: 'Anak Bungsu' }).waitFor()
    await isGood(script)
    await page.getByRole('button', { name: 'Ajukan beasiswa 2022/2023' }).last().click()
    await page.getByText('Setelah isian dan semua foto ada').waitFor()
    await isGood(script)
    await page.getByRole('link', { name: 'Cerita sekolah tahun ini' }).click()
    await page.getByLabel('Anak duduk di kelas berapa?').selectOption('TK_SD:5')
    await isGood(script)
    await page.getByLabel('Anak duduk di kelas berapa?').selectOption('TK_SD:5')
    await page.getByLabel('Tidak', { exact: true }).check()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Isian Anda sudah tersimpan.').waitFor()
    await photograph(/^Surat keterangan/, script)
    await photograph(/^Rapor/, script)
    await page.getByRole('button', { name: 'Kirim pengajuan' }).click()
    await page.getByRole('heading', { name: 'Pengajuan sudah kami terima' }).waitFor()
    expect(await page.locator('main').innerText()).toMatch(/paling lambat \w+, \d+ \w+ 2022/)
    await isGood(script)

    await until(
      () => papersChecked(product, yearId),
      () => 'the papers to be checked',
    )
    const { verifier } = product.staff
    const papers = product.get(YearPapers)
    await papers.decide(yearId, 'SK_SEKOLAH', 'BLURRED', verifier)
    await papers.decide(yearId, 'RAPOR', null, verifier)
    const reason = 'Cap sekolah tidak terbaca.'
    await product.get(ScholarshipLifecycle).fireYear({
      id: yearId,
      event: 'return_evidence',
      actor: verifier,
      idempotencyKey: randomUUID(),
      input: { reason },
    })
    await page.goto(`/k/${claim.number}/beasiswa/${yearId}`)
    await page.getByText(reason).waitFor()
    expect(await page.getByRole('button', { name: 'Kirim pengajuan' }).count()).toBe(0)
    await isGood(script)
    await photograph(/^Surat keterangan/, script)
    await page.getByRole('button', { name: 'Kirim pengajuan' }).click()
    await page.getByRole('heading', { name: 'Pengajuan sudah kami terima' }).waitFor()
    await page.goto(`/k/${claim.number}/beasiswa/${yearId}`)
    await page.getByText('Petugas kami memeriksanya.').waitFor()
    await isGood(script)
    await context.close()
  })
})
