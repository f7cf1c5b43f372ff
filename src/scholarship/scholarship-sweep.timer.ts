import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { ScholarshipSweep } from './scholarship-sweep.service.js'

const SWEEP_EVERY_MS = 30_000

/** Looks after scholarships in every worker process, now and then. */
@Injectable()
export class ScholarshipSweepTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined

  constructor(private readonly sweep: ScholarshipSweep) {}

  onApplicationBootstrap(): void {
    this.timer = every(SWEEP_EVERY_MS, ScholarshipSweep.name, () => this.sweep.run())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }
}
