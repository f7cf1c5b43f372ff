import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { type Caller, TestApp } from '../support/app.js'
import { launchBrowser, violationsOf } from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'
import { sendForm } from '../support/staff-form.js'
import { signInAt } from './staff-desk.js'

const PAPER = 'BUKU_NIKAH'

describeWith(['chromium'])('what seldom happens at a desk', () => {
  let app: TestApp
  let desk: Desk
  let browser: Browser

  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  const deskOf = (caller: Caller, path: string) =>
    signInAt(browser, { url: app.url, username: caller.username, path })

  it('somebody leaves, and a manager hands over what he had to a colleague at once', async () => {
    const leaving = await app.hire({ roles: [{ role: 'verifier' }] })
    const claims: DeskClaim[] = []
    for (let n = 0; n < 2; n++) {
      claims.push(await desk.lodged())
      await sendForm(leaving, '/petugas/antrean/berikutnya', {})
    }
    const { page, context } = await deskOf(desk.people.manager, '/petugas/antrean')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Serahkan', exact: true }).click()
    await page.getByRole('link', { name: 'Pilih sekurangnya satu klaim.' }).waitFor()
    for (const { number } of claims) await page.getByLabel(`Pilih klaim ${number}`).check()
    await page.getByRole('button', { name: 'Serahkan', exact: true }).click()
    await page.getByRole('link', { name: 'Pilih petugas yang menerima klaim.' }).waitFor()
    for (const { number } of claims) await page.getByLabel(`Pilih klaim ${number}`).check()
    await page.getByLabel('Serahkan kepada').selectOption(desk.people.verifier.staffId)
    await page.getByRole('button', { name: 'Serahkan', exact: true }).click()
    await page.getByText('Klaim sudah diserahkan.').waitFor()
    const kept = await app.sql.rows<{ staff_id: string }>(
      'select distinct c.assigned_to as staff_id from claim c where c.number = any ($1)',
      [claims.map(({ number }) => number)],
    )
    expect(kept).toEqual([{ staff_id: desk.people.verifier.staffId }])
    await page.goto(`/petugas/klaim/${claims[0]?.number}/riwayat`)
    await page
      .getByText(/diserahkan|kepada/i)
      .first()
      .waitFor()
    await context.close()
  })

  it('an official does without a paper that the family cannot get, and says why', async () => {
    const claim = await desk.draft()
    for (const { code, necessity } of await claim.documents())
      if (necessity === 'required' && code !== PAPER) await claim.give(code).expect(200)
    await desk.people.officer
      .post(`${claim.path}/documents/${PAPER}/statement`, { reason: 'Terbakar bersama rumah.' })
      .expect(204)
    await claim.fire('officer', 'submit')
    await claim.reached('in_verification')

    const path = `/petugas/klaim/${claim.number}/berkas/${PAPER}`
    const { page, context } = await deskOf(desk.people.approver, path)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Bebaskan' }).click()
    await page.getByText('Ada yang perlu diperbaiki').waitFor()
    await page.getByLabel('Alasan').fill('Nikah dibuktikan dengan kutipan dari KUA.')
    await page.getByRole('button', { name: 'Bebaskan' }).click()
    await page.getByText('Putusan berkas sudah tersimpan.').waitFor()
    const paper = (await claim.documents()).find(({ code }) => code === PAPER)
    expect(paper?.state).toBe('waived')
    await context.close()
  })

  it('two claims of one death, one under a wrong number, become one', async () => {
    const first = await desk.lodged()
    const right = await desk.answers()
    const name = await app.sql.first<{ name: string }>(
      'select participant_name as name from claim where number = $1',
      [first.number],
    )
    const mistyped = { ...right, participant: { ...right.participant, name: name?.name ?? '' } }
    const second = await desk.lodged(mistyped)
    const path = `/petugas/klaim/${second.number}/langkah/merge`
    const { page, context } = await deskOf(desk.people.verifier, path)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Gabungkan' }).click()
    await page.getByLabel(first.number).check()
    await page.getByRole('button', { name: 'Gabungkan' }).click()
    await second.reached('merged')
    await page.goto(`/petugas/klaim/${first.number}/orang`)
    await page.getByText(`melapor sendiri dengan ${second.number}`).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await context.close()
  })
})
