import { PublicUrl } from '../platform/public-url.js'

/** Where staff may sign in with the account of their house, by OpenID Connect; nothing is offered where nothing is set. */
export interface OidcSettings {
  issuer: URL
  clientId: string
  clientSecret: string
  redirectUri: URL
}

export const OIDC_RETURN = '/petugas/masuk/sso/kembali'
const names = ['SANTUN_OIDC_ISSUER', 'SANTUN_OIDC_CLIENT_ID', 'SANTUN_OIDC_CLIENT_SECRET'] as const

/** @throws Error that names what is missing or no address of an issuer */
export function oidcSettingsFrom(environment: NodeJS.ProcessEnv): OidcSettings | undefined {
  const stated = names.filter((name) => environment[name])
  if (stated.length === 0) return undefined
  const missing = names.filter((name) => !environment[name])
  if (missing.length > 0) throw new Error(`${stated.join(', ')} diisi, tetapi ${missing.join(', ')} belum.`)
  const [issuer = '', clientId = '', clientSecret = ''] = names.map((name) => environment[name])
  if (!URL.canParse(issuer) || !isSafe(new URL(issuer)))
    throw new Error(`SANTUN_OIDC_ISSUER "${issuer}" harus berupa alamat https.`)
  const { base } = PublicUrl.from(environment)
  return { issuer: new URL(issuer), clientId, clientSecret, redirectUri: new URL(OIDC_RETURN, base) }
}

/** Unencrypted only to one's own machine, where an issuer is tried out. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname)
}

export function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
