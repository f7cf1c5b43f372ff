import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimFactsParts } from '../claims/claim-facts.port.js'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { DocumentsModule } from '../documents/documents.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { decisionPacket } from './decision-packet.maker.js'
import { Delegations } from './delegations.service.js'
import { PacketFiles } from './packet-files.service.js'
import { proposalFacts } from './proposal.facts-part.js'
import { QualityReviews } from './quality-reviews.service.js'
import { loadSignalRules } from './signal-rules.js'
import { signalsRecord } from './signals.maker.js'
import { SignalsOfClaim } from './signals-of-claim.query.js'

@Module({
  imports: [ClaimsModule, DocumentsModule, PersonalDataModule],
  providers: [PacketFiles, Delegations, QualityReviews, SignalsOfClaim],
  exports: [PacketFiles, Delegations, QualityReviews, SignalsOfClaim],
})
export class ApprovalModule implements OnModuleInit {
  constructor(
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
  ) {}

  onModuleInit(): void {
    this.parts.register(proposalFacts)
    this.makers.register(decisionPacket, signalsRecord(loadSignalRules()))
  }
}
