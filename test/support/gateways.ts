/** What stands at the other end of messages in tests: a gateway over HTTP that checks and remembers, and a mail server. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface GatewayRequest {
  headers: IncomingHttpHeaders
  message_id: string
  channel: string
  to: string
  text: string
}

/** `hang` takes the message and never answers; `fall` takes it and answers that it is broken. */
export type GatewayMood = 'take' | 'refuse' | 'down' | 'hang' | 'fall'

export class MessageGateway {
  readonly requests: GatewayRequest[] = []
  /** What people's phones got: each message once, however often it was handed over. */
  readonly phones = new Map<string, GatewayRequest>()
  mood: GatewayMood = 'take'
  private readonly waiting = new Set<ServerResponse>()

  private constructor(
    private readonly server: Server,
    private readonly secret: string,
  ) {}

  static async start(secret: string): Promise<MessageGateway> {
    const server = createServer()
    const gateway = new MessageGateway(server, secret)
    server.on('request', (request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => gateway.answer(request.headers, Buffer.concat(pieces).toString(), response))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return gateway
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`
  }

  /** Signed as a gateway signs its reports. */
  sign(body: string, seconds: number): Record<string, string> {
    const signature = createHmac('sha256', this.secret).update(`${seconds}.${body}`).digest('hex')
    return { 'x-santun-timestamp': String(seconds), 'x-santun-signature': `sha256=${signature}` }
  }

  async stop(): Promise<void> {
    for (const response of this.waiting) response.destroy()
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private answer(headers: IncomingHttpHeaders, body: string, response: ServerResponse): void {
    const message = { headers, ...(JSON.parse(body) as Omit<GatewayRequest, 'headers'>) }
    this.requests.push(message)
    if (this.mood === 'down') return end(response, 503)
    const expected = this.sign(body, Number(headers['x-santun-timestamp']))
    if (headers['x-santun-signature'] !== expected['x-santun-signature']) return end(response, 401)
    if (this.mood === 'refuse') return end(response, 422)
    if (!this.phones.has(message.message_id)) this.phones.set(message.message_id, message)
    if (this.mood === 'hang') return void this.waiting.add(response)
    if (this.mood === 'fall') return end(response, 500)
    end(response, 202, JSON.stringify({ reference: `gw-${this.phones.size}` }))
  }
}

export interface ReceivedMail {
  to: string[]
  /** As it came over the line. */
  source: string
}

/** A mail server that keeps what it takes; it knows nobody whose address begins with `tidak-ada`. */
export class MailServer {
  private constructor(
    private readonly server: SMTPServer,
    readonly mails: readonly ReceivedMail[],
  ) {}

  static async start(): Promise<MailServer> {
    const mails: ReceivedMail[] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo({ address }, _session, done) {
        if (address.startsWith('tidak-ada'))
          return done(Object.assign(new Error('no such user'), { responseCode: 550 }))
        if (address.startsWith('penuh'))
          return done(Object.assign(new Error('mailbox full'), { responseCode: 452 }))
        done()
      },
      onData(stream, session, done) {
        const pieces: Buffer[] = []
        stream.on('data', (piece: Buffer) => pieces.push(piece))
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address)
          mails.push({ to, source: Buffer.concat(pieces).toString() })
          done()
        })
      },
    })
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    return new MailServer(server, mails)
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()))
  }
}

function end(response: ServerResponse, status: number, body = ''): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
