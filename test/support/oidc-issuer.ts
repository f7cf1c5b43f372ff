/**
 * An OpenID Connect issuer on this machine: it knows one person at a time, signs what it says, and takes a code once,
 * from whoever brings the verifier of its challenge.
 */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const CLIENT = { id: 'santun-uji', secret: 'rahasia-uji-santun' }

interface Asked {
  challenge: string
  nonce: string
  redirectUri: string
  subject: string
}

export class OidcIssuer {
  /** Who stands before the browser. */
  subject = 'orang-1'
  /** What it says instead of the nonce that was asked for. */
  nonce: string | undefined
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  private readonly codes = new Map<string, Asked>()

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OidcIssuer> {
    const server = createServer()
    const issuer = new OidcIssuer(server)
    server.on('request', (request, response) => void issuer.answer(request, response))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    return issuer
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`
  }
  get settings() {
    return {
      issuer: new URL(this.url),
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      redirectUri: new URL('http://localhost:3000/petugas/masuk/sso/kembali'),
    }
  }

  /** Signs its person in, as a browser that is sent there finds: the address to go back to. */
  async visit(location: string): Promise<string> {
    const answer = await fetch(location, { redirect: 'manual' })
    const back = new URL(answer.headers.get('location') ?? '')
    return `${back.pathname}${back.search}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    if (pathname === '/.well-known/openid-configuration') return json(response, this.metadata())
    if (pathname === '/jwks') return json(response, { keys: [this.publicKey()] })
    if (pathname === '/authorize') return this.authorize(searchParams, response)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    return this.token(new URLSearchParams(Buffer.concat(chunks).toString()), response)
  }

  private metadata(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}authorize`,
      token_endpoint: `${this.url}token`,
      jwks_uri: `${this.url}jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    }
  }

  private publicKey(): object {
    return { ...this.keys.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }
  }

  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    const wanted = { client_id: CLIENT.id, response_type: 'code', code_challenge_method: 'S256' }
    const fits = Object.entries(wanted).every(([name, value]) => asked.get(name) === value)
    if (!fits) return json(response, { error: 'invalid_request' }, 400)
    const code = randomUUID()
    const redirectUri = asked.get('redirect_uri') ?? ''
    this.codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      nonce: asked.get('nonce') ?? '',
      redirectUri,
      subject: this.subject,
    })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state') ?? '')
    response.writeHead(302, { Location: back.href }).end()
  }

  private token(body: URLSearchParams, response: ServerResponse): void {
    const code = body.get('code') ?? ''
    const asked = this.codes.get(code)
    this.codes.delete(code)
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    const proven =
      body.get('client_secret') === CLIENT.secret && body.get('redirect_uri') === asked?.redirectUri
    if (!asked || !proven || challenge !== asked.challenge)
      return json(response, { error: 'invalid_grant' }, 400)
    const id_token = this.idToken(asked)
    json(response, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token })
  }

  private idToken({ subject, nonce }: Asked): string {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: this.url,
      aud: CLIENT.id,
      sub: subject,
      nonce: this.nonce ?? nonce,
      iat: now,
      exp: now + 60,
    }
    const text = [{ alg: 'RS256', kid: '1' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${text}.${sign('sha256', Buffer.from(text), this.keys.privateKey).toString('base64url')}`
  }
}

function json(response: ServerResponse, body: object, status = 200): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(body))
}
