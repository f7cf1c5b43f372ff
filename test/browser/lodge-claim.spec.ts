import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { aParticipant, type Participant } from '../factories/participant.js'
import { TestApp } from '../support/app.js'
import { launchBrowser, openContext, overflowOf, violationsOf } from '../support/browser.js'
import { describeWith } from '../support/parts.js'
import { aPhoto, choosePhoto, openDraft, type Story } from './family-phone.js'

const REQUIRED = ['KARTU_PESERTA', 'KTP_AHLI_WARIS', 'AKTA_KEMATIAN', 'KK', 'SK_AHLI_WARIS', 'REKENING']

describeWith(['chromium'])('a family lodges a claim on an old phone', () => {
  let app: TestApp
  let browser: Browser
  let context: BrowserContext
  let participant: Participant
  let phones = 0

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    participant = await aParticipant(app.sql)
    browser = await launchBrowser()
  })
  afterEach(() => context.close())
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  const open = async (options?: Parameters<typeof openContext>[2]): Promise<Page> => {
    context = await openContext(browser, app.url, options)
    return context.newPage()
  }
  const story = (changes: Partial<Story> = {}): Story => {
    phones += 1
    return {
      participant: participant.name,
      number: participant.nik,
      claimant: 'Siti Aminah',
      phone: `0812 5551 ${String(1000 + phones)}`,
      place: 'Tanah Grogot',
      ...changes,
    }
  }
  const stateOf = async (number: string): Promise<string | undefined> =>
    (await app.sql.first<{ state: string }>('select state from claim where number = $1', [number]))?.state
  /** Every page of the way: nothing that a screen reader stumbles over, nothing wider than the phone. */
  const isGood = async (page: Page): Promise<void> => {
    expect([page.url(), await violationsOf(page)]).toEqual([page.url(), []])
    expect([page.url(), await overflowOf(page)]).toEqual([page.url(), 0])
  }

  it('with photos, children and an account, and is given a number and a date', async () => {
    const page = await open()
    const number = await openDraft(page, story(), isGood)
    await isGood(page)
    await page.getByRole('button', { name: 'Lanjutkan' }).click()
    for (const code of REQUIRED) {
      await page.goto(`/ajukan/${number}/berkas`)
      await page.locator(`a[href$="/berkas/${code}"]`).click()
      await choosePhoto(page, await aPhoto())
      await page.getByRole('button', { name: 'Pakai foto ini' }).waitFor()
      if (code === 'KK') await isGood(page)
      await page.getByRole('button', { name: 'Pakai foto ini' }).click()
      await page.getByText('Foto sudah kami terima.').waitFor()
    }
    await isGood(page)
    await page.goto(`/ajukan/${number}/berkas/BUKU_NIKAH/tidak-ada`)
    await isGood(page)
    await page.getByRole('button', { name: 'Tandai belum ada' }).click()
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByLabel('Ya, ada').check()
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByLabel('Nama lengkap anak').fill('Budi')
    await page.getByLabel('Tanggal', { exact: true }).fill('3')
    await page.getByLabel('Bulan').fill('2')
    await page.getByLabel('Tahun').fill('2012')
    await page.getByLabel('Jenjang sekolah sekarang').selectOption('TK_SD')
    await isGood(page)
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText('3 Februari 2012').waitFor()
    await isGood(page)
    await page.getByRole('button', { name: 'Sudah semua, lanjut' }).click()
    await page.getByLabel('Bank', { exact: true }).selectOption('002')
    await page.getByLabel('Nomor rekening').fill('4012 0255')
    await page.getByLabel('Nama pemilik rekening').fill('Budi Santoso')
    await page.getByRole('button', { name: 'Lanjut', exact: true }).click()
    await page.getByLabel('Nomor ini sudah saya periksa dan benar').check()
    await isGood(page)
    await page.getByRole('button', { name: 'Lanjut', exact: true }).click()
    await page.getByText('Nama rekening berbeda dengan nama Anda').waitFor()
    await isGood(page)
    await page.getByLabel('Keterangan ini benar').check()
    await page.getByRole('button', { name: 'Kirim klaim' }).click()
    await page.getByRole('heading', { name: 'Klaim Anda sudah kami terima' }).waitFor()
    await isGood(page)
    expect(await page.locator('.santun-number').innerText()).toBe(number)
    await page.getByText(/Kami kabari lewat SMS paling lambat \w+, \d+ \w+ 2022\./).waitFor()
    const [claim] = await app.sql.rows<{ answers: { account: object; children: object[] } }>(
      'select answers from claim where number = $1',
      [number],
    )
    expect(claim?.answers.children).toHaveLength(1)
    expect(claim?.answers.account).toMatchObject({ bankCode: '002', accountHolder: 'Budi Santoso' })
    expect(await stateOf(number)).toBe('screening')
    const form = await app.sql.rows(
      `select i.state, f.media_type from claim c join document_item i on i.claim_id = c.id
       join document_file f on f.item_id = i.id where c.number = $1 and i.code = 'FORM_JKM'`,
      [number],
    )
    expect(form).toEqual([{ state: 'received', media_type: 'application/pdf' }])
  })
})
