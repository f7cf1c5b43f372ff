import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MessageSweep } from '../../src/notification/message-sweep.service.js'
import { rejected } from '../factories/claims-in-every-state.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { TestApp } from '../support/app.js'
import { Family } from '../support/family.js'
import { messagesOf, withoutTimer } from '../support/messages.js'
import { revealedRows } from '../support/personal-data.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PAPER = 'BUKTI_KEBERATAN'

describe('what a family gives and keeps', () => {
  let product: Product
  let door: { url: string; close: () => Promise<void> }

  beforeAll(async () => {
    product = await Product.start({ workers: withoutTimer })
    door = await TestApp.listeningBeside(product)
  })
  afterAll(async () => {
    await door.close()
    await product.close()
  })

  async function familyOf({ id }: TestClaim): Promise<Family> {
    const [party] = await revealedRows<{ phone: string }>(
      product.sql,
      { phone: 'claim_party.phone' },
      'select phone from claim_party where claim_id = $1 order by joined_at limit 1',
      [id],
    )
    return Family.signInAt(door.url, party?.phone ?? '')
  }
  const paperOf = async ({ id }: TestClaim) =>
    (await product.documents.listFor(id, product.staff.verifier)).find(({ code }) => code === PAPER)

  async function object(claim: TestClaim, content: Buffer): Promise<string> {
    const family = await familyOf(claim)
    const page = `/k/${claim.number}/keberatan`
    const { kunci = randomUUID(), versi = '' } = await family.hidden(page)
    const filed = await family.attach(page, page, content, 'bukti.png', {
      kunci,
      versi,
      alasan: 'Ini buku nikah kami.',
    })
    return String(filed.headers.location)
  }

  it('a paper along with its objection, for the officer who looks at it anew', async () => {
    const claim = await rejected(product)
    expect(await object(claim, Buffer.concat([PIXEL, Buffer.from(claim.number)]))).toBe(
      `/k/${claim.number}?hasil=keberatan-dokumen`,
    )
    expect(await claim.state()).toBe('in_verification')
    expect(await paperOf(claim)).toMatchObject({ necessity: 'if_available', files: [expect.anything()] })
  })

  it('an objection that counts although its paper could not be read, and a place for another one', async () => {
    const claim = await rejected(product)
    expect(await object(claim, Buffer.from('bukan foto'))).toBe(
      `/k/${claim.number}?hasil=keberatan-tanpa-dokumen`,
    )
    expect(await claim.state()).toBe('in_verification')
    expect((await paperOf(claim))?.files).toEqual([])
    const family = await familyOf(claim)
    const page = await family.get(`/k/${claim.number}?hasil=keberatan-tanpa-dokumen`)
    expect(page.text).toContain('Kirim dokumen untuk keberatan Anda')
    const path = `/k/${claim.number}/dokumen/${PAPER}`
    const again = await family.attach(path, `/k/${claim.number}`, PIXEL)
    expect(again.headers.location).toBe(`/k/${claim.number}?hasil=diterima`)
  })

  it('no paper for an objection that was never made', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    expect(await paperOf(claim)).toBeUndefined()
  })

  it('its claim number, also when the message with it did not arrive; it is sent once more', async () => {
    const claim = await aClaim(product).withoutDocuments().reachedBy('0812 5599 0004').draft()
    await claim.submit()
    const outcome = async () => (await messagesOf(product, claim.id, 'claim-received'))[0]?.outcome
    await until(async () => {
      await product.get(MessageSweep).run()
      return (await outcome()) === 'failed'
    }, 'the message to fail')
    const family = await familyOf(claim)
    const page = `/ajukan/${claim.number}/terkirim`
    expect((await family.get(page)).text).toContain('belum sampai. Klaim Anda tetap kami terima.')
    const { _csrf: csrf } = await family.hidden(page)
    const again = await family.post(`${page}/sms`, {}, { csrf })
    expect(again.headers.location).toBe(`${page}?hasil=sms`)
    expect(await outcome()).toBe('queued')
    expect((await family.get(page)).text).toContain('Kami kirim SMS ke 0812 •••• 0004.')
    expect((await family.post(`${page}/sms`, {}, { csrf })).status).toBe(303)
    expect(await outcome()).toBe('queued')
  })
})
