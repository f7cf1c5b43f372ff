import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { IntakeService } from '../../src/intake/intake.service.js'
import { ClaimantSessions } from '../../src/platform/login/claimant-sessions.service.js'
import { aParticipant, type Participant } from '../factories/participant.js'
import { TestApp } from '../support/app.js'
import { launchBrowser, openContext, weigh } from '../support/browser.js'
import { describeWith } from '../support/parts.js'
import { until } from '../support/until.js'
import { aPhoto, choosePhoto, numberIn, openDraft, type Story, typeCode } from './family-phone.js'

const HOSTILE = `<img src=x onerror=alert(1)>"'&{{7*7}}`
const CARD = 'select m.kpj from membership m join participant p on p.id = m.participant_id where p.name = $1'
const IDENTIFIED = `select c.participant_nik_index = p.nik_index as same from claim c
  join membership m on m.kpj = c.answers #>> '{participant,kpj}' join participant p on p.id = m.participant_id where p.name = $1`
const UNKNOWN_NIK = '6401045203710099'

describeWith(['chromium'])('a draft on an old phone', () => {
  let app: TestApp
  let browser: Browser
  let participant: Participant
  const contexts: BrowserContext[] = []
  let phones = 0

  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    browser = await launchBrowser()
    participant = await aParticipant(app.sql)
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  const open = async (options?: Parameters<typeof openContext>[2]): Promise<Page> => {
    const context = await openContext(browser, app.url, options)
    contexts.push(context)
    return context.newPage()
  }
  const aPhone = (): string => {
    phones += 1
    return `+62812555${String(20000 + phones)}`
  }
  const story = (changes: Partial<Story> = {}): Story => ({
    participant: participant.name,
    number: participant.nik,
    claimant: 'Siti Aminah',
    phone: aPhone(),
    ...changes,
  })
  /** A draft that was opened earlier, and the browser of whoever holds its phone. */
  const aDraft = async (
    options?: Parameters<typeof openContext>[2],
  ): Promise<{ page: Page; number: string; phone: string }> => {
    const { nik, name } = await aParticipant(app.sql)
    const phone = aPhone()
    const answers = {
      participant: { nik, name },
      event: { type: 'non_work_death', eventDate: '2022-10-11' },
      claimant: { name: 'Siti Aminah', relation: 'spouse', phone },
    } as const
    const opener = { id: 'pre_draft:test', role: 'heir', branchId: null } as const
    const dto = { type: 'jkm_death', branch: 'PSR', answers } as const
    const { number } = await app.application.get(IntakeService).createDraft(dto, opener, randomUUID())
    const page = await open(options)
    await signIn(page, phone)
    return { page, number, phone }
  }
  const signIn = async (page: Page, phone: string): Promise<void> => {
    const { token } = await app.application.get(ClaimantSessions).open(phone)
    await page.context().addCookies([{ name: 'santun-keluarga', value: token, url: app.url }])
  }

  it('is lodged without any script, photo included', async () => {
    const page = await open({ script: false })
    const number = await openDraft(page, story())
    await page.goto(`/ajukan/${number}/berkas/AKTA_KEMATIAN`)
    await page.getByRole('button', { name: 'Kirim foto ini' }).click()
    await page.getByRole('link', { name: 'Pilih atau ambil foto dulu.' }).waitFor()
    await choosePhoto(page, await aPhoto(900))
    await page.getByRole('button', { name: 'Kirim foto ini' }).click()
    await page.getByText('Foto sudah kami terima.').waitFor()
    await page.goto(`/ajukan/${number}/periksa`)
    await page.getByRole('button', { name: 'Kirim klaim' }).click()
    await page.getByRole('link', { name: 'Beri tanda pada pernyataan ini dulu.' }).waitFor()
    await page.getByLabel('Keterangan ini benar').check()
    await page.getByRole('button', { name: 'Kirim klaim' }).click()
    await page.getByRole('heading', { name: 'Klaim Anda sudah kami terima' }).waitFor()
    expect(await page.locator('.santun-number').innerText()).toBe(number)
  })

  it('goes on with a photo where the connection was cut, on a slow line', async () => {
    const { page, number } = await aDraft()
    await page.goto(`/ajukan/${number}/berkas/KK`)
    await choosePhoto(page, await aPhoto())
    await page.getByRole('button', { name: 'Pakai foto ini' }).waitFor()
    const network = await page.context().newCDPSession(page)
    const slow = { offline: false, latency: 100, downloadThroughput: 50_000, uploadThroughput: 50_000 }
    await network.send('Network.enable')
    await network.send('Network.emulateNetworkConditions', slow)
    await page.getByRole('button', { name: 'Pakai foto ini' }).click()
    await page.getByText(/Sedang dikirim: [2-9] dari \d+ bagian/).waitFor()
    await network.send('Network.emulateNetworkConditions', { ...slow, offline: true })
    await page.getByText('Sambungan terputus. Biarkan halaman ini terbuka').waitFor()
    const before = await uploadsBegun()
    await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
    await page.getByText('Foto sudah kami terima.').waitFor()
    expect(page.url()).toMatch(/\/berkas\?hasil=diterima$/)
    expect(await uploadsBegun()).toBe(before)
    expect(await page.locator('a[href$="/berkas/KK"]').locator('xpath=ancestor::li').innerText()).toMatch(
      /Diterima/,
    )
  })
  const uploadsBegun = async (): Promise<number | undefined> =>
    (await app.sql.first<{ count: number }>('select count(*)::int as count from document_upload'))?.count

  it('is taken up on another phone by whoever holds the number', async () => {
    const first = await open()
    const told = story({ claimant: 'Ibu Rohani' })
    const number = await openDraft(first, told)
    const second = await open()
    await second.goto('/lanjutkan')
    await second.getByLabel('Nomor HP Anda').fill(told.phone)
    await second.getByRole('button', { name: 'Kirim kode' }).click()
    await typeCode(second)
    await second.getByRole('button', { name: new RegExp(number) }).click()
    await second.getByRole('heading', { name: `Klaim untuk ${participant.name}` }).waitFor()
    await second.getByRole('link', { name: 'Tentang Anda' }).click()
    expect(await second.getByLabel('Nama lengkap Anda').inputValue()).toBe('Ibu Rohani')
    await second.getByLabel('Anak', { exact: true }).check()
    await second.getByRole('button', { name: 'Lanjut' }).click()
    await second.getByRole('heading', { name: `Klaim untuk ${participant.name}` }).waitFor()
    await first.goto(`/ajukan/${number}/periksa`)
    await first.getByText('Anak', { exact: true }).waitFor()
  })

  it('is somebody else’s to nobody', async () => {
    const { number } = await aDraft()
    const other = await open()
    await signIn(other, aPhone())
    const [theirs, none] = await Promise.all([
      other.request.get(`/ajukan/${number}`),
      other.request.get('/ajukan/JKM-PSR-2210-999999'),
    ])
    expect([theirs.status(), none.status()]).toEqual([404, 404])
    expect(withoutIds(await theirs.text())).toBe(withoutIds(await none.text()))
  })

  it('is one claim with one receipt when the button is pressed twice', async () => {
    const { page, number } = await aDraft()
    await page.goto(`/ajukan/${number}/periksa`)
    const form = await page
      .locator('form')
      .evaluate((element) =>
        Object.fromEntries(new FormData(element as HTMLFormElement) as unknown as Iterable<[string, string]>),
      )
    const send = () =>
      page.request.post(`/ajukan/${number}/kirim`, {
        form: { ...form, declared: 'ya' },
        headers: { 'Sec-Fetch-Site': 'same-origin' },
        maxRedirects: 0,
      })
    const answers = await Promise.all([send(), send()])
    expect(answers.map((answer) => [answer.status(), answer.headers().location])).toEqual([
      [303, `/ajukan/${number}/terkirim`],
      [303, `/ajukan/${number}/terkirim`],
    ])
    const history = await app.sql.rows(
      'select t.event from claim_transition t join claim c on c.id = t.claim_id where c.number = $1',
      [number],
    )
    expect(history).toEqual([{ event: 'submit' }])
  })

  it('never tells a stranger whether a number is known to us', async () => {
    const seen = async (number: string): Promise<string[]> => {
      const page = await open()
      const texts: string[] = []
      const told = story({ number, participant: 'Peserta Yang Sama', phone: aPhone() })
      const claim = await openDraft(page, told, async () => void texts.push(await page.content()))
      texts.push(await page.content())
      await page.goto(`/ajukan/${claim}/periksa`)
      texts.push(await page.content())
      await page.getByLabel('Keterangan ini benar').check()
      await page.getByRole('button', { name: 'Kirim klaim' }).click()
      await page.getByRole('heading', { name: 'Klaim Anda sudah kami terima' }).waitFor()
      texts.push(await page.content())
      return texts.map((text) =>
        withoutIds(text.replaceAll(number, 'NOMOR').replaceAll(number.slice(-4), 'AKHIR')),
      )
    }
    const known = await seen((await aParticipant(app.sql)).nik)
    expect(await seen(UNKNOWN_NIK)).toEqual(known)
    const holder = await aParticipant(app.sql)
    const knownCard = await seen(await cardOf(holder))
    const identified = await app.sql.rows(IDENTIFIED, [holder.name])
    expect(identified).toEqual([{ same: true }])
    expect(await seen('22099999999')).toEqual(knownCard)
  })

  const cardOf = async ({ name }: Participant): Promise<string> => {
    const card = await app.sql.first<{ kpj: string }>(CARD, [name])
    return card?.kpj ?? ''
  }

  it('shows whatever is typed as text', async () => {
    const page = await open()
    let alerts = 0
    page.on('dialog', (dialog) => {
      alerts += 1
      void dialog.dismiss()
    })
    const number = await openDraft(page, story({ participant: HOSTILE, claimant: HOSTILE, place: HOSTILE }))
    await page.goto(`/ajukan/${number}/anak/baru`)
    await page.getByLabel('Nama lengkap anak').fill(HOSTILE)
    await page.getByLabel('Tanggal', { exact: true }).fill('1')
    await page.getByLabel('Bulan').fill('1')
    await page.getByLabel('Tahun').fill('2015')
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.goto(`/ajukan/${number}/rekening`)
    await page.getByLabel('Bank', { exact: true }).selectOption('009')
    await page.getByLabel('Nomor rekening').fill('1234567890')
    await page.getByLabel('Nama pemilik rekening').fill(HOSTILE)
    await page.getByRole('button', { name: 'Lanjut', exact: true }).click()
    await page.getByRole('heading', { name: 'Periksa lalu kirim' }).waitFor()
    expect(await page.getByText(HOSTILE).count()).toBe(5)
    for (const place of [
      '',
      '/isi/peserta',
      '/isi/tanggal',
      '/isi/pemohon',
      '/anak',
      '/anak/1',
      '/rekening',
      '/periksa',
    ]) {
      await page.goto(`/ajukan/${number}${place}`)
      expect([place, await page.locator('img[src="x"]').count()]).toEqual([place, 0])
    }
    expect(alerts).toBe(0)
  })

  it('costs little of a prepaid month on every page', async () => {
    const { number, phone } = await aDraft()
    const places = [
      '',
      '/isi/pemohon',
      '/berkas',
      '/berkas/KK',
      '/berkas/KK/tidak-ada',
      '/anak',
      '/anak/baru',
      '/rekening',
      '/periksa',
    ]
    for (const path of [
      '/ajukan',
      '/ajukan/masih-hidup',
      ...places.map((place) => `/ajukan/${number}${place}`),
    ]) {
      const page = await open()
      await signIn(page, phone)
      const { all, script } = await weigh(page, path)
      expect([path, all <= 30_000, script <= 8_000]).toEqual([path, true, true])
    }
  })

  it('says what is to be mended, keeps what was typed, and puts the reader there', async () => {
    const page = await open()
    await page.goto('/ajukan')
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByRole('link', { name: 'Pilih salah satu jawaban.' }).waitFor()
    await page.getByLabel('Meninggal karena kecelakaan kerja').check()
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByLabel('Nama lengkap peserta').fill('Sumiati')
    await page.getByLabel('Nomor KTP (NIK) peserta').fill('64010452037100')
    await page.getByRole('button', { name: 'Lanjut' }).click()
    expect(await page.title()).toMatch(/^Perlu diperbaiki: /)
    expect(await page.evaluate(() => document.activeElement?.className)).toMatch(/govuk-error-summary/)
    expect(await page.getByLabel('Nama lengkap peserta').inputValue()).toBe('Sumiati')
    await page
      .getByRole('link', { name: 'Nomor KTP harus 16 angka. Periksa lagi, angka ini baru 14.' })
      .click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('number')
    await page.getByLabel('Nomor KTP (NIK) peserta').fill(UNKNOWN_NIK)
    await page.getByRole('button', { name: 'Lanjut' }).click()
    for (const [name, [day, month, year]] of Object.entries({
      accident: ['31', '11', '2021'],
      death: ['1', '12', '2022'],
    })) {
      await page.locator(`#${name}-day`).fill(day ?? '')
      await page.locator(`#${name}-month`).fill(month ?? '')
      await page.locator(`#${name}-year`).fill(year ?? '')
    }
    await page.getByRole('button', { name: 'Lanjut' }).click()
    await page.getByRole('link', { name: 'Tanggal ini tidak ada di kalender. Periksa lagi.' }).waitFor()
    await page.getByRole('link', { name: 'Tanggal ini belum tiba. Periksa tahun dan bulannya.' }).waitFor()
    await until(() => numberIn(page) === '', 'no draft yet')
  })
})

/** What differs between two claims by itself: numbers, tokens, moments. */
function withoutIds(html: string): string {
  return html
    .replace(/JK[MCRSK]-[A-Z]{3}-\d{4}-\d+/g, 'KLAIM')
    .replace(/value="[\w-]{30,}"/g, 'value="TOKEN"')
    .replace(/_csrf=[\w-]+/g, '_csrf=TOKEN')
    .replace(/data-csrf="[\w-]+"/g, 'data-csrf="TOKEN"')
    .replace(/Kodenya \d{6}/g, 'Kodenya')
    .replace(/\+?(62|0)8[\d •]+\d/g, 'HP')
    .replace(/mulai pukul [\d.]+/g, 'nanti')
}
