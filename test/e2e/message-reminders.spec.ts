/** Reminders while the family gathers documents, and the words a verifier sees before asking for them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MessagePreviews } from '../../src/notification/message-preview.service.js'
import { MessageSweep } from '../../src/notification/message-sweep.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { messagesOf, withoutTimer, writtenMessage } from '../support/messages.js'
import { Product } from '../support/product.js'

describe('reminding a family of its documents', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start({ workers: withoutTimer })
  })
  afterAll(() => product.close())

  const sweep = () => product.get(MessageSweep).run()
  /** Nine in the morning at the branch, so many days after the first one. */
  const day = (count: number, time = '01:00') =>
    product.clock.moveTo(`${new Date(start + count * 86_400_000).toISOString().slice(0, 10)}T${time}:00.000Z`)
  let start = Date.parse('2022-10-17T01:00:00.000Z')
  const begin = () => {
    start = Date.parse(`${product.clock.now().slice(0, 10)}T01:00:00.000Z`) + 86_400_000
    day(0)
  }
  const reminders = async (claim: TestClaim) => messagesOf(product, claim.id, 'documents-reminder')

  async function awaitingDocuments(): Promise<TestClaim> {
    const claim = await aClaim(product).lodged()
    const { verifier } = product.staff
    await claim.accept({ except: ['AKTA_KEMATIAN'] })
    await product.decisions.markDefective(claim.id, 'AKTA_KEMATIAN', 'BLURRED', verifier)
    await claim.fire('request_documents', verifier)
    await writtenMessage(product, claim.id, 'documents-requested')
    return claim
  }

  it('comes on days 3, 10, 20 and 27, each once', async () => {
    begin()
    const claim = await awaitingDocuments()
    const seen: number[] = []
    for (let count = 0; count <= 29; count++) {
      day(count)
      await sweep()
      await sweep()
      const written = (await reminders(claim)).length
      if (written > seen.length) seen.push(count)
      expect(seen).toHaveLength(written)
    }
    expect(seen).toEqual([3, 10, 20, 27])
    expect((await reminders(claim)).map(({ outcome }) => outcome)).not.toContain('failed')
  })

  it('is made up for by one message, when we stood still for weeks', async () => {
    begin()
    const claim = await awaitingDocuments()
    day(21)
    await sweep()
    expect(await reminders(claim)).toHaveLength(1)
  })

  it('ends when the documents come', async () => {
    begin()
    const claim = await awaitingDocuments()
    day(3)
    await sweep()
    await claim.give('AKTA_KEMATIAN')
    await claim.fire('supply', claim.heir)
    await product.atRest()
    day(10)
    await sweep()
    expect(await reminders(claim)).toHaveLength(1)
  })

  it('ends when the family withdraws', async () => {
    begin()
    const claim = await awaitingDocuments()
    await claim.fire('withdraw', { ...claim.heir, codeConfirmed: true })
    day(3)
    await sweep()
    expect(await reminders(claim)).toEqual([])
  })

  it('is not sent in the morning when its reason went in the night', async () => {
    begin()
    const claim = await awaitingDocuments()
    day(3, '13:00')
    await sweep()
    expect(await reminders(claim)).toMatchObject([{ outcome: 'queued' }])
    await claim.give('AKTA_KEMATIAN')
    await claim.fire('supply', claim.heir)
    await product.atRest()
    day(4)
    await sweep()
    expect(await reminders(claim)).toMatchObject([{ outcome: 'suppressed', reason: 'REASON_GONE' }])
  })

  it('is seen before it is sent: in all its forms, with what is chosen', async () => {
    begin()
    const claim = await aClaim(product).lodged()
    const preview = await product.get(MessagePreviews).previewMessage('documents-requested', claim.id, {
      documents: ['KK', 'REKENING'],
      date: '2022-12-24' as never,
    })
    expect(preview.version).toBe(2)
    expect(preview.sms.characters).toBe(preview.sms.text.length)
    expect(preview.sms.text).toContain('24 Desember 2022')
    expect(preview.whatsapp.text).toContain('Kartu Keluarga dan Buku rekening atas nama penerima')
    expect(preview.email.subject).toBe(`Klaim ${claim.number}: kami perlu 2 dokumen`)
    expect(preview.email.text).toContain(`http://localhost:3000/k/${claim.number}`)
    expect(await messagesOf(product, claim.id, 'documents-requested')).toEqual([])
  })
})
