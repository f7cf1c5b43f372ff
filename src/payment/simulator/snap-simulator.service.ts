/**
 * The bank in the box behind SNAP BI: a small HTTP server that checks every signature as a bank does, and misbehaves as its
 * accounts are told to: no answer, two notices, a notice that is not the bank's.
 */
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Sql } from '../../platform/database/sql.js'
import type { BankSimulator } from '../bank-simulator.adapter.js'
import { BankSilent, type InquiryAnswer, type TransferAnswer } from '../bank.port.js'
import { isCallSignature, isTokenSignature, noticeSignature } from '../snap/signatures.js'

export interface SnapSimulatorSettings {
  clientId: string
  clientSecret: string
  /** Of the product, for tokens. */
  clientKey: KeyObject
  /** Of the bank, for notices. */
  bankKey: KeyObject
  /** Seconds for which a call is good after its timestamp; a bank takes nothing that lay about for longer. */
  goodFor?: number
}

interface Reply {
  status: number
  body: Record<string, unknown>
}

interface Notice {
  seq: bigint
  reference: string
  status: string
  forged: boolean
  external_id: string
}

const TOKEN_SECONDS = 900
const GOOD_FOR_SECONDS = 900
const services: Readonly<Record<string, string>> = {
  '/v1.0/access-token/b2b': '73',
  '/v1.0/account-inquiry-external': '16',
  '/v1.0/transfer-interbank': '18',
  '/v1.0/transfer/status': '36',
}

export class SnapSimulator {
  private readonly tokens = new Set<string>()
  private readonly externalIds = new Set<string>()
  private readonly server: Server
  private readonly stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

