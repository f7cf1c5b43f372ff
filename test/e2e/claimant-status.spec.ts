import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type ClaimState, claimStates } from '#libs/lifecycle'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import { Recoveries } from '../../src/payment/recoveries.service.js'
import { objectionWords, stateWords } from '../../src/web/words/claimant-status.js'
import { claimsInEveryState, rejected } from '../factories/claims-in-every-state.js'
import type { TestClaim } from '../factories/claim.js'
import { TestApp } from '../support/app.js'
import { Family } from '../support/family.js'
import { Product } from '../support/product.js'
import { revealedRows } from '../support/personal-data.js'

/** A real picture of one pixel; what follows its end makes it another file than the first one. */
const PIXEL = Buffer.concat([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  Buffer.from('lagi'),
])

const ACCOUNT = { account_number: 'payee.account_number' } as const

describe("a claim's own page", () => {
  let product: Product
  let door: { url: string; close: () => Promise<void> }
  let claims: Map<ClaimState, TestClaim>
  const families = new Map<string, Family>()

  beforeAll(async () => {
    product = await Product.start()
    claims = await claimsInEveryState(product)
    door = await TestApp.listeningBeside(product)
  }, 180_000)
  afterAll(async () => {
    await door.close()
    await product.close()
  })

  const claimIn = (state: ClaimState): TestClaim => {
    const claim = claims.get(state)
    if (!claim) throw new Error(`No claim in ${state}.`)
    return claim
  }
  const familyOf = async ({ id }: TestClaim): Promise<Family> => {
    const [party] = await revealedRows<{ phone: string }>(
      product.sql,
      { phone: 'claim_party.phone' },
      'select phone from claim_party where claim_id = $1 order by joined_at limit 1',
      [id],
    )
    // One phone may be on several claims, and is sent a code five times an hour at most.
    const phone = party?.phone ?? ''
    const family = families.get(phone) ?? (await Family.signInAt(door.url, phone))
    families.set(phone, family)
    return family
  }
  const stateOf = async ({ id }: TestClaim): Promise<string | undefined> =>
    (await product.sql.first<{ state: string }>('select state from claim where id = $1', [id]))?.state
  const stepsOf = async ({ id }: TestClaim, event: string): Promise<number> =>
    (
      await product.sql.first<{ n: number }>(
        'select count(*)::int as n from claim_transition where claim_id = $1 and event = $2',
        [id, event],
      )
    )?.n ?? 0

  it.each(claimStates.map((state) => [state]))('answers in plain words when a claim is %s', async (state) => {
    const claim = claimIn(state)
    const page = await (await familyOf(claim)).get(`/k/${claim.number}`)
    expect(page.status).toBe(200)
    expect(/<h1[^>]*>([^<]*)<\/h1>/.exec(page.text)?.[1]).toBe(stateWords[state].headline)
    expect(page.text).toContain(stateWords[state].next)
    expect(page.text).toContain('Yang mengerjakan sekarang')
    expect(page.text).toMatch(
      /(Paling lambat|Waktu Anda sampai|Sejak) (Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), /,
    )
    expect(page.text).not.toMatch(/undefined|\[object|NaN|null|\{\w+\}/)
  })

  it('says that we are late before anything else, gives a new date, and tells what the law adds', async () => {
    const claim = claimIn('approved')
    const { text } = await (await familyOf(claim)).get(`/k/${claim.number}`)
    expect(text.indexOf('Kami terlambat, mohon maaf')).toBeGreaterThan(0)
    expect(text.indexOf('Kami terlambat, mohon maaf')).toBeLessThan(text.indexOf('<h1'))
    expect(text).toMatch(/Janji baru kami: \w+, \d+ \w+ 2022\./)
    expect(text).toContain('menambah hak Anda 1% sehari')
  })

  it('shows of money the sum, the day and the last four digits, and never the whole account', async () => {
    const claim = claimIn('paid')
    const { text } = await (await familyOf(claim)).get(`/k/${claim.number}`)
    const payments = await revealedRows<{ account_number: string }>(
      product.sql,
      ACCOUNT,
      'select account_number from payment where claim_id = $1',
      [claim.id],
    )
    expect(text).toContain('Rp42.000.000')
    expect(text).toContain(`••••\u00a0${payments[0]?.account_number.slice(-4)}`)
    for (const { account_number } of payments) expect(text).not.toContain(account_number)
  })

  it('says what was paid too much once the family was told, with an apology and without pressing it', async () => {
    const claim = claimIn('paid')
    const { verifier, manager } = product.staff
    const [payee] = await product.sql.rows<{ id: string }>('select id from payee where claim_id = $1', [
      claim.id,
    ])
    const recoveries = product.get(Recoveries)
    const found = { payeeId: payee?.id ?? '', amount: 1_000_000n, reason: 'Iuran berhenti sebelum kejadian.' }
    const id = await recoveries.identify(claim.id, found, verifier)
    const page = async () => (await (await familyOf(claim)).get(`/k/${claim.number}`)).text
    await recoveries.step(id, 'confirm', manager, { reason: 'Saya lihat daftar iuran yang sama.' })
    expect(await page()).not.toContain('Kelebihan bayar')
    await recoveries.step(id, 'notify', manager)
    for (const said of ['Kelebihan bayar', 'Kami mohon maaf', 'Rp1.000.000', 'Belum ada yang ditagih.'])
      expect(await page()).toContain(said)
    await recoveries.step(id, 'waive', manager, { reason: 'Terlalu kecil untuk ditagih.' })
    expect(await page()).not.toContain('Kelebihan bayar')
  })

  it('keeps a file that was not taken in the list, takes the next one, and goes on once however often "done" is pressed', async () => {
    const claim = claimIn('awaiting_documents')
    const family = await familyOf(claim)
    const page = `/k/${claim.number}`
    const upload = `${page}/dokumen/AKTA_KEMATIAN`
    const before = await family.get(page)
    expect(before.text).toContain('Foto ini kabur atau gelap')
    expect(before.text).not.toContain('Selesai, kirim ke petugas')
    expect(before.text.indexOf('Kirim foto')).toBeLessThan(before.text.indexOf('Perjalanan klaim Anda'))

    const refused = await family.attach(upload, page, Buffer.from('bukan foto'), 'catatan.txt')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Berkas ini bukan foto atau PDF')
    expect(refused.text).toContain('Coba lagi')
    expect((await family.attach(upload, page, Buffer.alloc(0))).text).toContain('Pilih atau ambil foto dulu')

    const taken = await family.attach(upload, page, PIXEL)
    expect([taken.status, taken.headers.location]).toEqual([303, `${page}?hasil=diterima`])
    const after = await family.get(page)
    expect(after.text).toContain('Sudah kami terima')
    const { kunci = '', versi = '', _csrf = '' } = await family.hidden(page)
    const pressed = [1, 2].map(() => family.send(`${page}/kirim`, { kunci, versi, _csrf }))
    for (const answer of await Promise.all(pressed)) expect(answer.status).toBe(303)
    expect(await stepsOf(claim, 'supply')).toBe(1)
  })

  it('tells whose page is older than the claim to look again, and changes nothing', async () => {
    const claim = claimIn('inactive')
    const family = await familyOf(claim)
    const { kunci = '', _csrf = '' } = await family.hidden(`/k/${claim.number}/data`)
    const answer = await family.send(`/k/${claim.number}/kirim`, { kunci, versi: '0', _csrf })
    expect(answer.headers.location).toBe(`/k/${claim.number}?hasil=berubah`)
    expect(await stateOf(claim)).toBe('inactive')
  })

  it("takes an objection in the family's own words, once, and says who looks at it", async () => {
    await product.resume(CheckDocumentsProcessor)
    const claim = await rejected(product)
    const family = await familyOf(claim)
    const page = `/k/${claim.number}/keberatan`
    const refusal = await family.get(`/k/${claim.number}`)
    expect(refusal.text).toContain('Pemohon keponakan peserta.')
    expect(refusal.text).toContain('PP 44/2015 Pasal 37 ayat (5)')
    expect(refusal.text).toContain('Istri peserta dapat mengajukan klaim.')
    const form = await family.get(page)
    expect(form.text).toContain('Penelaah yang tidak ikut memutuskan menjawab Anda.')

    const hidden = await family.hidden(page)
    const { kunci = '', versi = '', _csrf = '' } = hidden
    const empty = await family.send(page, { kunci, versi, _csrf, alasan: '' })
    expect([empty.status, empty.text.includes('Tulis mengapa Anda tidak setuju.')]).toEqual([422, true])
    const long = await family.send(page, { kunci, versi, _csrf, alasan: 'a'.repeat(1001) })
    expect(long.status).toBe(422)

    const alasan = 'Saya istri sahnya. <script>alert(1)</script>'
    for (let n = 0; n < 2; n++) {
      const filed = await family.send(page, { kunci, versi, _csrf, alasan })
      expect(filed.headers.location).toBe(`/k/${claim.number}?hasil=keberatan`)
    }
    expect(await stepsOf(claim, 'object')).toBe(1)
    const after = await family.get(`/k/${claim.number}?hasil=keberatan`)
    expect(after.text).toContain(objectionWords.in_verification?.headline)
    expect(after.text).toContain('karena Anda mengajukan keberatan')
    expect(after.text).not.toContain('<script>alert')
  })

  it('names the next body when the time for an objection is over, and takes in what is written all the same', async () => {
    const claim = claimIn('rejected')
    const family = await familyOf(claim)
    const page = `/k/${claim.number}/keberatan`
    const { text } = await family.get(page)
    expect(text).toContain('Batas waktu keberatan sudah lewat')
    expect(text).toContain('Mediasi antara Anda dan kami (UU 24/2011 Pasal 49)')
    const { kunci = '', versi = '', _csrf = '' } = await family.hidden(page)
    for (let n = 0; n < 2; n++) {
      const filed = await family.send(page, { kunci, versi, _csrf, alasan: 'Kami di rumah sakit sebulan.' })
      expect(filed.headers.location).toBe(`/k/${claim.number}?hasil=keberatan-lewat`)
    }
    expect(await stateOf(claim)).toBe('rejected')
    expect((await family.get(`/k/${claim.number}`)).text).toContain('Kami terima, tetapi lewat batas waktu')
    expect((await family.get(page)).text).not.toContain('<textarea')
  })

  it('takes another account of the same person only, and pays the part that came back again', async () => {
    const claim = claimIn('awaiting_account')
    const family = await familyOf(claim)
    const page = `/k/${claim.number}/rekening`
    const [payee] = await revealedRows<{ name: string; account_number: string; bank_code: string }>(
      product.sql,
      ACCOUNT,
      'select name, account_number, bank_code from payee where claim_id = $1',
      [claim.id],
    )
    const { kunci = '', versi = '', penerima = '', _csrf = '' } = await family.hidden(page)
    const form = {
      kunci,
      versi,
      penerima,
      _csrf,
      bank: '008',
      rekening: '1270 0055 5001 7',
      pemilik: payee?.name ?? '',
    }
    const foreign = await family.send(page, { ...form, pemilik: 'ORANG LAIN' })
    expect([foreign.status, foreign.text.includes('Rekening harus atas nama')]).toEqual([422, true])
    const same = await family.send(page, {
      ...form,
      bank: payee?.bank_code ?? '',
      rekening: payee?.account_number ?? '',
    })
    expect([same.status, same.text.includes('rekening yang sama')]).toEqual([422, true])
    for (let n = 0; n < 2; n++) {
      const taken = await family.send(page, form)
      expect(taken.headers.location).toBe(`/k/${claim.number}?hasil=rekening`)
    }
    expect(await stepsOf(claim, 'correct_account')).toBe(1)
    const again = await revealedRows<{ account_number: string }>(
      product.sql,
      ACCOUNT,
      'select account_number from payment where claim_id = $1 and previous_payment_id is not null',
      [claim.id],
    )
    expect(again).toEqual([{ account_number: '1270005550017' }])
  })

  it('shows who opened the papers, and takes a request about own data once, with an owner and a last day', async () => {
    const claim = claimIn('in_verification')
    const family = await familyOf(claim)
    const page = `/k/${claim.number}/data`
    const [file] = await product.sql.rows<{ id: string }>(
      'select id from document_file where claim_id = $1',
      [claim.id],
    )
    await product.documents.open(file?.id ?? '', product.staff.verifier)
    expect((await family.get(page)).text).toContain('Verifikator')
    const { kunci = '', _csrf = '' } = await family.hidden(page)
    for (let n = 0; n < 2; n++) await family.send(page, { kunci, _csrf, minta: 'copy' })
    const asked = await product.sql.rows(
      `select kind, owner_role, due_at - asked_at = interval '72 hours' as in_time from data_request where claim_id = $1`,
      [claim.id],
    )
    expect(asked).toEqual([{ kind: 'copy', owner_role: 'manager', in_time: true }])
    const waiting = await product.sql.rows(
      "select 1 from attention where claim_id = $1 and topic = 'data.request' and closed_at is null",
      [claim.id],
    )
    expect(waiting).toHaveLength(1)
    expect((await family.get(page)).text).toContain('Salinan data saya')
  })
})
