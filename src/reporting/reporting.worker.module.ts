import { Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { OverdueDecisions } from './overdue-decisions.service.js'
import { ReportingModule } from './reporting.module.js'

const SWEEP_EVERY_MS = 10 * 60 * 1000

@Injectable()
class OverdueDecisionsTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined
  constructor(private readonly decisions: OverdueDecisions) {}

  onApplicationBootstrap(): void {
    this.timer = every(SWEEP_EVERY_MS, OverdueDecisions.name, () => this.decisions.sweep())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }
}

@Module({ imports: [ReportingModule], providers: [OverdueDecisionsTimer] })
export class ReportingWorkerModule {}
