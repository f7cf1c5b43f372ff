import { MikroOrmModule } from '@mikro-orm/nestjs'
import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimFactsParts } from '../claims/claim-facts.port.js'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { PaymentModule } from '../payment/payment.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { AccountAcceptances } from './account-acceptances.service.js'
import { AccountCheck } from './account-check.service.js'
import { AccountRepair } from './account-repair.service.js'
import { HeirSets } from './heir-sets.service.js'
import { heirsFacts } from './heirs.facts-part.js'
import { investigationFacts, investigationRecord } from './investigation.facts-part.js'
import { InvestigationService } from './investigation.service.js'
import { Payee } from './payee.entity.js'
import { Witnesses } from './witnesses.service.js'
import { VerificationService } from './verification.service.js'

@Module({
  imports: [ClaimsModule, MikroOrmModule.forFeature([Payee]), PaymentModule, PersonalDataModule, LawModule],
  providers: [
    VerificationService,
    AccountCheck,
    AccountRepair,
    AccountAcceptances,
    InvestigationService,
    HeirSets,
    Witnesses,
  ],
  exports: [
    VerificationService,
    AccountCheck,
    AccountRepair,
    AccountAcceptances,
    InvestigationService,
    HeirSets,
    Witnesses,
  ],
})
export class VerificationModule implements OnModuleInit {
  constructor(
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
  ) {}

  onModuleInit(): void {
    this.parts.register(heirsFacts, investigationFacts)
    this.makers.register(investigationRecord)
  }
}
