import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { every, type Repeated } from '../platform/clock/every.js'
import { PaymentSweep } from './payment-sweep.service.js'

const SWEEP_EVERY_MS = 10_000

/** Looks for answers of the bank in every worker process, now and then. */
@Injectable()
export class PaymentSweepTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: Repeated | undefined

  constructor(private readonly sweep: PaymentSweep) {}

  onApplicationBootstrap(): void {
    this.timer = every(SWEEP_EVERY_MS, PaymentSweep.name, () => this.sweep.run())
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer?.stop()
  }
}
