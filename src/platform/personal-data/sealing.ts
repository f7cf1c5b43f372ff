import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const VERSION = Buffer.from([1])
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = VERSION.length + NONCE_BYTES

/** The bytes cannot be opened with this key: they were changed, cut, or sealed for something else. */
export class SealBroken extends Error {
  constructor() {
    super('The sealed bytes do not open: they were changed, cut off, or sealed for another purpose.')
    this.name = 'SealBroken'
  }
}

/** Encrypts a stream with AES-256-GCM: version, nonce, ciphertext, tag. `purpose` must be named again to open it. */
export async function* sealStream(
  source: AsyncIterable<Buffer>,
  key: CipherKey,
  purpose: string,
): AsyncGenerator<Buffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose))
  yield Buffer.concat([VERSION, nonce])
  for await (const chunk of source) yield cipher.update(chunk)
  yield Buffer.concat([cipher.final(), cipher.getAuthTag()])
}

export function seal(content: Buffer, key: CipherKey, purpose: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose))
  return Buffer.concat([VERSION, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/**
 * Opens sealed bytes. Nothing is given out before the tag of the whole was verified.
 * @throws SealBroken
 */
export function unseal(sealed: Buffer, key: CipherKey, purpose: string): Buffer {
  if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== VERSION[0]) throw new SealBroken()
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(VERSION.length, HEAD_BYTES))
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    throw new SealBroken()
  }
}
