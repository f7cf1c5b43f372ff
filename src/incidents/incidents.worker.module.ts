import { Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { IncidentSweep } from './incident-sweep.service.js'
import { IncidentsModule } from './incidents.module.js'

const SWEEP_EVERY_MS = 60_000

@Injectable()
class IncidentTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined
  constructor(private readonly sweep: IncidentSweep) {}

  onApplicationBootstrap(): void {
    this.timer = every(SWEEP_EVERY_MS, IncidentSweep.name, () => this.sweep.run())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }
}

@Module({ imports: [IncidentsModule], providers: [IncidentTimer] })
export class IncidentsWorkerModule {}
