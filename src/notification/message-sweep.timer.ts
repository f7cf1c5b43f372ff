import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { MessageSweep } from './message-sweep.service.js'

const SWEEP_EVERY_MS = 20_000

/** Sweeps the messages in every worker process, a few times a minute. */
@Injectable()
export class MessageSweepTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined

  constructor(private readonly sweep: MessageSweep) {}

  onApplicationBootstrap(): void {
    this.timer = every(SWEEP_EVERY_MS, MessageSweep.name, () => this.sweep.run())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }
}
