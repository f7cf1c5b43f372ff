import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { AssessmentModule } from './assessment.module.js'
import { DraftCalculationProcessor } from './draft-calculation.processor.js'

@Module({ imports: [AssessmentModule, OutboxModule], providers: [DraftCalculationProcessor] })
export class AssessmentWorkerModule {}
