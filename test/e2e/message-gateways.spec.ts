/** Messages on their way to real gateways and back: signed reports, lost answers, another way when one fails. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MessageSweep } from '../../src/notification/message-sweep.service.js'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { NotificationService } from '../../src/notification/notification.service.js'
import { CodeSender } from '../../src/platform/login/code-sender.port.js'
import { Sql } from '../../src/platform/database/sql.js'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { MailServer, MessageGateway } from '../support/gateways.js'
import { nextMorning } from '../support/messages.js'
import { revealedRows } from '../support/personal-data.js'

const SECRETS = {
  whatsapp: 'rahasia-whatsapp-yang-cukup-panjang',
  sms: 'rahasia-sms-yang-juga-cukup-panjang',
}

interface Row {
  id: string
  outcome: string
  channel: string
  reason: string | null
  leg: number
  attempts: number
  body: string
}

describe('a message and its gateways', () => {
  let whatsapp: MessageGateway
  let sms: MessageGateway
  let mail: MailServer
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  beforeAll(async () => {
    whatsapp = await MessageGateway.start(SECRETS.whatsapp)
    sms = await MessageGateway.start(SECRETS.sms)
    mail = await MailServer.start()
    Object.assign(process.env, {
      SANTUN_WHATSAPP_URL: whatsapp.url,
      SANTUN_WHATSAPP_SECRET: SECRETS.whatsapp,
      SANTUN_SMS_URL: sms.url,
      SANTUN_SMS_SECRET: SECRETS.sms,
      SANTUN_SMTP_URL: mail.url,
      SANTUN_MAIL_FROM: 'tidak-dibalas@santun.example.go.id',
      SANTUN_PUBLIC_URL: 'https://santun.example.go.id',
    })
    app = await TestApp.start({ withWorkers: false })
    desk = await Desk.open(app)
    claim = await desk.draft()
  })
  afterAll(async () => {
    await app.stop()
    await Promise.all([whatsapp.stop(), sms.stop(), mail.stop()])
  })
  beforeEach(() => {
    app.clock.moveTo(nextMorning(app.clock.now()))
    for (const gateway of [whatsapp, sms]) {
      gateway.mood = 'take'
      gateway.phones.clear()
      gateway.requests.length = 0
    }
  })

  const asOwner = async (statement: string): Promise<void> => {
    const owner = new Sql(app.database.owner, 1)
    await owner.rows(statement)
    await owner.onApplicationShutdown()
  }
  const claimId = async (): Promise<string> => {
    const row = await app.sql.first<{ id: string }>('select id from claim where number = $1', [claim.number])
    return row?.id ?? ''
  }
  const get = <Service>(type: new (...args: never[]) => Service): Service =>
    app.application.get<Service>(type, { strict: false })
  const sweep = () => get(MessageSweep).run()
  const codes = () => app.application.get<CodeSender>(CodeSender, { strict: false })
  const codesKept = () =>
    app.sql.rows<{ outcome: string; text: string; fill: unknown }>(
      'select outcome, n::text as text, fill from notification n where secret_text order by at, id',
    )
  const later = (minutes: number) =>
    app.clock.moveTo(new Date(Date.parse(app.clock.now()) + minutes * 60_000).toISOString())

  /** Tells the family that its claim was decided; gives the row as it then is. */
  const tell = async (template = 'claim-approved'): Promise<() => Promise<Row>> => {
    const key = randomUUID()
    const id = await claimId()
    await get(NotificationService).tellClaim(id, { key, template })
    return async () => {
      const [row] = await revealedRows<Row>(
        app.sql,
        { body: 'notification.body' },
        'select id, outcome, channel, reason, leg, attempts, body from notification where once_key like $1',
        [`${key}:%`],
      )
      if (!row) throw new Error('no message')
      return row
    }
  }

  interface Report {
    seconds?: number
    channel?: string
    gateway?: MessageGateway
    headers?: Record<string, string>
  }
  const report = async (body: object, { seconds, channel, gateway, headers }: Report = {}) => {
    const from = gateway ?? whatsapp
    const text = JSON.stringify(body)
    const { status } = await app.nobody
      .post(`/api/v1/callbacks/messages/${channel ?? (from === sms ? 'sms' : 'whatsapp')}`)
      .set('Content-Type', 'application/json')
      .set({ ...from.sign(text, seconds ?? Math.floor(Date.parse(app.clock.now()) / 1000)), ...headers })
      .send(text)
    return status
  }

  it('brings the family its words with the page of its claim', async () => {
    const row = await tell()
    const [message] = whatsapp.requests
    expect(message).toMatchObject({
      message_id: `${(await row()).id}-1`,
      to: expect.stringMatching(/^\+628\d+$/),
    })
    expect(message?.text).toContain(`https://santun.example.go.id/k/${claim.number}`)
    expect(await row()).toMatchObject({ outcome: 'sent', channel: 'whatsapp', body: message?.text })
  })

  it('is delivered when a signed report says so, and again changes nothing', async () => {
    const row = await tell()
    const delivered = { message_id: `${(await row()).id}-1`, status: 'delivered' }
    expect(await report(delivered)).toBe(204)
    expect(await row()).toMatchObject({ outcome: 'delivered' })
    expect(await report(delivered)).toBe(204)
    expect(await report({ ...delivered, status: 'failed' })).toBe(204)
    expect(await row()).toMatchObject({ outcome: 'delivered', leg: 1 })
  })

  it('is not moved by a report with a wrong, old or borrowed signature', async () => {
    const row = await tell()
    const delivered = { message_id: `${(await row()).id}-1`, status: 'delivered' }
    const seconds = Math.floor(Date.parse(app.clock.now()) / 1000)
    expect(await report(delivered, { seconds: seconds - 301 })).toBe(401)
    expect(await report(delivered, { seconds: seconds + 301 })).toBe(401)
    expect(await report(delivered, { headers: { 'x-santun-timestamp': String(seconds - 1) } })).toBe(401)
    expect(await report(delivered, { headers: { 'x-santun-signature': 'sha256=00' } })).toBe(401)
    expect(await report(delivered, { gateway: sms, channel: 'whatsapp' })).toBe(401)
    expect(await report(delivered, { channel: 'email' })).toBe(401)
    expect(await report(delivered, { channel: 'fax' })).toBe(401)
    // Another gateway of ours may not speak for this one.
    expect(await report(delivered, { gateway: sms })).toBe(204)
    expect(await row()).toMatchObject({ outcome: 'sent' })
  })

  it('that is not ours is answered alike', async () => {
    for (const message_id of [`${randomUUID()}-1`, 'bukan-nomor-kami', `${randomUUID()}-99999`])
      for (const status of ['delivered', 'failed']) expect(await report({ message_id, status })).toBe(204)
  })

  it('is refused when the report makes no sense, but only to a gateway', async () => {
    expect(await report({ message_id: 'a', status: 'perhaps' })).toBe(422)
    expect(await report({ message_id: 'a', status: 'failed', reason: 'lihat +62812 5550 1001' })).toBe(422)
  })

  it('goes by SMS when WhatsApp does not know the number', async () => {
    whatsapp.mood = 'refuse'
    const row = await tell()
    expect(await row()).toMatchObject({
      outcome: 'queued',
      channel: 'sms',
      leg: 2,
      reason: 'GATEWAY_REFUSED_422',
    })
    await sweep()
    expect(await row()).toMatchObject({ outcome: 'sent', channel: 'sms' })
    expect([...sms.phones.values()].map(({ text }) => text)).toEqual([
      `Klaim ${claim.number} sudah diputuskan. Lihat keputusan dan langkah berikutnya: https://santun.example.go.id/k/${claim.number}`,
    ])
    expect(whatsapp.phones.size).toBe(0)
  })

  it('goes by SMS when WhatsApp reports that it could not deliver, and only once', async () => {
    const row = await tell()
    const failed = { message_id: `${(await row()).id}-1`, status: 'failed', reason: 'NOT_ON_WHATSAPP' }
    expect(await report(failed)).toBe(204)
    expect(await row()).toMatchObject({ outcome: 'queued', channel: 'sms', reason: 'NOT_ON_WHATSAPP' })
    await sweep()
    expect(await report(failed)).toBe(204)
    await sweep()
    expect(await row()).toMatchObject({ outcome: 'sent', channel: 'sms', leg: 2 })
    expect(sms.phones.size).toBe(1)
    // WhatsApp was wrong: it arrived there after all.
    expect(await report({ ...failed, status: 'delivered' })).toBe(204)
    expect(await row()).toMatchObject({ outcome: 'delivered' })
  })

  it('of which the answer got lost is handed over again under the same id, and arrives once', async () => {
    whatsapp.mood = 'fall'
    const row = await tell()
    expect(await row()).toMatchObject({ outcome: 'queued', reason: 'GATEWAY_SILENT', attempts: 1, leg: 1 })
    await sweep()
    expect(whatsapp.requests).toHaveLength(1)
    whatsapp.mood = 'take'
    later(1)
    await sweep()
    expect(await row()).toMatchObject({ outcome: 'sent', attempts: 2 })
    expect(new Set(whatsapp.requests.map(({ message_id }) => message_id)).size).toBe(1)
    expect(whatsapp.requests).toHaveLength(2)
    expect(whatsapp.phones.size).toBe(1)
  })

  it('whose report is faster than the answer is not handed over again', async () => {
    whatsapp.mood = 'fall'
    const row = await tell()
    expect(await report({ message_id: `${(await row()).id}-1`, status: 'delivered' })).toBe(204)
    later(5)
    await sweep()
    expect(await row()).toMatchObject({ outcome: 'delivered' })
    expect(whatsapp.requests).toHaveLength(1)
  })

  it('whose worker died with it in hand is handed over again under the same id', async () => {
    const row = await tell()
    const { id } = await row()
    // As a process leaves it that ends between the gateway's answer and the row.
    await asOwner(
      `update notification set outcome = 'queued', due_at = '${app.clock.now()}'::timestamptz + interval '2 minutes'
       where id = '${id}'`,
    )
    await sweep()
    expect(whatsapp.requests).toHaveLength(1)
    later(2)
    await sweep()
    expect(whatsapp.requests.map(({ message_id }) => message_id)).toEqual([`${id}-1`, `${id}-1`])
    expect(whatsapp.phones.size).toBe(1)
    expect(await row()).toMatchObject({ outcome: 'sent' })
  })

  it('is sent once when several sweeps look at the same time', async () => {
    whatsapp.mood = 'down'
    const row = await tell()
    whatsapp.mood = 'take'
    later(1)
    await Promise.all(Array.from({ length: 5 }, sweep))
    expect(await row()).toMatchObject({ outcome: 'sent', attempts: 2 })
    expect(whatsapp.requests).toHaveLength(2)
  })

  it('for the same reason is told once', async () => {
    const id = await claimId()
    const occasion = { key: randomUUID(), template: 'claim-approved' }
    await Promise.all(Array.from({ length: 5 }, () => get(NotificationService).tellClaim(id, occasion)))
    expect(whatsapp.requests).toHaveLength(1)
  })

  describe('in the quiet hours', () => {
    /** Half past eight in the evening in Makassar. */
    const evening = () => app.clock.moveTo(`${app.clock.now().slice(0, 10)}T12:30:00.000Z`)

    it('waits for the morning', async () => {
      evening()
      const row = await tell()
      expect(await row()).toMatchObject({ outcome: 'queued', attempts: 0 })
      later(11 * 60)
      await sweep()
      expect(whatsapp.requests).toHaveLength(0)
      later(30)
      await sweep()
      expect(await row()).toMatchObject({ outcome: 'sent' })
      expect(whatsapp.phones.size).toBe(1)
    })

    it('waits with another way too, without losing a try', async () => {
      app.clock.moveTo(`${app.clock.now().slice(0, 10)}T11:50:00.000Z`)
      whatsapp.mood = 'refuse'
      const row = await tell()
      later(15)
      await sweep()
      expect(await row()).toMatchObject({
        outcome: 'queued',
        channel: 'sms',
        reason: 'QUIET_HOURS',
        attempts: 0,
      })
      expect(sms.requests).toHaveLength(0)
      app.clock.moveTo(nextMorning(app.clock.now()))
      await sweep()
      expect(await row()).toMatchObject({ outcome: 'sent', channel: 'sms', attempts: 1 })
    })

    it('is a code sent at once, which no row keeps', async () => {
      evening()
      await codes().sendCode({ phone: '0812 5550 4321', code: '730194' })
      expect(whatsapp.requests.at(-1)).toMatchObject({ to: '+6281255504321' })
      expect(whatsapp.requests.at(-1)?.text).toContain('Kode Santun Anda 730194.')
      const kept = await codesKept()
      expect(kept).toHaveLength(1)
      expect(kept[0]).toMatchObject({ outcome: 'sent' })
      expect(kept[0]?.text).not.toContain('730194')
      const [clear] = await get(PersonalData).reveal(kept, { fill: 'notification.fill' })
      expect(clear?.fill).toMatchObject({ code: '******' })
    })
  })

  it('with a code takes the next way at once, and is never sent late', async () => {
    whatsapp.mood = 'down'
    await codes().sendCode({ phone: '081255504321', code: '730195' })
    expect([...sms.phones.values()][0]?.text).toContain('730195')
    sms.mood = 'down'
    later(1)
    await expect(codes().sendCode({ phone: '081255504321', code: '730196' })).rejects.toThrow('no gateway')
    expect((await codesKept()).at(-1)).toMatchObject({ outcome: 'failed' })
    for (const gateway of [whatsapp, sms]) gateway.mood = 'take'
    later(120)
    await sweep()
    expect(
      [...sms.phones.values(), ...whatsapp.phones.values()].map(({ text }) => text).join(),
    ).not.toContain('730196')
    expect(
      await app.sql.rows(
        'select from counter_task t join notification n on n.id = t.notification_id where n.secret_text',
      ),
    ).toEqual([])
  })

  it('to an office goes by e-mail, without a claim', async () => {
    await asOwner(`update branch set notice_email = 'paser@example.go.id' where code = 'PSR'`)
    const branch = await app.sql.first<{ id: string }>(`select id from branch where code = 'PSR'`)
    await get(NotificationService).tell(
      { kind: 'branch', id: branch?.id ?? '' },
      { key: randomUUID(), template: 'cohort-coverage-ending' },
      { cohort: 'Petani Long Ikis', members: '1.204', date: '2022-12-31' },
    )
    expect(mail.mails.at(-1)?.to).toEqual(['paser@example.go.id'])
    expect(mail.mails.at(-1)?.source).toContain(
      'Subject: Petani Long Ikis: iuran terbayar sampai 31 Desember 2022',
    )
    const row = () =>
      app.sql.first<{ outcome: string; reason: string | null }>(
        `select outcome, reason from notification where recipient_kind = 'branch'`,
      )
    expect(await row()).toEqual({ outcome: 'sent', reason: null })
    // A mail server speaks only of what it could not deliver.
    later(25 * 60)
    await sweep()
    expect(await row()).toEqual({ outcome: 'delivered', reason: 'NOTHING_RETURNED' })
  })
})