  constructor(
    private readonly bank: BankSimulator,
    private readonly sql: Sql,
    private readonly settings: SnapSimulatorSettings,
  ) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy())
    })
  }

  /** @returns the root of its interface */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Tells the product what became of transfers, each notice once. Returns the product's answers in their order. */
  async sendNotices(url: string): Promise<number[]> {
    const notices = await this.sql.rows<Notice>(
      'select * from bank_simulator.notice where not sent order by seq',
    )
    const answers: number[] = []
    for (const notice of notices) {
      answers.push(await this.sendNotice(url, notice))
      await this.sql.rows('update bank_simulator.notice set sent = true where seq = $1', [notice.seq])
    }
    return answers
  }

  private async sendNotice(url: string, { reference, status, forged, external_id }: Notice): Promise<number> {
    const timestamp = await this.timestamp()
    const body = JSON.stringify({ originalPartnerReferenceNo: reference, latestTransactionStatus: status })
    const request = { method: 'POST', path: new URL(url).pathname, body, timestamp }
    const signature = noticeSignature(request, forged ? this.stranger : this.settings.bankKey)
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        'X-TIMESTAMP': timestamp,
        'X-SIGNATURE': signature,
        'X-EXTERNAL-ID': external_id,
      },
    })
    await response.arrayBuffer()
    return response.status
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const service = services[request.url ?? ''] ?? '00'
    let reply: Reply
    try {
      reply = await this.replyTo(request, body, service)
    } catch (error) {
      // A silent bank leaves the caller waiting until he goes away.
      if (error instanceof BankSilent) return
      reply = refusal(500, service, '00', 'General Error')
    }
    response.writeHead(reply.status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(reply.body))
  }

  private async replyTo(request: IncomingMessage, body: string, service: string): Promise<Reply> {
    if (service === '00') return refusal(404, service, '00', 'Not Found')
    if (service === '73') return this.giveToken(request)
    const wrong = this.objection(request, body, service)
    if (wrong) return wrong
    const asked = JSON.parse(body) as Record<string, unknown>
    if (service === '18') return this.transfer(asked, header(request, 'x-timestamp'))
    if (service === '36') return this.status(String(asked.originalPartnerReferenceNo))
    const name = await this.bank.holderOf({
      bankCode: String(asked.beneficiaryBankCode),
      accountNumber: String(asked.beneficiaryAccountNo),
    })
    return name === null
      ? refusal(404, service, '11', 'Invalid Account')
      : { status: 200, body: { ...ok(service), beneficiaryAccountName: name } }
  }

  private giveToken(request: IncomingMessage): Reply {
    const { clientId, clientKey } = this.settings
    const given = {
      clientId,
      timestamp: header(request, 'x-timestamp'),
      signature: header(request, 'x-signature'),
    }
    if (header(request, 'x-client-key') !== clientId || !isTokenSignature(given, clientKey))
      return refusal(401, '73', '00', 'Unauthorized. Signature')
    const accessToken = randomUUID()
    this.tokens.add(accessToken)
    return {
      status: 200,
      body: { ...ok('73'), accessToken, tokenType: 'BearerToken', expiresIn: `${TOKEN_SECONDS}` },
    }
  }

  private objection(request: IncomingMessage, body: string, service: string): Reply | null {
    const token = header(request, 'authorization').replace(/^Bearer /, '')
    if (!this.tokens.has(token)) return refusal(401, service, '01', 'Access Token Invalid')
    const timestamp = header(request, 'x-timestamp')
    const signed = { method: request.method ?? '', path: request.url ?? '', body, timestamp }
    const given = { token, secret: this.settings.clientSecret, signature: header(request, 'x-signature') }
    if (!isCallSignature(signed, given)) return refusal(401, service, '00', 'Unauthorized. Signature')
    const externalId = header(request, 'x-external-id')
    if (this.externalIds.has(externalId)) return refusal(409, service, '00', 'Conflict')
    this.externalIds.add(externalId)
    return null
  }

  private async transfer(asked: Record<string, unknown>, timestamp: string): Promise<Reply> {
    const { value = '0' } = (asked.amount ?? {}) as { value?: string }
    const reference = String(asked.partnerReferenceNo)
    const answer = await this.bank.transfer({
      reference,
      amount: BigInt(value.split('.')[0] ?? 0),
      bankCode: String(asked.beneficiaryBankCode),
      accountNumber: String(asked.beneficiaryAccountNo),
      accountHolder: String(asked.beneficiaryAccountName),
      validUntil: await this.lastMoment(timestamp),
    })
    await this.planNotices(reference, answer)
    if (answer.kind === 'expired') return refusal(400, '18', '00', 'Bad Request')
    if (answer.kind === 'duplicate') return refusal(409, '18', '01', 'Duplicate partnerReferenceNo')
    if (answer.kind === 'refused') return refusal(404, '18', '11', 'Invalid Account')
    return {
      status: 200,
      body: { ...ok('18'), partnerReferenceNo: reference, referenceNo: `SIM-${reference.slice(0, 12)}` },
    }
  }

  /** Every transfer is told of once; `double` twice, `forged` also by somebody who is not the bank. */
  private async planNotices(reference: string, { kind }: TransferAnswer): Promise<void> {
    if (kind !== 'acknowledged' && kind !== 'refused') return
    await this.sql.rows(
      `insert into bank_simulator.notice (reference, status, forged, external_id)
       select t.reference, case when n.forged then '06' when t.accepted then '00' else '06' end, n.forged,
         ('x' || left(md5(t.reference || n.forged), 12))::bit(48)::bigint::text
       from bank_simulator.transfer t
       cross join (values (false, 1), (false, 2), (true, 3)) as n(forged, turn)
       where t.reference = $1 and (n.turn = 1 or (n.turn = 2 and t.behaviour = 'double') or (n.turn = 3 and t.behaviour = 'forged'))
       order by n.turn`,
      [reference],
    )
  }

  private async status(reference: string): Promise<Reply> {
    const answer = await this.bank.inquire(reference)
    if (answer.kind === 'not_found') return refusal(404, '36', '01', 'Transaction Not Found')
    return { status: 200, body: { ...ok('36'), originalPartnerReferenceNo: reference, ...statusOf(answer) } }
  }

  private async lastMoment(timestamp: string): Promise<string> {
    const row = await this.sql.first<{ at: string }>(
      'select $1::timestamptz + make_interval(secs => $2) as at',
      [timestamp, this.settings.goodFor ?? GOOD_FOR_SECONDS],
    )
    return row?.at ?? timestamp
  }

  private async timestamp(): Promise<string> {
    const row = await this.sql.first<{ at: string }>(
      `select to_char(clock_timestamp() at time zone 'Asia/Jakarta', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"') as at`,
    )
    return row?.at ?? ''
  }
}

function statusOf(answer: Exclude<InquiryAnswer, { kind: 'not_found' }>): Record<string, string> {
  switch (answer.kind) {
    case 'settled':
      return { latestTransactionStatus: '00', transactionDate: `${answer.valueDate}T12:00:00+07:00` }
    case 'acknowledged':
      return { latestTransactionStatus: '03' }
    case 'refused':
      return { latestTransactionStatus: '06', transactionStatusDesc: answer.reason }
  }
}

function ok(service: string): Record<string, string> {
  return { responseCode: `200${service}00`, responseMessage: 'Successful' }
}

function refusal(status: number, service: string, kase: string, responseMessage: string): Reply {
  return { status, body: { responseCode: `${status}${service}${kase}`, responseMessage } }
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}
