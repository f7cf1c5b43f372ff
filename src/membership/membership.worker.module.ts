import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { CompareCoverageProcessor } from './compare-coverage.processor.js'
import { MembershipModule } from './membership.module.js'

@Module({ imports: [MembershipModule, OutboxModule], providers: [CompareCoverageProcessor] })
export class MembershipWorkerModule {}
