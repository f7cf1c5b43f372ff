import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimFactsParts } from '../claims/claim-facts.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { calculationFacts } from './assessment.facts-part.js'
import { AssessmentService } from './assessment.service.js'

@Module({
  imports: [ClaimsModule, LawModule, PersonalDataModule],
  providers: [AssessmentService],
  exports: [AssessmentService],
})
export class AssessmentModule implements OnModuleInit {
  constructor(private readonly parts: ClaimFactsParts) {}

  onModuleInit(): void {
    this.parts.register(calculationFacts)
  }
}
