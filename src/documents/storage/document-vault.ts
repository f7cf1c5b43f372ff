/**
 * Takes in and gives out the content of documents: measured and hashed while it streams, encrypted before it touches
 * the disk, verified before a byte of it is given out.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { ClaimKeys } from '../../platform/personal-data/claim-keys.js'
import { DocumentStore } from './document-store.port.js'
import { SealBroken, sealStream, unseal } from '../../platform/personal-data/sealing.js'

/** Enough of the beginning to tell every allowed type by its content. */
const HEAD_BYTES = 8_192

export class TooLarge extends Error {
  constructor(readonly limit: number) {
    super(`The content is larger than ${limit} bytes.`)
    this.name = 'TooLarge'
  }
}

export class BrokenOff extends Error {
  constructor(cause: unknown) {
    super('The content broke off before its end.', { cause })
    this.name = 'BrokenOff'
  }
}

/** Content that arrived whole. Until it is kept it is nobody's, and discarding it leaves no trace. */
export interface ReceivedContent {
  readonly size: number
  readonly sha256: Buffer
  readonly head: Buffer
  /** Puts it in place and returns the key under which it is read. */
  keep(): Promise<string>
  discard(): Promise<void>
}

@Injectable()
export class DocumentVault {
  constructor(
    private readonly keys: ClaimKeys,
    private readonly store: DocumentStore,
  ) {}

  /** @throws TooLarge, BrokenOff; any other error is the store's */
  async receive(
    claimId: string,
    given: AsyncIterable<Uint8Array> | Uint8Array,
    limit: number,
  ): Promise<ReceivedContent> {
    const source = given instanceof Uint8Array ? Readable.from([given]) : given
    const key = await this.keys.keyOf(claimId)
    const meter = new Meter(limit)
    const held = await this.store.hold(sealStream(meter.measure(source), key, purposeOf(claimId)))
    const { size, head } = meter
    const sha256 = meter.digest()
    const storageKey = keyOf(claimId, sha256)
    const keep = async () => {
      await held.keep(storageKey)
      return storageKey
    }
    return { size, sha256, head, keep, discard: () => held.discard() }
  }

  /**
   * The content as it was kept, sealed with the key of the claim for which it was taken in; null when it is missing or no
   * longer what its key says. A paper of a claim that was merged lies where it was.
   */
  async open(storageKey: string): Promise<Buffer | null> {
    const sealed = await this.store.read(storageKey)
    if (!sealed) return null
    const [claimId = ''] = storageKey.split('/')
    const key = await this.keys.keyOf(claimId)
    try {
      const content = unseal(sealed, key, purposeOf(claimId))
      return storageKey === keyOf(claimId, createHash('sha256').update(content).digest()) ? content : null
    } catch (error) {
      if (error instanceof SealBroken) return null
      throw error
    }
  }
}

/** Counts, hashes and remembers the beginning of what flows through it. */
class Meter {
  size = 0
  head = Buffer.alloc(0)
  private readonly hash = createHash('sha256')

  constructor(private readonly limit: number) {}

  async *measure(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
    for await (const piece of piecesOf(source)) {
      const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      this.size += chunk.length
      if (this.size > this.limit) throw new TooLarge(this.limit)
      this.hash.update(chunk)
      if (this.head.length < HEAD_BYTES)
        this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)])
      yield chunk
    }
  }

  digest(): Buffer {
    return this.hash.digest()
  }
}

/** An error of the sender, told apart from an error of our own disk. */
async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const piece = await pieces.next().catch((error: unknown) => {
        throw new BrokenOff(error)
      })
      if (piece.done) return
      yield piece.value
    }
  } finally {
    await pieces.return?.()
  }
}

/** A key names the content: what lies under it is right exactly when its hash is. */
function keyOf(claimId: string, sha256: Buffer): string {
  return `${claimId}/${sha256.toString('hex')}`
}

function purposeOf(claimId: string): string {
  return `document:${claimId}`
}
