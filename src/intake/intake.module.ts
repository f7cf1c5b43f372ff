import { MikroOrmModule } from '@mikro-orm/nestjs'
import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimByNumber } from '../claims/claim-by-number.query.js'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { MembershipModule } from '../membership/membership.module.js'
import { ParticipantOfCard } from '../membership/participant-of-card.query.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { BankList } from './bank-list.service.js'
import { ClaimPreparation } from './claim-preparation.service.js'
import { DataRequestDesk } from './data-request-desk.service.js'
import { DataRequests } from './data-requests.service.js'
import { DraftAnswers } from './draft-answers.service.js'
import { IntakeService } from './intake.service.js'
import { JoinClaim, joinedParties } from './join-claim.service.js'
import { LodgedClaims } from './lodged-claim.query.js'
import { NameParticipant } from './name-participant.service.js'
import { PreDraft } from './pre-draft.entity.js'
import { PreDrafts } from './pre-drafts.service.js'
import { StaffSteps } from './staff-steps.service.js'

/** What the doors ask of intake. */
const offered = [
  BankList,
  DataRequestDesk,
  DataRequests,
  DraftAnswers,
  IntakeService,
  LodgedClaims,
  NameParticipant,
  PreDrafts,
  StaffSteps,
]

@Module({
  imports: [
    ClaimsModule,
    MembershipModule,
    LawModule,
    OutboxModule,
    PersonalDataModule,
    MikroOrmModule.forFeature([PreDraft]),
  ],
  providers: [...offered, ClaimPreparation, JoinClaim, ClaimByNumber, ParticipantOfCard, ProblemWords],
  exports: offered,
})
export class IntakeModule implements OnModuleInit {
  constructor(private readonly makers: ClaimRecordMakers) {}

  onModuleInit(): void {
    this.makers.register(joinedParties)
  }
}
