import { Module } from '@nestjs/common'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { AssessmentModule } from './assessment.module.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { DraftCalculationProcessor } from './draft-calculation.processor.js'
import { OtherProgram } from './other-program.service.js'

@Module({
  imports: [AssessmentModule, ClaimsModule, OutboxModule],
  providers: [DraftCalculationProcessor, OtherProgram],
})
export class AssessmentWorkerModule {}
