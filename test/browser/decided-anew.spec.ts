import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { PaymentSweep } from '../../src/payment/payment-sweep.service.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { DESK, launchBrowser, overflowOf, PHONE, violationsOf } from '../support/browser.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { describeWith } from '../support/parts.js'
import { type AtDesk, signInAt } from './staff-desk.js'

const WRONG = 'Iuran ternyata berhenti sebelum kejadian.'

describeWith(['chromium'])('those who mend a decision that was paid', () => {
  let app: TestApp
  let desk: Desk
  let browser: Browser
  let claim: DeskClaim
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    browser = await launchBrowser()
    for (const [username, role] of [
      ['surya', 'manager'],
      ['ratna', 'manager'],
      ['nita', 'reconciler'],
      ['vera', 'verifier'],
    ] as const)
      await app.hire({ username, roles: [{ role }] })
    await app.hire({ username: 'dimas', roles: [{ role: 'approver', approvalLimit: 150_000_000n }] })
    claim = await paid()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function paid(): Promise<DeskClaim> {
    const approved = await desk.inApproval()
    await approved.fire('approver', 'approve')
    const { closer, sender } = { closer: await app.as('releaser'), sender: desk.people.releaser }
    const opened = await closer
      .post('/api/v1/payment-batches')
      .set('Idempotency-Key', `batch-of-${approved.number}`)
      .expect(201)
    const batch = `/api/v1/payment-batches/${(opened.body as { id: string }).id}`
    await closer.post(`${batch}/payments`).expect(200)
    const counted = { count: 1, total: 42_000_000 }
    await closer.post(`${batch}/close`, counted).expect(200)
    await sender.post(`${batch}/release`, counted).set('Second-Proof', PASSWORD).expect(200)
    await approved.reached('paid', () => app.application.get(PaymentSweep, { strict: false }).run())
    return approved
  }

  const at = (username: string, path: string, viewport = DESK): Promise<AtDesk> =>
    signInAt(browser, { url: app.url, username, path, viewport })

  async function fillDate(page: Page, name: string, [day, month, year]: readonly string[]): Promise<void> {
    await page.locator(`#${name}-day`).fill(day ?? '')
    await page.locator(`#${name}-month`).fill(month ?? '')
    await page.locator(`#${name}-year`).fill(year ?? '')
  }

  async function sound(page: Page): Promise<void> {
    expect(await violationsOf(page)).toEqual([])
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  }

  it('record an overpayment, confirm it with a proof, agree on instalments and book what comes back', async () => {
    const finder = await at('surya', '/pimpinan/kelebihan-bayar', PHONE)
    await finder.page.getByRole('button', { name: 'Catat kelebihan bayar' }).click()
    await finder.page.getByLabel('Nomor klaim').fill(claim.number)
    await finder.page.getByRole('button', { name: 'Cari' }).click()
    await sound(finder.page)
    await finder.page.getByLabel(claim.claimant).check()
    await finder.page.getByLabel('Berapa kelebihannya').fill('3.000.000')
    await finder.page.getByLabel('Alasan').fill(WRONG)
    await finder.page.getByRole('button', { name: 'Catat kelebihan bayar' }).click()
    await finder.page.getByText('Langkah sudah dicatat.').waitFor()
    await sound(finder.page)
    await finder.page.goto('/pimpinan/dasbor')
    await finder.page.getByText('Kelebihan bayar belum dipastikan').waitFor()
    await sound(finder.page)
    await finder.page.goto('/pimpinan/kelebihan-bayar')
    await finder.page.getByRole('link', { name: claim.number }).click()
    await finder.page.getByText('belum dapat dilakukan:').first().waitFor()
    await sound(finder.page)
    const address = new URL(finder.page.url()).pathname
    await finder.context.close()

    const { page, context } = await at('ratna', address)
    const confirm = page.getByRole('region', { name: 'Pastikan' })
    await confirm.getByLabel('Alasan').fill('Saya lihat daftar iuran yang sama.')
    await confirm.getByRole('button', { name: 'Pastikan' }).click()
    expect(await page.title()).toMatch(/^Perlu diperbaiki: /)
    await confirm.getByLabel('Kata sandi Anda').fill(PASSWORD)
    await confirm.getByRole('button', { name: 'Pastikan' }).click()
    await page.getByRole('button', { name: 'Beri tahu' }).click()
    const arrange = page.getByRole('region', { name: 'Sepakati cicilan' })
    await arrange.getByLabel('Berapa kali dicicil').fill('3')
    await fillDate(page, 'first_arrange', ['25', '11', '2026'])
    await arrange.getByRole('button', { name: 'Sepakati cicilan' }).click()
    await page.getByText('Cicilan ke-3').waitFor()
    await sound(page)
    await context.close()

    const reconciler = await at('nita', address)
    await reconciler.page.getByLabel('Jumlah yang diterima').fill('3.000.000')
    await reconciler.page.getByLabel('Referensi bank').fill('SETOR-1')
    await fillDate(reconciler.page, 'valueDate_receive', ['25', '11', '2026'])
    await reconciler.page.getByRole('button', { name: 'Catat penerimaan' }).click()
    await reconciler.page.getByText('Lunas').first().waitFor()
    await reconciler.page.goto(`/pimpinan/buku-besar?klaim=${claim.number}`)
    await reconciler.page.getByText('Kelebihan bayar dikembalikan').first().waitFor()
    await sound(reconciler.page)
    const download = reconciler.page.waitForEvent('download')
    await reconciler.page.getByRole('button', { name: 'Unduh CSV' }).click()
    expect((await download).suggestedFilename()).toBe('buku-besar.csv')
    await reconciler.page.goto('/pimpinan/buku-besar?dari=kemarin')
    await reconciler.page.getByText('Tulis tanggal sebagai TTTT-BB-HH').first().waitFor()
    await reconciler.context.close()
  })

  it('reopen the claim, move it to the other program, and see what was paid set off', async () => {
    await claim.fire('manager', 'reopen', { ground: 'new_evidence', reason: 'Saksi kecelakaan ditemukan.' })
    const verifier = await at('vera', `/petugas/klaim/${claim.number}/langkah/propose_reclassification`)
    await verifier.page.getByLabel('Kecelakaan kerja').check()
    await fillDate(verifier.page, 'occurredOn', ['11', '10', '2022'])
    await verifier.page.getByLabel('Alasan').fill('Dua saksi melihat kecelakaannya.')
    await sound(verifier.page)
    await verifier.page.getByRole('button', { name: 'Usulkan perubahan jenis klaim' }).click()
    await verifier.page.waitForURL(/hasil=langkah/)

    const { page, context } = await at('dimas', '/pimpinan/jenis-klaim', PHONE)
    await sound(page)
    await page.getByRole('link', { name: claim.number }).click()
    await page.getByText('Rp 39.000.000').first().waitFor()
    await sound(page)
    await page.getByLabel('Kata sandi Anda').fill(PASSWORD)
    await page.getByRole('button', { name: 'Setujui perubahan' }).click()
    await page.getByText('Jenis klaim sudah diputus.').waitFor()
    await context.close()

    await verifier.page.goto(`/petugas/klaim/${claim.number}/ahli-waris`)
    await verifier.page.getByText('Sudah dibayar menurut keputusan terdahulu').waitFor()
    await sound(verifier.page)
    await verifier.context.close()
  })

  it('end the wait of a share that heirs dispute', async () => {
    const disputed = await desk.lodged()
    await disputed.acceptAll()
    const payees = ['Anak Pertama', 'Anak Kedua'].map((name, index) => ({
      ...{ name, relation: 'child', bankCode: '002', accountHolder: name },
      accountNumber: `66003300000${index}`,
      ...(index === 1 ? { dispute: 'Istri kedua menyatakan berhak atas bagian ini.' } : {}),
    }))
    await desk.people.verifier.put(`${disputed.path}/payees`, { payees }).expect(200)
    await disputed.fire('verifier', 'propose', { proposal: 'pay' })
    await disputed.fire('approver', 'approve')
    const { page, context } = await at('dimas', '/pimpinan/titipan', PHONE)
    await sound(page)
    await page.getByRole('link', { name: disputed.number }).click()
    await page.getByText('Istri kedua').waitFor()
    await sound(page)
    await page.getByLabel('dana jaminan').check()
    await page.getByLabel('Alasan').fill('Pengadilan agama menolak kedua pihak.')
    await page.getByLabel('Kata sandi Anda').fill(PASSWORD)
    await page.getByRole('button', { name: 'Putuskan' }).click()
    await page.waitForURL(/hasil=putus/)
    await context.close()
  })
})
