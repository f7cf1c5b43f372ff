import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '../../src/platform/database/sql.js'

const LOOK_EVERY_MS = 4

/** Waits for many claims at once by one look at the database, so that waiting costs little of what is measured. */
export class Waits {
  private readonly waiting = new Map<string, () => void>()
  private looking = false

  /** @param query yields the ids among `$1` that wait no longer */
  constructor(
    private readonly sql: Sql,
    private readonly query: string,
  ) {}

  async until(id: string): Promise<void> {
    const over = new Promise<void>((resolve) => this.waiting.set(id, resolve))
    if (!this.looking) void this.look()
    await over
  }

  private async look(): Promise<void> {
    this.looking = true
    while (this.waiting.size > 0) {
      await sleep(LOOK_EVERY_MS)
      for (const { id } of await this.sql.rows<{ id: string }>(this.query, [[...this.waiting.keys()]])) {
        this.waiting.get(id)?.()
        this.waiting.delete(id)
      }
    }
    this.looking = false
  }
}
