import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const FIRST_BYTES = 256 * 1024
/** The server reads a message to its end before it looks at a line of it. */
const MESSAGE_BYTES = 64 * 1024
/** A character has at most three bytes for each of its units. */
const BYTES_A_UNIT = 3

/**
 * Lines of COPY as bytes, one after the other. Rows that wait as text for the piece before them are moved about and thrown
 * away by the collector of garbage; as bytes they lie still.
 */
export class CopyLines {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES)
  private end = 0

  /** Where the next text will stand. */
  get length(): number {
    return this.end
  }

  add(text: string): void {
    this.makeRoom(text.length * BYTES_A_UNIT)
    this.end += this.bytes.write(text, this.end)
  }

  /** What stands elsewhere between two places. */
  addFrom(other: CopyLines, start: number, end: number): void {
    this.makeRoom(end - start)
    this.end += other.bytes.copy(this.bytes, this.end, start, end)
  }

  /** To be filled anew; nobody may be reading it still. */
  cleared(): this {
    this.end = 0
    return this
  }

  /**
   * COPY of all lines. Each message waits until the one before it has left: after a refusal nothing may be under way that
   * the stream would still want to send.
   */
  async copyInto(client: PoolClient, target: string): Promise<void> {
    if (this.end === 0) return
    const copy = client.query(copyFrom(`copy ${target} from stdin`))
    for (let at = 0; at < this.end; at += MESSAGE_BYTES)
      if (!copy.write(this.bytes.subarray(at, Math.min(at + MESSAGE_BYTES, this.end))))
        await once(copy, 'drain')
    copy.end()
    await finished(copy)
  }

  private makeRoom(more: number): void {
    if (this.end + more <= this.bytes.length) return
    const wider = Buffer.allocUnsafe(2 * (this.end + more))
    this.bytes.copy(wider, 0, 0, this.end)
    this.bytes = wider
  }
}
