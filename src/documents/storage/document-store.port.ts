import { Injectable } from '@nestjs/common'

/** Bytes that arrived whole and are safe from a power cut, but are not yet anything's content. */
export interface HeldBytes {
  /** Gives them their place. Putting the same key again replaces it in one step, never half. */
  keep(key: string): Promise<void>
  discard(): Promise<void>
}

/** Something in the store, also what was left aside by a process that died. */
export interface StoredObject {
  key: string
  /** ISO 8601 in UTC, by the store's own clock. */
  storedAt: string
}

/** Where sealed files lie. It knows nothing of claims, names or keys to what it holds. */
@Injectable()
export abstract class DocumentStore {
  /** Takes in a stream to its end. When the stream breaks off nothing is left behind and the error is thrown. */
  abstract hold(source: AsyncIterable<Buffer>): Promise<HeldBytes>
  /** The bytes under a key; null when there are none. Throws when the store itself cannot be reached. */
  abstract read(key: string): Promise<Buffer | null>
  abstract list(): AsyncIterable<StoredObject>
  /** Removes what was stored before an instant, unless it was stored anew meanwhile. False when nothing was removed. */
  abstract removeIfOlder(key: string, before: string): Promise<boolean>
}
