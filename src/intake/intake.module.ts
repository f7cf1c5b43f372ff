import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimByNumber } from '../claims/claim-by-number.query.js'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { MembershipModule } from '../membership/membership.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { ClaimPreparation } from './claim-preparation.service.js'
import { IntakeService } from './intake.service.js'
import { JoinClaim, joinedParties } from './join-claim.service.js'
import { StaffSteps } from './staff-steps.service.js'

@Module({
  imports: [ClaimsModule, MembershipModule, LawModule],
  providers: [ClaimPreparation, IntakeService, JoinClaim, ClaimByNumber, ProblemWords, StaffSteps],
  exports: [IntakeService, StaffSteps],
})
export class IntakeModule implements OnModuleInit {
  constructor(private readonly makers: ClaimRecordMakers) {}

  onModuleInit(): void {
    this.makers.register(joinedParties)
  }
}
