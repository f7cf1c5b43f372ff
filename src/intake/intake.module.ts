import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { MembershipModule } from '../membership/membership.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { ClaimPreparation } from './claim-preparation.service.js'
import { IntakeService } from './intake.service.js'
import { JoinClaim, joinedParties } from './join-claim.service.js'

@Module({
  imports: [ClaimsModule, MembershipModule, LawModule],
  providers: [ClaimPreparation, IntakeService, JoinClaim],
  exports: [IntakeService],
})
export class IntakeModule implements OnModuleInit {
  constructor(private readonly makers: ClaimRecordMakers) {}

  onModuleInit(): void {
    this.makers.register(joinedParties)
  }
}
