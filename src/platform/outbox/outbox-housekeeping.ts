import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../clock/every.js'
import { Sql } from '../database/sql.js'

const EVERY_MS = 3_600_000
const KEPT_DAYS = 90
const AT_ONCE = 5_000

/**
 * Removes messages a quarter of a year after they were handled: what they caused stands in the history. What waits and
 * what was given up stays. The database allows no more than this, to whoever asks.
 */
@Injectable()
export class OutboxHousekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined
  private stopping = false

  constructor(private readonly sql: Sql) {}

  onApplicationBootstrap(): void {
    this.timer = every(EVERY_MS, OutboxHousekeeping.name, () => this.run())
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true
    await this.timer?.stop()
  }

  /** Returns how many were removed. */
  async run(): Promise<number> {
    let removed = 0
    for (;;) {
      const row = await this.sql.first<{ count: number }>('select purge_outbox($1, $2) as count', [
        KEPT_DAYS,
        AT_ONCE,
      ])
      removed += row?.count ?? 0
      if (this.stopping || (row?.count ?? 0) < AT_ONCE) return removed
    }
  }
}
