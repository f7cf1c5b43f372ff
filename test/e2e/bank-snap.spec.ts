import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { BankPatience } from '../../src/payment/bank.port.js'
import { SnapSimulator } from '../../src/payment/simulator/snap-simulator.service.js'
import { SnapBank } from '../../src/payment/snap/snap-bank.adapter.js'
import { SnapClient } from '../../src/payment/snap/snap-client.js'
import { SnapNotices, type SnapReply } from '../../src/payment/snap/snap-notices.service.js'
import type { SnapSettings } from '../../src/payment/snap/snap-settings.js'
import { BankDesk } from './bank-desk.js'
import { PaymentDesk, Process } from './payment-desk.js'

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 })
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PATH = '/api/v1/callbacks/bank/transfers'

describe('a bank behind SNAP', () => {
  let desk: PaymentDesk
  let box: SnapSimulator
  let bank: BankDesk
  let rail: SnapBank
  let settings: SnapSettings
  beforeEach(async () => {
    desk = await PaymentDesk.open()
    box = new SnapSimulator(desk.simulator, desk.sql, {
      clientId: 'santun',
      clientSecret: 'rahasia',
      clientKey: ours.publicKey,
      bankKey: theirs.privateKey,
    })
    settings = {
      url: await box.listen(),
      clientId: 'santun',
      partnerId: 'santun',
      channelId: '95221',
      clientSecret: 'rahasia',
      privateKey: ours.privateKey,
      bankKey: theirs.publicKey,
    }
    rail = railWith(settings)
    // Patience long enough for a busy machine, short enough for a bank that never answers.
    const patience = new BankPatience(3, 4)
    bank = new BankDesk(desk, new Process(desk.sql, desk.clock, { bank: () => rail, patience }))
  })
  afterEach(async () => {
    await box.close()
    await bank.close()
  })

  const railWith = (set: SnapSettings): SnapBank =>
    new SnapBank(desk.sql, new SnapClient(desk.sql, set, 1_500), '0012345678901', '0 seconds')

  async function sent(behaviour: Parameters<PaymentDesk['simulator']['behave']>[0]['behaviour'] = 'normal') {
    const accountNumber = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour, days: 1 })
    const { claimId } = await desk.approved([{ accountNumber, amount: 42_000_000n }])
    await desk.released(bank.process)
    await bank.process.work()
    return claimId
  }

  const stateOf = async (claimId: string) => (await desk.payments(claimId))[0]?.state

  async function notices<Result>(
    work: (url: string, replies: SnapReply[]) => Promise<Result>,
  ): Promise<Result> {
    const heard = new SnapNotices(desk.sql, bank.answers, { settings })
    const replies: SnapReply[] = []
    const server: Server = createServer((request: IncomingMessage, response) => {
      const header = (name: string) => String(request.headers[name] ?? '')
      text(request)
        .then((body) =>
          heard.hear({
            path: request.url ?? '',
            body,
            timestamp: header('x-timestamp'),
            signature: header('x-signature'),
            externalId: header('x-external-id'),
          }),
        )
        .then((reply) => {
          replies.push(reply)
          response.writeHead(reply.status).end(JSON.stringify(reply))
        })
        .catch(() => response.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`, replies)
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  }

  it('takes a transfer once, under a signature and a number of its own, and says later that it arrived', async () => {
    const claimId = await sent()
    expect(await stateOf(claimId)).toBe('acknowledged')
    const reference = await bank.reference(claimId)
    expect(await rail.inquire(reference)).toEqual({ kind: 'settled', valueDate: '2022-10-12' })
    const calls = await desk.sql.rows<{ service: string; external_id: string }>(
      'select service, external_id from snap_call order by called_at',
    )
    expect(calls.map(({ service }) => service)).toEqual(['transfer', 'status'])
    expect(new Set(calls.map(({ external_id: id }) => id)).size).toBe(2)
    for (const { external_id: id } of calls) expect(id).toMatch(/^\d{20}$/)
  })

  it('that refuses for certain is believed; the family gives another account', async () => {
    const claimId = await sent('refuse')
    expect(await desk.payments(claimId)).toMatchObject([
      { state: 'refused', outcome_reason: 'INVALID_ACCOUNT' },
    ])
    expect(await desk.stateOf(claimId)).toBe('awaiting_account')
  })

  it('that says nothing is asked, never sent to again', async () => {
    const claimId = await sent('silent')
    expect(await desk.transfers(claimId)).toBe(1)
    await bank.process.settle()
    expect(['acknowledged', 'settled']).toContain(await stateOf(claimId))
    const calls = await desk.sql.rows(`select from snap_call where service = 'transfer'`)
    expect(calls).toHaveLength(1)
  })

  it('is not called for a second time under one reference, whoever tries', async () => {
    const reference = await bank.reference(await sent())
    const again = rail.transfer({
      reference,
      amount: 1n,
      bankCode: '002',
      accountNumber: '1',
      accountHolder: 'X',
      validUntil: '9999-12-31T00:00:00.000Z',
    })
    await expect(again).rejects.toThrow('snap_transfer_called_once')
  })

  it('is not called at all once the time of an instruction is over', async () => {
    const late = {
      reference: 'late',
      amount: 1n,
      bankCode: '002',
      accountNumber: '1',
      accountHolder: 'X',
      validUntil: '2020-01-01T00:00:00.000Z',
    }
    expect(await rail.transfer(late)).toEqual({ kind: 'expired' })
    expect(await desk.sql.rows('select from snap_call')).toHaveLength(0)
  })

  it('gives nothing to whoever signs with another key or another secret', async () => {
    const strangers = [
      { ...settings, privateKey: theirs.privateKey },
      { ...settings, clientSecret: 'lain' },
    ]
    for (const stranger of strangers) {
      await expect(railWith(stranger).inquire('x')).rejects.toThrow(/no token|did not say/)
    }
  })

  it('tells whose account it is, or that there is none', async () => {
    await desk.simulator.behave({
      bankCode: '002',
      accountNumber: '777',
      behaviour: 'normal',
      holder: 'SITI AMINAH',
    })
    expect(await rail.holderOf({ bankCode: '002', accountNumber: '777' })).toBe('SITI AMINAH')
    expect(await rail.holderOf({ bankCode: '002', accountNumber: '778' })).toBeNull()
  })

  it('may tell twice what became of a transfer: the second time changes nothing', async () => {
    const claimId = await sent('double')
    await notices(async (url, replies) => {
      expect(await box.sendNotices(url)).toEqual([200, 200])
      expect(replies.map(({ responseCode }) => responseCode)).toEqual(['2001800', '2001800'])
    })
    expect(await desk.sql.rows('select from bank_answer')).toHaveLength(1)
    expect(await stateOf(claimId)).toBe('acknowledged')
  })

  it('is not believed to have said what another key signed', async () => {
    const claimId = await sent('forged')
    await notices(async (url) => expect(await box.sendNotices(url)).toEqual([200, 401]))
    expect(await stateOf(claimId)).toBe('acknowledged')
    expect(await desk.sql.rows(`select from bank_answer where answer = 'refused'`)).toHaveLength(0)
  })

  it('is not heard with an old word, nor at an address that it did not sign', async () => {
    await sent()
    await notices(async (url) => expect(await box.sendNotices(url)).toEqual([200]))
    const heard = new SnapNotices(desk.sql, bank.answers, { settings })
    const { noticeSignature } = await import('../../src/payment/snap/signatures.js')
    const body = JSON.stringify({ originalPartnerReferenceNo: 'x', latestTransactionStatus: '06' })
    for (const [timestamp, path] of [
      ['2020-01-01T00:00:00+07:00', PATH],
      ['kemarin', PATH],
    ] as const) {
      const signature = noticeSignature({ method: 'POST', path: PATH, body, timestamp }, theirs.privateKey)
      const reply = await heard.hear({ path, body, timestamp, signature, externalId: '1' })
      expect(reply.status).toBe(401)
    }
  })
})
