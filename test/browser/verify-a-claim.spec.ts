import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Caller, PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, openContext, overflowOf, violationsOf, weigh } from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'

const LATE_PAPER = 'BUKU_NIKAH'

describeWith(['chromium'])('a verifier and a claim that lacks a paper', () => {
  let app: TestApp
  let desk: Desk
  let browser: Browser
  let claim: DeskClaim
  let page: Page
  let context: BrowserContext

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    browser = await launchBrowser()
    claim = await lodgedWithout(LATE_PAPER)
    ;[page, context] = await signIn(desk.people.verifier)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function lodgedWithout(code: string): Promise<DeskClaim> {
    const made = await desk.draft()
    for (const document of await made.documents())
      if (document.necessity === 'required' && document.code !== code)
        await made.give(document.code).expect(200)
    await made.fire('officer', 'submit')
    await made.reached('in_verification')
    return made
  }

  async function signIn(caller: Caller): Promise<[Page, BrowserContext]> {
    const opened = await openContext(browser, app.url, { viewport: DESK })
    const first = await opened.newPage()
    await first.goto('/petugas/antrean')
    await first.getByLabel('Nama pengguna').fill(caller.username)
    await first.getByLabel('Kata sandi').fill(PASSWORD)
    await first.getByRole('button', { name: 'Masuk' }).click()
    await first.getByRole('heading', { name: 'Antrean saya' }).waitFor()
    return [first, opened]
  }

  /** Compares every value, accepts, and goes on until no paper waits. */
  async function acceptWhatWaits(): Promise<void> {
    await page.goto(`/petugas/klaim/${claim.number}/berkas`)
    await page.getByRole('link', { name: await nameOfFirstWaiting() }).click()
    const save = page.getByRole('button', { name: 'Simpan dan berkas berikutnya' })
    while (await save.isVisible()) {
      for (const value of await page.locator('fieldset:has(input[name^="nilai-"])').all())
        await value.getByLabel('Cocok', { exact: true }).check()
      await page.getByLabel('Terima', { exact: true }).check()
      await Promise.all([page.waitForURL((url) => url.search === '?hasil=berkas'), save.click()])
      await page.getByText('Putusan berkas sudah tersimpan.').waitFor()
    }
  }

  async function nameOfFirstWaiting(): Promise<string> {
    const { body } = await desk.people.verifier.get(`${claim.path}/documents`).expect(200)
    const documents = (body as { documents: { name: string; state: string }[] }).documents
    return documents.find(({ state }) => state === 'to_review')?.name ?? ''
  }

  it('is given the most urgent claim, and sees its pages without a fault', async () => {
    expect((await weigh(page, '/petugas/antrean')).all).toBeLessThanOrEqual(120_000)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Ambil berikutnya' }).click()
    await page.getByRole('heading', { name: 'Ringkasan' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/petugas/klaim/${claim.number}`)
    for (const tab of [
      '',
      'berkas',
      'ahli-waris',
      'kepesertaan',
      'keluarga',
      'perhitungan',
      'pembayaran',
      'riwayat',
      'catatan',
      'usulan',
      'kelengkapan',
      'langkah/refer',
      'lihat/nik',
      'berkas/KK',
    ]) {
      const path = `/petugas/klaim/${claim.number}/${tab}`
      expect((await weigh(page, path)).all).toBeLessThanOrEqual(120_000)
      expect({ path, faults: await violationsOf(page) }).toEqual({ path, faults: [] })
      for (const width of [1280, 768]) {
        await page.setViewportSize({ width, height: 800 })
        expect({ path, width, over: Math.max(0, await overflowOf(page)) }).toEqual({ path, width, over: 0 })
      }
      await page.setViewportSize(DESK)
    }
  })

  it('reads why a step is not possible yet', async () => {
    await page.goto(`/petugas/klaim/${claim.number}`)
    const steps = page.getByRole('complementary', { name: 'Langkah berikutnya' })
    expect(await steps.innerText()).toContain('berkas yang belum dilihat')
    expect(await steps.getByRole('button', { name: 'Usulkan keputusan' }).count()).toBe(0)
  })

  it('may not accept a paper that he did not compare or that differs', async () => {
    await page.goto(`/petugas/klaim/${claim.number}/berkas/KK`)
    await page.getByLabel('Terima', { exact: true }).check()
    await page.getByRole('button', { name: 'Simpan dan berkas berikutnya' }).click()
    expect(await page.getByRole('link', { name: 'Bandingkan nilai ini lebih dahulu.' }).count()).toBe(3)
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Tidak cocok').first().check()
    await page.getByLabel('Terima', { exact: true }).check()
    await page.getByRole('button', { name: 'Simpan dan berkas berikutnya' }).click()
    await page.getByRole('link', { name: 'Nilai ini tidak cocok. Pilih Ada kekurangan.' }).waitFor()
  })

  it('looks at every paper and asks once for the one that is missing', async () => {
    await acceptWhatWaits()
    await page.goto(`/petugas/klaim/${claim.number}/kelengkapan`)
    await page.getByText('belum kami terima.').waitFor()
    await page.getByText('Keluarga dapat melengkapi sampai 16 November 2022.').waitFor()
    await page.getByText(/^Kami perlu .* paling lambat 16 November 2022/).waitFor()
    await page.getByRole('button', { name: 'Kirim permintaan' }).click()
    await page.getByText('Permintaan sudah dikirim kepada keluarga.').waitFor()
    expect((await claim.read()).state).toBe('awaiting_documents')
  })

  it('settles who is paid once the family has answered, and proposes', async () => {
    await claim.give(LATE_PAPER).expect(200)
    await claim.fire('officer', 'supply')
    await claim.reached('in_verification')
    await acceptWhatWaits()
    // What stands against paying is told before anything is sent, with the way to clear it.
    await page.goto(`/petugas/klaim/${claim.number}/usulan`)
    await page.getByRole('heading', { name: 'Belum dapat diusulkan dibayar' }).waitFor()
    expect(await page.getByLabel('Bayar menurut perhitungan').count()).toBe(0)
    await page.getByRole('link', { name: 'Tetapkan ahli waris dan bagiannya lebih dahulu.' }).click()
    expect(new URL(page.url()).pathname).toBe(`/petugas/klaim/${claim.number}/ahli-waris`)
    await page.getByRole('button', { name: 'Tulis susunan keluarga' }).click()
    await page.getByRole('heading', { name: 'Susunan keluarga' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.getByLabel('Nama seperti di KTP atau KK').first().inputValue()).toBe(claim.claimant)
    await page.getByRole('button', { name: 'Simpan susunan keluarga' }).click()
    await page.getByText('Susunan keluarga sudah tersimpan.').waitFor()
    await page.getByText('Janda, duda, atau anak (PP 44/2015 Pasal 37 ayat 5)').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Bank', { exact: true }).selectOption('002')
    await page.getByLabel('Nomor rekening').fill('12')
    await page.getByLabel('Nama pemilik rekening').fill(claim.claimant)
    await page.getByRole('button', { name: 'Tetapkan penerima' }).click()
    await page.getByRole('link', { name: /8 sampai 20 angka/ }).waitFor()
    await page.getByLabel('Nomor rekening').fill('4012 0255 1234 567')
    await page.getByRole('button', { name: 'Tetapkan penerima' }).click()
    await page.getByText('Penerima sudah ditetapkan.').waitFor()
    await page.getByText('Cocok dengan nama penerima').waitFor()

    await page.goto(`/petugas/klaim/${claim.number}/usulan`)
    await page.getByRole('button', { name: 'Usulkan ke pimpinan' }).click()
    await page.getByRole('link', { name: 'Pilih usulan Anda.' }).waitFor()
    await page.getByLabel('Bayar menurut perhitungan').check()
    await page.getByRole('button', { name: 'Lihat surat untuk keluarga' }).click()
    const letter = page.getByRole('region', { name: 'Keputusan: klaim disetujui' })
    expect(await letter.innerText()).toContain('Konsep.')
    expect(await letter.innerText()).toContain('empat puluh dua juta rupiah')
    expect(await violationsOf(page)).toEqual([])
    expect(await page.getByLabel('Bayar menurut perhitungan').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Usulkan ke pimpinan' }).click()
    await page.getByText('Usulan sudah dikirim kepada pejabat penyetuju.').waitFor()
    expect((await claim.read()).state).toBe('in_approval')
  })

  it('is told by the second of two tabs that the claim has moved, with what was typed', async () => {
    claim = await desk.lodged()
    const path = `/petugas/klaim/${claim.number}/langkah/refer`
    const second = await context.newPage()
    for (const tab of [page, second]) {
      await tab.goto(path)
      await tab.getByLabel('Pihak yang ditanyai').fill('RSUD Panglima Sebaya')
      await tab.getByLabel('Pertanyaan').fill('Kapan pasien masuk?')
      await tab.getByLabel('Tanggal', { exact: true }).fill('20')
      await tab.getByLabel('Bulan').fill('10')
      await tab.getByLabel('Tahun').fill('2022')
    }
    await page.getByRole('button', { name: 'Tanyakan kepada pihak lain' }).click()
    await page.getByText('Langkah sudah tercatat.').waitFor()
    await second.getByRole('button', { name: 'Tanyakan kepada pihak lain' }).click()
    await second.getByRole('heading', { name: 'Klaim ini sudah diubah rekan Anda' }).waitFor()
    expect(await second.getByRole('definition').allInnerTexts()).toEqual(
      expect.arrayContaining(['Verifikasi berkas', 'Menunggu pihak ketiga']),
    )
    await second.getByText('Isian Anda', { exact: true }).click()
    await second.getByText('RSUD Panglima Sebaya').waitFor()
    expect(await violationsOf(second)).toEqual([])
    await second.close()
  })

  it('sees a number whole only with a reason, which is kept', async () => {
    await page.goto(`/petugas/klaim/${claim.number}/lihat/nik`)
    await page.getByLabel('Mengapa Anda perlu melihatnya?').fill('Mencocokkan dengan KTP di loket.')
    await page.getByRole('button', { name: 'Tampilkan' }).click()
    await page.getByText(/^\d{16}$/).waitFor()
    const rows = await app.sql.rows("select reason from document_opening where field = 'participant_nik'")
    expect(rows).toEqual([{ reason: expect.stringMatching(/^v1\./) }])
  })

  it('moves through the queue with keys, and finds claims by the begin of a name', async () => {
    await page.goto('/petugas/antrean?milik=bebas')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Ringkasan' }).waitFor()
    await page.goto('/petugas/cari')
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Nomor klaim, nama, NIK, atau nomor KPJ').fill('pesert')
    await page.getByRole('button', { name: 'Cari' }).click()
    await page.getByText('2 klaim ditemukan').waitFor()
    expect(await violationsOf(page)).toEqual([])
  })
})
