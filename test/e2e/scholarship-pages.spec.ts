import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { ScholarshipLifecycle, type YearInput } from '../../src/scholarship/scholarship-lifecycle.service.js'
import { ScholarshipSweep } from '../../src/scholarship/scholarship-sweep.service.js'
import { YearApplications } from '../../src/scholarship/year-applications.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { aScholarship, type ChildsYear, papersOnFile } from '../factories/school-year.js'
import { TestApp } from '../support/app.js'
import { Family } from '../support/family.js'
import { revealedRows } from '../support/personal-data.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

const FIFTH = { level: 'TK_SD', grade: '5', repeated: false }
const NINTH = { level: 'SMP', grade: '9', repeated: false }

describe("the pages of a child's scholarship", () => {
  let product: Product
  let door: { url: string; close: () => Promise<void> }
  let claim: TestClaim
  let elder: ChildsYear
  let younger: ChildsYear
  let family: Family
  let list: string

  beforeAll(async () => {
    product = await Product.start()
    door = await TestApp.listeningBeside(product)
    const made = await aScholarship(product)
    claim = made.claim
    const [one, two] = made.years
    if (!one || !two) throw new Error('No school year is open.')
    elder = one
    younger = two
    family = await Family.signInAt(door.url, await phoneOf(claim))
    list = `/k/${claim.number}/beasiswa`
  })
  afterAll(async () => {
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
  const fire = (
    id: string,
    event: 'verify' | 'approve' | 'deny',
    actor: Actor,
    input: YearInput = {},
  ): Promise<unknown> =>
    product.get(ScholarshipLifecycle).fireYear({ id, event, actor, idempotencyKey: randomUUID(), input })
  const verified = async (id: string, said: typeof FIFTH): Promise<void> => {
    await papersOnFile(product.sql, id, { by: product.staff.verifier.id, at: product.clock.now() })
    const step = { idempotencyKey: randomUUID() }
    await product.get(YearApplications).submit(id, said, claim.heir, step)
    await fire(id, 'verify', product.staff.verifier)
  }
  const textOf = async (path: string): Promise<string> => {
    const { status, text } = await family.get(path)
    expect([path, status]).toEqual([path, 200])
    expect(text).not.toMatch(/undefined|\[object|NaN|\{\w+\}/)
    return text
  }
  /** With the key and the version of the page, as its form sends them. */
  const send = async (path: string, fields: Record<string, string>) => {
    const { kunci = '', versi = '', penerima = '' } = await family.hidden(path)
    return family.post(path, { kunci, versi, penerima, ...fields })
  }

  it('tell every planned year with what it is expected to cost, and never promise it', async () => {
    const text = await textOf(list)
    expect(text).toContain('2023/2024: SMA atau SMK kelas 10, perkiraan Rp\u00a03.000.000')
    expect(text).toContain('Perkiraan, bukan janji.')
    expect(text).toContain('•••• ')
    expect(text).not.toContain(claim.payee.accountNumber.slice(0, -2))
  })

  it('say why no child has a scholarship', async () => {
    const other = await aClaim(product).withTwoChildren().paid()
    const stranger = await Family.signInAt(door.url, await phoneOf(other))
    const { text } = await stranger.get(`/k/${other.number}/beasiswa`)
    expect(text).toContain('Belum ada anak yang mendapat beasiswa')
    expect(text).toContain('masa iur kurang dari 36 bulan')
    expect((await stranger.get(list)).status).toBe(404)
    expect((await stranger.get(`/k/${other.number}/beasiswa/${younger.yearId}`)).status).toBe(404)
  })

  it('ask for another account of the guardian when the bank sent the money back, and once', async () => {
    const [payee] = await revealedRows<{ account_number: string; bank_code: string }>(
      product.sql,
      { account_number: 'payee.account_number' },
      'select e.account_number, e.bank_code from scholarship_award a join payee e on e.id = a.payee_id where a.id = $1',
      [younger.awardId],
    )
    const account = { bankCode: payee?.bank_code ?? '', accountNumber: payee?.account_number ?? '' }
    await product.bank.behave({ ...account, behaviour: 'refuse', reason: 'ACCOUNT_CLOSED' })
    await verified(younger.yearId, FIFTH)
    await fire(younger.yearId, 'approve', product.staff.approver)
    await claim.release()
    const page = `${list}/${younger.yearId}`
    await until(
      async () => {
        await product.payments.run()
        await product.get(ScholarshipSweep).run()
        return (await textOf(page)).includes('Bank mengembalikan uangnya.')
      },
      () => 'the bank to refuse the transfer',
    )
    const form = `${page}/rekening`
    const wrong = await send(form, { bank: '008', rekening: '1370012345678', pemilik: 'Orang Lain' })
    expect([wrong.status, wrong.text.includes('Rekening harus atas nama')]).toEqual([422, true])
    const same = { bank: account.bankCode, rekening: account.accountNumber, pemilik: claim.payee.name }
    const again = await send(form, same)
    expect(again.status).toBe(422)
    expect(again.text).toContain('Ini rekening yang sama dengan yang ditolak bank.')
    const fields = { bank: '008', rekening: '1370012345678', pemilik: claim.payee.name }
    const done = await send(form, fields)
    expect(done.headers.location).toBe(`${page}?hasil=rekening`)
    expect((await family.get(form)).text).toContain('Tidak ada uang yang menunggu rekening lain.')
  })

  it('say why a year was refused, and take one objection to it', async () => {
    await verified(elder.yearId, NINTH)
    const ground = { groundCode: 'NOT_ENROLLED', reason: 'Sekolah menyatakan anak tidak terdaftar.' }
    await fire(elder.yearId, 'deny', product.staff.approver, ground)
    const page = `${list}/${elder.yearId}`
    const text = await textOf(page)
    expect(text).toContain('Karena anak tidak terdaftar di sekolah itu pada tahun ajaran ini.')
    expect(text).toContain(ground.reason)
    expect(text).toMatch(/keberatan sampai \w+, \d+ \w+ 2022/)
    const form = `${page}/keberatan`
    expect((await send(form, { alasan: '' })).status).toBe(422)
    expect((await send(form, { alasan: 'Anak pindah sekolah.' })).headers.location).toBe(
      `${page}?hasil=keberatan`,
    )
    expect(await textOf(page)).toContain('Sedang diperiksa')
    expect((await family.get(form)).headers.location).toBe(page)
  })

  it('say why a scholarship ended, and take an objection to that', async () => {
    const end = { ending: 'left_education', reason: 'Anak berhenti sekolah.' } as const
    await product.get(ScholarshipLifecycle).fireAward({
      id: elder.awardId,
      event: 'end',
      actor: product.staff.verifier,
      idempotencyKey: randomUUID(),
      input: end,
    })
    expect(await textOf(list)).toContain('Anak sudah tidak bersekolah.')
    const form = `${list}/anak/${elder.awardId}/keberatan`
    const done = await send(form, { alasan: 'Anak hanya sakit lama.' })
    expect(done.headers.location).toBe(`${list}?hasil=keberatan`)
    expect(await textOf(list)).toContain('Keberatan Anda sudah kami terima.')
  })
})
