import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { PaymentModule } from './payment.module.js'
import { PaymentSweepTimer } from './payment-sweep.timer.js'
import { SendPaymentsProcessor } from './send-payments.processor.js'

@Module({ imports: [PaymentModule, OutboxModule], providers: [SendPaymentsProcessor, PaymentSweepTimer] })
export class PaymentWorkerModule {}
