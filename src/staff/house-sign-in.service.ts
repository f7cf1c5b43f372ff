/**
 * Signing in with the account of the house: OpenID Connect by authorization code with PKCE. The issuer says who somebody
 * is; whether he has an account, which roles and which second factor, is said here alone. Nobody is made an account.
 */
import { Injectable } from '@nestjs/common'
import * as oidc from 'openid-client'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { NamedKeys } from '../platform/personal-data/named-keys.js'
import { seal, unseal } from '../platform/personal-data/sealing.js'
import { NotFound, UpstreamUnavailable } from '../platform/problem/problems.js'
import { isLoopback, type OidcSettings } from './oidc-settings.js'
import { type OpenedSession, SignIn } from './sign-in.service.js'

const KEY = 'staff_house_sign_in'
const PURPOSE = 'staff_house_sign_in:ticket'
const TICKET_HOURS = 0.25

/** Undefined where the house offers no sign-in of its own. */
export abstract class HouseIssuer {
  abstract readonly settings: OidcSettings | undefined
}

/** What the browser carries to the issuer and back, sealed. */
interface Ticket {
  state: string
  nonce: string
  verifier: string
  next: string
  until: string
}

@Injectable()
export class HouseSignIn {
  private discovered: Promise<oidc.Configuration> | undefined

  constructor(
    private readonly issuer: HouseIssuer,
    private readonly keys: NamedKeys,
    private readonly clock: Clock,
    private readonly signIn: SignIn,
  ) {}

  get isOffered(): boolean {
    return this.issuer.settings !== undefined
  }

  /** Where to send the browser, and the ticket that it must bring back. @throws NotFound, UpstreamUnavailable */
  async begin(next: string): Promise<{ location: URL; ticket: string }> {
    const configuration = await this.configuration()
    const until = formatInstant(addHours(parseInstant(this.clock.now()), TICKET_HOURS))
    const ticket: Ticket = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      next,
      until,
    }
    const location = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings().redirectUri.href,
      scope: 'openid',
      state: ticket.state,
      nonce: ticket.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(ticket.verifier),
      code_challenge_method: 'S256',
    })
    const sealed = seal(Buffer.from(JSON.stringify(ticket)), await this.keys.secretOf(KEY), PURPOSE)
    return { location, ticket: sealed.toString('base64url') }
  }

  /** Null for whatever is not the answer to this browser's own question, or names nobody with an open account. */
  async finish(carried: string, query: string): Promise<{ opened: OpenedSession; next: string } | null> {
    const ticket = await this.read(carried)
    if (!ticket || ticket.until <= this.clock.now()) return null
    const subject = await this.subjectOf(ticket, query)
    if (subject === null) return null
    const opened = await this.signIn.openAs(this.settings().issuer.href, subject)
    return opened && { opened, next: ticket.next }
  }

  private async subjectOf(ticket: Ticket, query: string): Promise<string | null> {
    const address = new URL(this.settings().redirectUri)
    address.search = query
    try {
      const tokens = await oidc.authorizationCodeGrant(await this.configuration(), address, {
        expectedState: ticket.state,
        expectedNonce: ticket.nonce,
        pkceCodeVerifier: ticket.verifier,
        idTokenExpected: true,
      })
      return tokens.claims()?.sub ?? null
    } catch (error) {
      if (isRefusal(error)) return null
      throw error
    }
  }

  private async read(carried: string): Promise<Ticket | null> {
    try {
      const sealed = Buffer.from(carried, 'base64url')
      return JSON.parse(unseal(sealed, await this.keys.secretOf(KEY), PURPOSE).toString()) as Ticket
    } catch {
      // Not sealed by us, or by a key that is no longer ours.
      return null
    }
  }

  private settings(): OidcSettings {
    const { settings } = this.issuer
    if (!settings) throw new NotFound()
    return settings
  }

  /** Asked once; after a failure the next person asks again. */
  private async configuration(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings()
    this.discovered ??= oidc.discovery(issuer, clientId, clientSecret, undefined, {
      execute: isLoopback(issuer.hostname) ? [oidc.allowInsecureRequests] : [],
    })
    try {
      return await this.discovered
    } catch {
      this.discovered = undefined
      throw new UpstreamUnavailable('Layanan masuk kantor sedang tidak menjawab. Masuklah dengan kata sandi.')
    }
  }
}

/** The issuer said no, or what came back is not what was asked for. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof oidc.AuthorizationResponseError ||
    error instanceof oidc.ResponseBodyError ||
    error instanceof oidc.WWWAuthenticateChallengeError ||
    error instanceof oidc.ClientError
  )
}
