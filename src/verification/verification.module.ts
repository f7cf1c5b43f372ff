import { MikroOrmModule } from '@mikro-orm/nestjs'
import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimFactsParts } from '../claims/claim-facts.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { AccountRepair } from './account-repair.service.js'
import { heirsFacts } from './heirs.facts-part.js'
import { Payee } from './payee.entity.js'
import { VerificationService } from './verification.service.js'

@Module({
  imports: [ClaimsModule, MikroOrmModule.forFeature([Payee]), PersonalDataModule],
  providers: [VerificationService, AccountRepair],
  exports: [VerificationService, AccountRepair],
})
export class VerificationModule implements OnModuleInit {
  constructor(private readonly parts: ClaimFactsParts) {}

  onModuleInit(): void {
    this.parts.register(heirsFacts)
  }
}
