/** The adapters against real servers: a gateway over HTTP and a mail server. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { HttpGateway } from '../../src/notification/channels/http-gateway.adapter.js'
import { MessageChannels } from '../../src/notification/channels/message-channels.js'
import { SmtpChannel } from '../../src/notification/channels/smtp.adapter.js'
import { MovedClock } from '../../src/platform/clock/clock.js'
import type { Sql } from '../../src/platform/database/sql.js'
import { freePort } from '../support/free-port.js'
import { MailServer, MessageGateway } from '../support/gateways.js'

const SECRET = 'rahasia-bersama-yang-cukup-panjang'
const message = { id: 'a-1', to: '+6281255501001', subject: null, text: 'Klaim Anda kami terima.' }
const clock = new MovedClock('2022-10-17T01:00:00.000Z')

describe('a gateway over HTTP', () => {
  let gateway: MessageGateway
  let channel: HttpGateway
  beforeAll(async () => {
    gateway = await MessageGateway.start(SECRET)
    channel = new HttpGateway({ channel: 'sms', url: gateway.url, secret: SECRET, patienceSeconds: 1 }, clock)
  })
  afterAll(() => gateway.stop())
  beforeEach(() => {
    gateway.mood = 'take'
  })

  it('gets a signed message under its id, and gives its own name for it', async () => {
    expect(await channel.send(message)).toEqual({ kind: 'accepted', reference: 'gw-1' })
    expect(gateway.phones.get('a-1')).toMatchObject({
      channel: 'sms',
      to: '+6281255501001',
      text: 'Klaim Anda kami terima.',
      headers: { 'idempotency-key': 'a-1', 'x-santun-timestamp': '1665968400' },
    })
  })

  it('refuses what is signed with another secret', async () => {
    const settings = { channel: 'sms' as const, url: gateway.url, secret: 'x'.repeat(32), patienceSeconds: 1 }
    expect(await new HttpGateway(settings, clock).send({ ...message, id: 'b-1' })).toEqual({
      kind: 'refused',
      reason: 'GATEWAY_REFUSED_401',
    })
  })

  it('may refuse a number for good', async () => {
    gateway.mood = 'refuse'
    expect(await channel.send(message)).toEqual({ kind: 'refused', reason: 'GATEWAY_REFUSED_422' })
  })

  it.each(['down', 'hang'] as const)('that is %s gave no answer', async (mood) => {
    gateway.mood = mood
    await expect(channel.send(message)).rejects.toThrow()
  })

  it('that nobody runs gave no answer', async () => {
    const url = `http://127.0.0.1:${await freePort()}/`
    const nobody = new HttpGateway({ channel: 'sms', url, secret: SECRET, patienceSeconds: 1 }, clock)
    await expect(nobody.send(message)).rejects.toThrow()
  })
})

describe('a mail server', () => {
  let server: MailServer
  let channel: SmtpChannel
  beforeAll(async () => {
    server = await MailServer.start()
    const from = 'Santun <tidak-dibalas@santun.example.go.id>'
    channel = new SmtpChannel({ url: server.url, from, patienceSeconds: 2 })
  })
  afterAll(() => server.stop())

  const mail = {
    id: 'c-1',
    to: 'dinas@example.go.id',
    subject: 'Klaim kami terima',
    text: 'Kami sudah menerimanya.',
  }

  it('gets the words, under the id of the message', async () => {
    expect(await channel.send(mail)).toEqual({ kind: 'accepted', reference: null })
    expect(server.mails).toHaveLength(1)
    expect(server.mails[0]?.to).toEqual(['dinas@example.go.id'])
    const { source = '' } = server.mails[0] ?? {}
    expect(source).toContain('Message-ID: <c-1@santun.example.go.id>')
    expect(source).toContain('Subject: Klaim kami terima')
    expect(source).toContain('Kami sudah menerimanya.')
    expect(source).toContain('Auto-Submitted: auto-generated')
  })

  it('may know nobody of that name', async () => {
    expect(await channel.send({ ...mail, to: 'tidak-ada@example.go.id' })).toEqual({
      kind: 'refused',
      reason: 'MAIL_REFUSED_550',
    })
  })

  it('may have no room now, and its error names nobody', async () => {
    const sending = channel.send({ ...mail, to: 'penuh@example.go.id' })
    await expect(sending).rejects.toThrow(/^the mail server did not take it \(EENVELOPE 452\)$/)
  })

  it('that nobody runs gave no answer', async () => {
    const url = `smtp://127.0.0.1:${await freePort()}`
    const nobody = new SmtpChannel({ url, from: 'a@example.go.id', patienceSeconds: 1 })
    await expect(nobody.send(mail)).rejects.toThrow('the mail server did not take it')
  })
})

describe('the ways that are set up', () => {
  // Nothing is sent here, so there is no database to ask.
  const from = (environment: NodeJS.ProcessEnv) => MessageChannels.from(environment, {} as Sql, clock, 1)
  const sms = { SANTUN_SMS_URL: 'https://sms.example.go.id', SANTUN_SMS_SECRET: SECRET }

  it('are all simulated where there is none', () => {
    expect(from({}).names).toEqual(['whatsapp', 'sms', 'email'])
    expect(from({}).secretOf('sms')).toBeUndefined()
  })

  it('are only those with a gateway as soon as there is one', () => {
    expect(from(sms).names).toEqual(['sms'])
    expect(from(sms).secretOf('sms')).toBe(SECRET)
    expect(from(sms).secretOf('whatsapp')).toBeUndefined()
  })

  it.each([
    [{ SANTUN_SMS_URL: 'https://sms.example.go.id' }, 'SANTUN_SMS_SECRET'],
    [{ ...sms, SANTUN_SMS_SECRET: 'pendek' }, 'SANTUN_SMS_SECRET'],
    [{ SANTUN_SMTP_URL: 'smtp://mail.example.go.id' }, 'SANTUN_MAIL_FROM'],
  ])('refuse the start when a setting is missing: %j', (environment, named) => {
    expect(() => from(environment)).toThrow(named)
  })
})
