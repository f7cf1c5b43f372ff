import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ParticipationCards } from '../../src/membership/participation-cards.service.js'
import { TestApp } from '../support/app.js'
import { launchBrowser, openContext, overflowOf, violationsOf, weigh } from '../support/browser.js'
import { Desk } from '../support/desk.js'
import { describeWith } from '../support/parts.js'
import { until } from '../support/until.js'

describeWith(['chromium'])('whoever holds a paper of ours', () => {
  let app: TestApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let letter: { code: string; number: string; sha256: string }
  let card: { token: string; kpj: string }

  beforeAll(async () => {
    app = await TestApp.start()
    const desk = await Desk.open(app)
    const claim = await desk.lodged()
    const written = () =>
      app.sql.first<typeof letter>(
        `select l.code, l.number, encode(f.sha256, 'hex') as sha256
         from letter l join letter_file f on f.letter_id = l.id`,
      )
    await until(async () => (await written()) !== undefined, 'the receipt to be written')
    letter = (await written()) ?? letter
    const insured = await app.sql.first<{ kpj: string }>(
      `select m.kpj from membership m join participant p on p.id = m.participant_id
       join claim c on c.participant_nik_index = p.nik_index where c.number = $1`,
      [claim.number],
    )
    const kpj = insured?.kpj ?? ''
    await app.application
      .get(ParticipationCards, { strict: false })
      .print({ of: { kpj }, publicAddress: 'https://santun.example' }, () => new PassThrough().resume())
    const printed = await app.sql.first<{ token: string }>('select token from participation_card')
    card = { token: printed?.token ?? '', kpj }
    browser = await launchBrowser()
    context = await openContext(browser, app.url, { script: true })
    page = await context.newPage()
  })
  afterAll(async () => {
    await app.stop()
    await browser.close()
  })

  async function expectSound(path: string): Promise<void> {
    const weight = await weigh(page, path)
    expect(weight.all).toBeLessThanOrEqual(30_000)
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
  }

  it('types the code of a letter and is told number, kind, date and hash', async () => {
    await page.goto('/surat')
    await page.getByLabel('Kode surat').fill(letter.code.replace(/(.{4})(?=.)/g, '$1 '))
    await page.getByRole('button', { name: 'Periksa' }).click()
    await page.getByRole('heading', { name: 'Surat ini dari kami' }).waitFor()
    const text = await page.locator('main').innerText()
    for (const part of [letter.number, 'Tanda terima klaim', '17 Oktober 2022', letter.sha256])
      expect(text).toContain(part)
    await expectSound(`/surat/${letter.code}`)
  })

  it('learns of a card whether it is valid today, and not whose it is', async () => {
    await page.goto(`/v/${card.token}`)
    const text = await page.locator('body').innerText()
    expect(text).toMatch(/Kartu ini (sedang tidak )?berlaku/)
    expect(text).toContain('17 Oktober 2022')
    expect(text).not.toContain(card.kpj)
    await expectSound(`/v/${card.token}`)
  })

  it.each([
    ['/surat/', ['0000000000000000', 'x', `ZZZZZZZZZZZZZZZZ`, '%3Cscript%3E'], /^404 .*Kami tidak mengenal/],
    ['/v/', ['tidak-ada', 'x'.repeat(20), '%3Cscript%3E'], /^200 .*Kartu ini sedang tidak berlaku/],
  ])('gets the same answer for everything that is not ours at %s', async (door, unknown, answer) => {
    const answers = new Set<string>()
    for (const each of unknown) {
      const { status, text } = await app.nobody.get(door + each).set('Accept', 'text/html')
      answers.add(`${status} ${text}`)
    }
    expect(answers.size).toBe(1)
    expect([...answers][0]).toMatch(answer)
  })
})
