import { MikroOrmModule } from '@mikro-orm/nestjs'
import { Module, type OnModuleInit } from '@nestjs/common'
import { LawModule } from '../platform/law-loader/law.module.js'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { ApprovalLimits } from './approval-limits.js'
import { ClaimAssignments } from './claim-assignment.service.js'
import { ClaimFactsParts } from './claim-facts.port.js'
import { ClaimLifecycle } from './claim-lifecycle.service.js'
import { ClaimLeases } from './claim-lease.service.js'
import { ClaimNotes } from './claim-notes.service.js'
import { ClaimParty } from './claim-party.entity.js'
import { ClaimQueue } from './claim-queue.query.js'
import { ClaimRecordMakers } from './claim-records.port.js'
import { ClaimSearch } from './claim-search.service.js'
import { Claim } from './claim.entity.js'
import { claimFactsParts } from './claim.facts-parts.js'
import { ClockEffects } from './clock-effects.js'
import { GatePorts } from './gate-ports.js'
import { PeopleOfClaim } from './people-of-claim.service.js'
import { reclassification } from './reclassification.maker.js'

/** What people at a desk do with claims without moving them. */
const desk = [ClaimQueue, ClaimAssignments, ClaimLeases, ClaimNotes, ClaimSearch, PeopleOfClaim]

@Module({
  imports: [LawModule, OutboxModule, PersonalDataModule, MikroOrmModule.forFeature([Claim, ClaimParty])],
  providers: [
    { provide: ApprovalLimits, useFactory: () => ApprovalLimits.fromConfig() },
    ClaimFactsParts,
    ClaimRecordMakers,
    ClockEffects,
    GatePorts,
    ClaimLifecycle,
    ...desk,
  ],
  exports: [ClaimFactsParts, ClaimRecordMakers, ClaimLifecycle, MikroOrmModule, ...desk],
})
export class ClaimsModule implements OnModuleInit {
  constructor(
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
  ) {}

  onModuleInit(): void {
    this.parts.register(...claimFactsParts)
    this.makers.register(reclassification)
  }
}
