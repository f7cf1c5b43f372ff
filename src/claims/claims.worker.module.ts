import { Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { ClaimsModule } from './claims.module.js'
import { DeadlineSweep } from './deadline-sweep.service.js'

const SWEEP_EVERY_MS = 60_000

@Injectable()
class DeadlineTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private sweep: Repeated | undefined
  constructor(private readonly deadlines: DeadlineSweep) {}

  onApplicationBootstrap(): void {
    this.sweep = every(SWEEP_EVERY_MS, DeadlineSweep.name, () => this.deadlines.run())
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep?.stop()
  }
}

@Module({ imports: [ClaimsModule], providers: [DeadlineSweep, DeadlineTimer], exports: [DeadlineSweep] })
export class ClaimsWorkerModule {}
