/** What every page of the families costs: bytes, script, patience on a slow line, and whether it can be read by all. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { aParticipant } from '../factories/participant.js'
import { TestApp } from '../support/app.js'
import { launchBrowser, openContext, overflowOf, PHONE, violationsOf, weigh } from '../support/browser.js'
import { Desk } from '../support/desk.js'
import { Family } from '../support/family.js'
import { lanes } from '../support/lanes.js'
import { describeWith } from '../support/parts.js'
import { filled, routesOf } from '../support/routes.js'
import { openDraft } from './family-phone.js'

const MOST_BYTES = 30_000
const MOST_SCRIPT = 8_000
const USABLE_MS = 2_000
/** Of the slow line on which a page must be usable in time, in bytes a second. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const SECOND_GENERATION = {
  offline: false,
  latency: 300,
  downloadThroughput: 31_250,
  uploadThroughput: 6_250,
}
/** Loads of one page by itself, of which the quickest counts, when it came too late: a busy machine is not a slow line. */
const ATTEMPTS = 3
/** A page mostly waits for its line. */
const AT_ONCE = 3

const PHONE_OF_DRAFT = '081266800001'
const PHONE_OF_CLAIM = '081266800002'

/** Neither pages nor for families: files, letters, the desk's door, what only leads on, and what a code must open first. */
const NOT_PAGES =
  /^\/(aset|petugas|pimpinan|admin|api|health|metrics|v)(\/|$)|\/surat\/|^\/ajukan\/(buka|hp)$|^\/ajukan\/isi\/|^\/surat\/:|^\/lapor\/:/

describeWith(['chromium'])('a page for families', () => {
  let app: TestApp
  let browser: Browser
  let pages: { path: string; cookies: Map<string, string> }[]

  beforeAll(async () => {
    app = await TestApp.start()
    browser = await launchBrowser()
    const desk = await Desk.open(app)
    const begun = await desk.answers()
    const draft = await desk.draft({ ...begun, claimant: { ...begun.claimant, phone: PHONE_OF_DRAFT } })
    const told = await desk.answers()
    const claim = await desk.lodged({ ...told, claimant: { ...told.claimant, phone: PHONE_OF_CLAIM } })
    const drafting = await Family.signIn(app, PHONE_OF_DRAFT)
    const following = await Family.signIn(app, PHONE_OF_CLAIM)
    const asking = new Family(app.url)
    await asking.post('/lanjutkan', { hp: '081266800003', lanjut: '/' })
    const values = { place: 'baru', section: 'peserta', code: 'KK' }
    pages = routesOf(app.application)
      .filter(
        ({ method, path, access }) =>
          method === 'get' && (access === 'public' || access === 'claimant') && !NOT_PAGES.test(path),
      )
      .map(({ path }) => {
        const lodged = path.startsWith('/k/') || path.endsWith('/terkirim')
        const number = lodged ? claim.number : draft.number
        const { cookies } =
          path === '/kode'
            ? asking
            : path === '/lanjutkan'
              ? new Family(app.url)
              : lodged
                ? following
                : drafting
        return { path: filled(path, { ...values, number }), cookies }
      })
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function open(cookies: Map<string, string>): Promise<[Page, BrowserContext]> {
    const context = await openContext(browser, app.url, { viewport: PHONE })
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: app.url })))
    return [await context.newPage(), context]
  }

  it('is one of those that were looked at', () => {
    expect(pages.length).toBeGreaterThanOrEqual(20)
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/', '/status', '/kode', '/klaim-saya']),
    )
  })

  it('costs 30 KB at the first visit and 8 KB of script at most, is read by a screen reader, and fits an old phone', async () => {
    await lanes(pages, AT_ONCE, async ({ path, cookies }) => {
      const [page, context] = await open(cookies)
      const { all, script } = await weigh(page, path)
      expect([path, new URL(page.url()).pathname]).toEqual([path, path])
      expect([path, all <= MOST_BYTES, script <= MOST_SCRIPT]).toEqual([path, true, true])
      expect([path, await violationsOf(page), await overflowOf(page)]).toEqual([path, [], 0])
      expect([path, await page.locator('h1').count()]).toEqual([path, 1])
      expect([path, await tooSmall(page)]).toEqual([path, []])
      expect([path, await page.title()]).toEqual([path, expect.stringMatching(/\S.* – Santun$/)])
      await context.close()
    })
  })

  /** What stands alone to be pressed with a thumb, and is lower than 44 px. Links within a sentence are as high as it. */
  function tooSmall(page: Page): Promise<string[]> {
    const pressed =
      'main li > a.govuk-link, main button, main a.govuk-button, main summary, nav > a, main input:not([type=hidden])'
    return page
      .locator(pressed)
      .evaluateAll((all) =>
        all
          .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.5)
          .map((one) => `${one.tagName} ${one.textContent} ${one.getBoundingClientRect().height}`),
      )
  }

  it('can be used within two seconds at 400 kbit/s', async () => {
    const late: typeof pages = []
    await lanes(pages, AT_ONCE, async (page) => {
      if ((await usableAfter(page)) > USABLE_MS) late.push(page)
    })
    for (const page of late) {
      const tried: number[] = []
      do tried.push(await usableAfter(page))
      while (Math.min(...tried) > USABLE_MS && tried.length < ATTEMPTS)
      expect([page.path, Math.min(...tried) <= USABLE_MS]).toEqual([page.path, true])
    }
  })

  /** From the request to where everything that is needed to read and to type is there. */
  async function usableAfter({ path, cookies }: (typeof pages)[number]): Promise<number> {
    const [page, context] = await open(cookies)
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    await network.send('Network.emulateNetworkConditions', SLOW)
    await page.goto(path, { waitUntil: 'load' })
    const ready = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      const [shown] = performance.getEntriesByName('first-contentful-paint')
      return Math.max(navigation?.domInteractive ?? 0, shown?.startTime ?? 0)
    })
    await context.close()
    return ready
  }

  it.each([
    ['with script', true],
    ['without script', false],
  ])('leads to a draft on a line of the second generation, %s', async (_, script) => {
    const { nik, name } = await aParticipant(app.sql)
    const context = await openContext(browser, app.url, { viewport: PHONE, script })
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    await network.send('Network.emulateNetworkConditions', SECOND_GENERATION)
    const phone = script ? '081266800011' : '081266800012'
    const number = await openDraft(page, { participant: name, number: nik, claimant: 'Siti Aminah', phone })
    expect(number).toMatch(/^JKM-PSR-/)
    await context.close()
  })
})
