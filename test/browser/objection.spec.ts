import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { type Caller, TestApp } from '../support/app.js'
import { launchBrowser, overflowOf, violationsOf, weigh } from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'
import { until } from '../support/until.js'
import { signInAt } from './staff-desk.js'

const LIST = '/petugas/keberatan'
const SENTENCE = 'Saya istri sahnya, ini buku nikah kami.'

describeWith(['chromium'])('an objection at the desk', () => {
  let app: TestApp
  let desk: Desk
  let browser: Browser
  let second: Caller
  let reviewer: Caller

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    second = await app.hire({ roles: [{ role: 'verifier' }] })
    reviewer = await app.hire({ username: 'telaah', roles: [{ role: 'objection_reviewer' }] })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function refused(): Promise<DeskClaim> {
    const claim = await desk.verified()
    await claim.fire('verifier', 'propose', {
      proposal: 'refuse',
      grounds: [
        { code: 'NOT_AN_HEIR', article: 'PP 44/2015 Pasal 37 ayat (5)', fact: 'Pemohon keponakan peserta.' },
      ],
      counterfactual: 'Istri peserta dapat mengajukan klaim.',
    })
    await claim.fire('approver', 'reject')
    return claim
  }

  async function paidAnew(claim: DeskClaim): Promise<void> {
    await until(async () => {
      const { body } = await desk.people.verifier.get(`${claim.path}/calculation`)
      return (body as { round?: number }).round !== 1
    }, 'a calculation of the new round')
    await second.put(`${claim.path}/payees`, { payees: [claim.payee] }).expect(200)
    await until(async () => {
      const { version } = await claim.read()
      return (await claim.try(second, 'propose', { version, input: { proposal: 'pay' } })).status === 200
    }, 'the new proposal')
    await claim.fire('approver', 'approve')
  }

  it('is taken on by its reviewer, waits for the new decision, and is answered in his words', async () => {
    const claim = await refused()
    await claim.fire('manager', 'object', { reason: SENTENCE })
    const { page, context } = await signInAt(browser, {
      url: app.url,
      username: reviewer.username,
      path: LIST,
    })
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('link', { name: claim.number }).click()
    await page.getByText(SENTENCE).first().waitFor()
    await page.getByRole('button', { name: 'Telaah' }).click()
    await page.getByText('Langkah sudah dicatat.').waitFor()
    await page.getByText('Klaim belum disetujui pada putaran baru').first().waitFor()
    expect(await violationsOf(page)).toEqual([])

    await paidAnew(claim)
    await page.reload()
    const uphold = page.getByRole('region', { name: 'Kabulkan', exact: true })
    await uphold.getByRole('button').click()
    await page.getByRole('link', { name: 'Tulis penjelasannya, paling sedikit 10 huruf.' }).waitFor()
    await uphold.getByLabel('Penjelasan').fill('Buku nikah membuktikan bahwa Anda istri peserta.')
    await uphold.getByRole('button').click()
    await page.getByText('Langkah sudah dicatat.').waitFor()
    await page.getByText('Dikabulkan', { exact: true }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    expect((await weigh(page, LIST)).all).toBeLessThanOrEqual(120_000)
    await context.close()
  })
})
