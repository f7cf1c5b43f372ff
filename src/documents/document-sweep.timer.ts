import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { DocumentSweep } from './document-sweep.service.js'

const SWEEP_EVERY_MS = 60 * 60 * 1000

/** Sweeps the store once an hour in every worker process. */
@Injectable()
export class DocumentSweepTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined

  constructor(private readonly sweep: DocumentSweep) {}

  onApplicationBootstrap(): void {
    this.timer = every(SWEEP_EVERY_MS, DocumentSweep.name, () => this.sweep.run())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }
}
