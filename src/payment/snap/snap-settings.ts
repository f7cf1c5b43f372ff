/** How we are known to a bank that speaks SNAP, from the environment; nothing of it is ever logged. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface SnapSettings {
  /** Root of the bank's interface, without a slash at its end. */
  url: string
  clientId: string
  partnerId: string
  channelId: string
  /** Shared with the bank, for calls. */
  clientSecret: string
  /** Ours, for tokens. */
  privateKey: KeyObject
  /** The bank's, for what it sends by itself. */
  bankKey: KeyObject
}

const names = [
  'SANTUN_SNAP_URL',
  'SANTUN_SNAP_CLIENT_ID',
  'SANTUN_SNAP_PARTNER_ID',
  'SANTUN_SNAP_CHANNEL_ID',
  'SANTUN_SNAP_CLIENT_SECRET',
  'SANTUN_SNAP_PRIVATE_KEY_FILE',
  'SANTUN_SNAP_BANK_KEY_FILE',
] as const

/** Null when no bank of this kind is set up. @throws when only some of it is, or when money would travel unencrypted */
export function snapSettingsFrom(environment: NodeJS.ProcessEnv): SnapSettings | null {
  const given = names.filter((name) => environment[name])
  if (given.length === 0) return null
  const missing = names.filter((name) => !environment[name])
  if (missing.length > 0) throw new Error(`SNAP: isi juga ${missing.join(', ')}.`)
  const [url = '', clientId = '', partnerId = '', channelId = '', clientSecret = '', ours = '', theirs = ''] =
    names.map((name) => environment[name] ?? '')
  assertSafe(url)
  return {
    url: url.replace(/\/$/, ''),
    clientId,
    partnerId,
    channelId,
    clientSecret,
    privateKey: createPrivateKey(readFileSync(ours)),
    bankKey: createPublicKey(readFileSync(theirs)),
  }
}

function assertSafe(url: string): void {
  const { protocol, hostname } = new URL(url)
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !local) throw new Error('SNAP: alamat bank harus https.')
}
