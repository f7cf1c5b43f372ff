import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { BankSimulator } from '../../src/payment/bank-simulator.adapter.js'
import { PaymentSweep } from '../../src/payment/payment-sweep.service.js'
import { TestApp } from '../support/app.js'
import { launchBrowser, openContext, overflowOf, PHONE, violationsOf, weigh } from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'
import { revealedRows } from '../support/personal-data.js'
import { until } from '../support/until.js'
import { typeCode } from './family-phone.js'
import { sendBatch, signInAt } from './staff-desk.js'

const CLOSED = '4012025599'
const HALF = '21.000.000'
let phones = 0

describeWith(['chromium'])('money that the bank sends back', () => {
  let app: TestApp
  let desk: Desk
  let browser: Browser

  beforeAll(async () => {
    app = await TestApp.start()
    browser = await launchBrowser()
    for (const username of ['maya', 'agus']) await app.hire({ username, roles: [{ role: 'releaser' }] })
    const closed = { bankCode: '002', accountNumber: CLOSED, behaviour: 'refuse' } as const
    await app.application.get(BankSimulator, { strict: false }).behave(closed)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  /** Two grown children, each with half; the account of the one who asked was closed meanwhile. */
  async function approved(phone: string): Promise<DeskClaim> {
    const answers = await desk.answers()
    const claim = await desk.lodged({
      ...answers,
      claimant: { ...answers.claimant, relation: 'child', phone },
    })
    await claim.acceptAll()
    const son = { name: 'Anak Sulung', relation: 'child', birthDate: '1990-02-20', bankCode: '002' }
    await desk.people.verifier
      .put(`${claim.path}/payees`, {
        payees: [
          { ...claim.payee, relation: 'child', birthDate: '1988-02-20', accountNumber: CLOSED },
          { ...son, accountNumber: `40120266${claim.number.slice(-6)}`, accountHolder: 'ANAK SULUNG' },
        ],
      })
      .expect(200)
    await claim.fire('verifier', 'propose', { proposal: 'pay' })
    await claim.fire('approver', 'approve')
    return claim
  }

  const sweep = () => app.application.get(PaymentSweep, { strict: false }).run()
  const later = (hours: number): void =>
    app.clock.moveTo(formatInstant(addHours(parseInstant(app.clock.now()), hours)))
  async function send(count: string, total: string): Promise<void> {
    const at = { url: app.url, path: '/pimpinan/pembayaran' }
    const [maya, agus] = [
      await signInAt(browser, { ...at, username: 'maya' }),
      await signInAt(browser, { ...at, username: 'agus' }),
    ]
    await sendBatch(maya.page, agus.page, { count, total })
    await Promise.all([maya.context.close(), agus.context.close()])
  }
  const stateOf = async ({ number }: DeskClaim): Promise<string | undefined> =>
    (await app.sql.first<{ state: string }>('select state from claim where number = $1', [number]))?.state
  async function told(claim: DeskClaim, template: string): Promise<string[]> {
    const read = () =>
      revealedRows<{ body: string }>(
        app.sql,
        { body: 'notification.body' },
        'select n.body from notification n join claim c on c.id = n.claim_id where c.number = $1 and n.template = $2',
        [claim.number, template],
      )
    await until(async () => (await read()).length > 0, `a message ${template}`)
    return (await read()).map(({ body }) => body)
  }
  async function isGood(page: Page, script: boolean): Promise<void> {
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    if (script) expect(await violationsOf(page)).toEqual([])
    const weight = await weigh(page, page.url())
    expect([weight.all <= 30_000, weight.script <= 8_000]).toEqual([true, true])
  }

  it.each([
    ['with script', true],
    ['without script', false],
  ])('is told to the family %s, mended on its phone, and only that part is paid again', async (_, script) => {
    // The days go by: whoever works at the desk signs in anew.
    desk = await Desk.open(app)
    const phone = `0812 6670 ${String(++phones + 1000)}`
    const claim = await approved(phone)
    await send('2', '42.000.000')
    await claim.reached('awaiting_account', sweep)
    expect((await told(claim, 'payment-bounced')).every((body) => body.includes(claim.number))).toBe(true)

    const context = await openContext(browser, app.url, { viewport: PHONE, script })
    const page = await context.newPage()
    await page.goto(`/k/${claim.number}`)
    await page.getByLabel('Nomor HP Anda').fill(phone)
    await page.getByRole('button', { name: 'Kirim kode' }).click()
    await typeCode(page)
    await page.getByRole('heading', { name: 'Bank mengembalikan uangnya' }).waitFor()
    await isGood(page, script)
    await page.getByRole('button', { name: 'Tulis rekening lain' }).click()
    await page.getByText(`Bank mengembalikan Rp ${HALF}`).waitFor()
    await isGood(page, script)
    const write = async (account: string, holder: string): Promise<void> => {
      await page.getByLabel('Bank', { exact: true }).selectOption('002')
      await page.getByLabel('Nomor rekening').fill(account)
      await page.getByLabel('Nama pemilik rekening').fill(holder)
      await page.getByRole('button', { name: 'Simpan rekening' }).click()
    }
    await write(CLOSED, claim.claimant)
    await page.getByText('Ini rekening yang sama dengan yang ditolak bank.').first().waitFor()
    await write('4012025577', 'Orang Lain')
    await page
      .getByText(/Rekening harus atas nama/)
      .first()
      .waitFor()
    await write('4012025577', claim.claimant)
    await page.getByText('Rekening baru sudah kami catat.').waitFor()
    await context.close()
    expect((await told(claim, 'account-corrected'))[0]).toContain('Bila bukan Anda')

    // A day is left to whoever did not ask for that.
    later(25)
    await send('1', HALF)
    await until(async () => {
      await sweep()
      return (await stateOf(claim)) === 'paid'
    }, 'the claim to be paid')
    const payments = await app.sql.rows<{ payee: string; amount: bigint; state: string }>(
      `select y.name as payee, p.amount, p.state from payment p join payee y on y.id = p.payee_id
       join claim c on c.id = p.claim_id where c.number = $1 order by y.position, p.created_at`,
      [claim.number],
    )
    expect(payments.map(({ payee, state }) => [payee, state])).toEqual([
      [claim.claimant, 'refused'],
      [claim.claimant, 'settled'],
      ['Anak Sulung', 'settled'],
    ])
    expect(new Set(payments.map(({ amount }) => amount))).toEqual(new Set([21_000_000n]))
  })
})
