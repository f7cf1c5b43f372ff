import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { CompareCoverageProcessor } from './compare-coverage.processor.js'
import { CoverageNoticesTimer } from './coverage-notices.timer.js'
import { MembershipModule } from './membership.module.js'

@Module({
  imports: [MembershipModule, OutboxModule],
  providers: [CompareCoverageProcessor, CoverageNoticesTimer],
})
export class MembershipWorkerModule {}
