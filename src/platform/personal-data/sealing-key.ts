import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { KeyedDigest } from './keyed-digest.js'
import { SealBroken } from './sealing.js'

const CIPHER = 'aes-256-gcm'
const VERSION = 'v1'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const LEAST_BYTES = NONCE_BYTES + TAG_BYTES
const FORM = /^v1\.([0-9a-z-]+)\.([0-9A-Za-z_-]+)$/

/** What is sealed in with a value though it is not secret. */
interface Additional {
  readonly text: string
  readonly bytes: Buffer
}

/** Name of the key that a sealed text says it was sealed with; undefined when it is no sealed text. */
export function keyIdOf(text: string): string | undefined {
  return FORM.exec(text)?.[1]
}

/**
 * Seals values as text: `v1.<key>.<base64url of nonce, ciphertext, tag>`, AES-256-GCM with the place and the key's name
 * as additional data. The nonce is an HMAC of place and value: two values never share one, and the same value in the
 * same place under the same key has the same text, so that SQL can compare what it cannot read.
 */
export class SealingKey {
  private readonly cipherKey: KeyObject
  private readonly nonces: KeyedDigest
  private readonly additional = new Map<string, Additional>()

  constructor(
    readonly id: string,
    secret: Buffer,
  ) {
    const root = createSecretKey(secret)
    this.cipherKey = createSecretKey(derived(root, 'santun personal data: cipher'))
    this.nonces = new KeyedDigest(derived(root, 'santun personal data: nonce'))
  }

  /** `place` is the table and column that the value was written for; it must be named again to open it. */
  seal(place: string, value: string): string {
    const additional = this.additionalFor(place)
    const digest = this.nonces.hex(`${additional.text}${value}`)
    const nonce = Buffer.from(digest.slice(0, 2 * NONCE_BYTES), 'hex')
    const cipher = createCipheriv(CIPHER, this.cipherKey, nonce).setAAD(additional.bytes)
    const body = [nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]
    return `${VERSION}.${this.id}.${Buffer.concat(body).toString('base64url')}`
  }

  /** @throws SealBroken when the text was changed, or was sealed with another key or for another place */
  open(place: string, sealed: string): string {
    const [, keyId, body] = FORM.exec(sealed) ?? []
    const bytes = Buffer.from(body ?? '', 'base64url')
    if (keyId !== this.id || bytes.length < LEAST_BYTES) throw new SealBroken()
    const decipher = createDecipheriv(CIPHER, this.cipherKey, bytes.subarray(0, NONCE_BYTES))
    decipher.setAAD(this.additionalFor(place).bytes).setAuthTag(bytes.subarray(-TAG_BYTES))
    try {
      const content = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]
      return Buffer.concat(content).toString('utf8')
    } catch {
      throw new SealBroken()
    }
  }

  private additionalFor(place: string): Additional {
    let additional = this.additional.get(place)
    if (!additional) {
      const text = `${VERSION}.${this.id}.${place}\n`
      additional = { text, bytes: Buffer.from(text) }
      this.additional.set(place, additional)
    }
    return additional
  }
}

function derived(secret: KeyObject, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', use, KEY_BYTES))
}
