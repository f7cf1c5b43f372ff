import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Clock } from '../clock/clock.js'
import { every, type Repeated } from '../clock/every.js'
import { Sql } from '../database/sql.js'

const EVERY_MS = 3_600_000
const DAYS_OF_SESSIONS = 30
const DAYS_OF_DEVICES = 180

/** Removes codes and counts a day after their time, and sessions a month after theirs, and browsers after half a year: nothing personal stays for no reason. */
@Injectable()
export class ClaimantHousekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = every(EVERY_MS, ClaimantHousekeeping.name, () => this.run())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }

  async run(): Promise<void> {
    const now = this.clock.now()
    await this.sql.rows("delete from one_time_code where expires_at < $1::timestamptz - interval '1 day'", [
      now,
    ])
    await this.sql.rows("delete from rate_limit where window_start < $1::timestamptz - interval '2 days'", [
      now,
    ])
    await this.sql.rows(
      'delete from claimant_session where expires_at < $1::timestamptz - make_interval(days => $2)',
      [now, DAYS_OF_SESSIONS],
    )
    await this.sql.rows(
      'delete from known_device where seen_at < $1::timestamptz - make_interval(days => $2)',
      [now, DAYS_OF_DEVICES],
    )
  }
}
