import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { CoverageNotices } from './coverage-notices.service.js'

const LOOK_EVERY_MS = 15 * 60_000

/** Looks for cover that ends, in every worker process; the database sees to it that each end is told once. */
@Injectable()
export class CoverageNoticesTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined

  constructor(private readonly notices: CoverageNotices) {}

  onApplicationBootstrap(): void {
    this.timer = every(LOOK_EVERY_MS, CoverageNotices.name, () => this.notices.tell())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }
}
