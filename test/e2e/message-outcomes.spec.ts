/** What becomes of messages, with the gateways in the box. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { CounterTasks } from '../../src/notification/counter-tasks.service.js'
import { MessageRetry } from '../../src/notification/message-retry.service.js'
import { MessageSweep } from '../../src/notification/message-sweep.service.js'
import { MessagesQuery } from '../../src/notification/messages.query.js'
import { NotificationService } from '../../src/notification/notification.service.js'
import { findStuck } from '../../src/reporting/stuck.query.js'
import { aClaim } from '../factories/claim.js'
import { messagesOf, nextMorning, stepsOf, withoutTimer, writtenMessage } from '../support/messages.js'
import { Product } from '../support/product.js'
import { sealedPhone } from '../support/personal-data.js'

describe('a message', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start({ workers: withoutTimer })
  })
  afterAll(() => product.close())
  beforeEach(() => product.clock.moveTo(nextMorning(product.clock.now())))

  const sweep = () => product.get(MessageSweep).run()
  const told = async (phone?: string) => {
    const description = aClaim(product).withoutDocuments()
    const claim = await (phone ? description.reachedBy(phone) : description).draft()
    await claim.submit()
    return { claim, message: await writtenMessage(product, claim.id, 'claim-received') }
  }
  const now = async (claimId: string) => (await messagesOf(product, claimId, 'claim-received'))[0]
  const later = (hours: number) =>
    product.clock.moveTo(new Date(Date.parse(product.clock.now()) + hours * 3_600_000).toISOString())

  it('is sent at once, and delivered when its gateway says so', async () => {
    const { claim, message } = await told()
    expect(message).toMatchObject({ channel: 'whatsapp', outcome: 'sent', leg: 1, attempts: 1, due_at: null })
    later(0.1)
    await sweep()
    expect(await now(claim.id)).toMatchObject({ outcome: 'delivered', reason: null })
    expect(await stepsOf(product, message.id)).toEqual([
      'whatsapp queued',
      'whatsapp sent',
      'whatsapp delivered',
    ])
  })

  it('that every gateway refuses belongs to the counter, which calls the family', async () => {
    const { claim } = await told('0812 5599 0004')
    await sweep()
    expect(await now(claim.id)).toMatchObject({
      channel: 'sms',
      outcome: 'failed',
      reason: 'NUMBER_UNKNOWN',
      owner_role: 'officer',
    })
    const tasks = product.get(CounterTasks)
    const mine = (await tasks.open(product.branchId)).filter(({ claim: number }) => number === claim.number)
    expect(mine).toMatchObject([
      { kind: 'undelivered_message', template: 'claim-received', reason: 'NUMBER_UNKNOWN' },
    ])
    const { id = '' } = mine[0] ?? {}
    const officer = product.staff.officer
    await expect(tasks.finish(id, { ...officer, role: 'verifier' }, 'Sudah.')).rejects.toThrow(
      'petugas loket',
    )
    await expect(
      tasks.finish(id, { ...officer, branchId: '00000000-0000-4000-8000-000000000000' }, 'Sudah.'),
    ).rejects.toThrow('tidak ada')
    await tasks.finish(id, officer, 'Sudah ditelepon.')
    expect((await tasks.open(product.branchId)).map((task) => task.id)).not.toContain(id)
    await expect(tasks.finish(id, officer, 'Lagi.')).rejects.toThrow('sudah selesai')
  })

  it('goes to the number of today when it is tried again, and its task is done', async () => {
    const { claim } = await told('0812 5599 0004')
    await sweep()
    const failed = await now(claim.id)
    await product.asOwner.rows('update claim_party set phone = $2 where claim_id = $1', [
      claim.id,
      (await sealedPhone(product.sql, claim.id, '+6281255501777')).phone,
    ])
    await product.get(MessageRetry).retry(failed?.id ?? '', 'operator')
    await sweep()
    later(0.1)
    await sweep()
    expect(await now(claim.id)).toMatchObject({ outcome: 'delivered', channel: 'whatsapp', owner_role: null })
    const open = await product.get(CounterTasks).open(product.branchId)
    expect(open.filter(({ claim: number }) => number === claim.number)).toEqual([])
    await expect(product.get(MessageRetry).retry(failed?.id ?? '', 'operator')).rejects.toThrow('yang gagal')
  })

  it('that its gateway cannot deliver goes by the next way', async () => {
    const { claim, message } = await told('0812 5599 0003')
    later(0.1)
    await sweep()
    expect(await now(claim.id)).toMatchObject({ channel: 'sms', leg: 2, outcome: 'sent' })
    later(0.1)
    await sweep()
    expect(await now(claim.id)).toMatchObject({ outcome: 'failed', reason: 'NOT_REACHED' })
    expect(await stepsOf(product, message.id)).toEqual([
      'whatsapp queued',
      'whatsapp sent',
      'sms queued NOT_REACHED',
      'sms sent',
      'sms failed NOT_REACHED',
    ])
  })

  it('of which its gateway never speaks again is not taken for delivered', async () => {
    const { claim } = await told('0812 5599 0002')
    later(1.9)
    await sweep()
    expect(await now(claim.id)).toMatchObject({ channel: 'whatsapp', outcome: 'sent' })
    later(0.2)
    await sweep()
    expect(await now(claim.id)).toMatchObject({ channel: 'sms', outcome: 'sent' })
    later(24.1)
    await sweep()
    expect(await now(claim.id)).toMatchObject({ outcome: 'failed', reason: 'NO_DELIVERY_REPORT' })
  })

  it('that arrives late after all needs nobody to call', async () => {
    const { claim } = await told('0812 5599 0001')
    const opened = Date.parse(product.clock.now())
    for (const hours of [3, 28]) {
      product.clock.moveTo(new Date(opened + hours * 3_600_000).toISOString())
      await sweep()
    }
    expect(await now(claim.id)).toMatchObject({ outcome: 'failed', reason: 'NO_DELIVERY_REPORT' })
    product.clock.moveTo(new Date(opened + 73 * 3_600_000).toISOString())
    await sweep()
    expect(await now(claim.id)).toMatchObject({ outcome: 'delivered' })
    const open = await product.get(CounterTasks).open(product.branchId)
    expect(open.filter(({ claim: number }) => number === claim.number)).toEqual([])
  })

  it('waits for a gateway that is down, then takes the next way, then belongs to a person', async () => {
    const { claim, message } = await told('0812 5599 0005')
    expect(message).toMatchObject({ outcome: 'queued', reason: 'GATEWAY_SILENT', attempts: 1 })
    for (let day = 0; (await now(claim.id))?.outcome === 'queued' && day < 30; day++) {
      later(1.1)
      await sweep()
    }
    expect(await now(claim.id)).toMatchObject({ channel: 'sms', outcome: 'failed', attempts: 5, leg: 2 })
  })

  it('to nobody is suppressed, and says why', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.asOwner.rows('update claim_party set phone = null where claim_id = $1', [claim.id])
    const occasion = { key: `test:${claim.id}`, template: 'claim-reopened' }
    await product.get(NotificationService).tellClaim(claim.id, occasion)
    expect(await writtenMessage(product, claim.id, 'claim-reopened')).toMatchObject({
      channel: 'none',
      outcome: 'suppressed',
      reason: 'NO_CONTACT',
    })
  })

  it('to a number that cannot be right belongs to the counter', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.asOwner.rows('update claim_party set phone = $2 where claim_id = $1', [
      claim.id,
      (await sealedPhone(product.sql, claim.id, '0543 21000')).phone,
    ])
    await claim.submit()
    expect(await writtenMessage(product, claim.id, 'claim-received')).toMatchObject({
      outcome: 'failed',
      reason: 'BAD_NUMBER',
    })
    expect(await claim.count('counter_task', "reason = 'BAD_NUMBER' and done_at is null")).toBe(1)
  })

  it('keeps its history, and cannot take back what became of it', async () => {
    const { message } = await told()
    later(0.1)
    await sweep()
    for (const forbidden of [
      `update notification set outcome = 'queued', due_at = now() where id = $1`,
      `update notification set outcome = 'failed', owner_role = 'officer', reason = 'x' where id = $1`,
    ])
      await expect(product.sql.rows(forbidden, [message.id])).rejects.toMatchObject({ code: 'SN019' })
    for (const denied of [
      'delete from notification where id = $1',
      'delete from notification_step where notification_id = $1',
      `update notification_step set outcome = 'sent' where notification_id = $1`,
      `update notification set at = now() where id = $1`,
    ])
      await expect(product.sql.rows(denied, [message.id])).rejects.toMatchObject({ code: '42501' })
  })

  it('is in a list that shows neither words nor numbers', async () => {
    const { claim } = await told('0812 5550 1888')
    const listed = await product.get(MessagesQuery).list({ claim: claim.number })
    expect(listed).toMatchObject([{ template: 'claim-received', claim: claim.number, channel: 'whatsapp' }])
    expect(JSON.stringify(listed)).not.toMatch(/501888|kami terima/)
    expect(await product.get(MessagesQuery).list({ outcome: 'queued', claim: claim.number })).toEqual([])
  })

  it('that nobody sends any more is among what is stuck', async () => {
    const { claim } = await told('0812 5599 0005')
    const stuck = async () =>
      (await findStuck(product.sql, product.clock.now())).filter(({ number }) => number === claim.number)
    expect(await stuck()).toEqual([])
    later(2)
    expect(await stuck()).toMatchObject([{ what: expect.stringContaining('kepada keluarga tanpa hasil') }])
  })

  it('ends delivered, failed with an owner, or suppressed with a reason', async () => {
    const unfinished = () =>
      product.sql.rows(
        `select id, outcome from notification where outcome in ('queued', 'sent')
           or (outcome = 'failed' and (owner_role is null or reason is null)) or (outcome = 'suppressed' and reason is null)`,
      )
    // Ten tries on two ways, each a day apart, and a day for the last report.
    for (let day = 0; day < 12; day++) {
      later(25)
      product.clock.moveTo(nextMorning(product.clock.now()))
      await sweep()
    }
    expect(await unfinished()).toEqual([])
  })
})
