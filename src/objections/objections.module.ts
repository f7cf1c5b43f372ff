import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { endedObjection, objectionRecord } from './objection.makers.js'
import { ObjectionsOnFile } from './objections.query.js'
import { Objections } from './objections.service.js'

/**
 * What a family says against a decision, from its sentence to our answer or the next body. It owns the objection; the
 * claim is decided anew by the steps of the claim, and by other people.
 */
@Module({
  imports: [ClaimsModule, OutboxModule, PersonalDataModule],
  providers: [Objections, ObjectionsOnFile],
  exports: [Objections, ObjectionsOnFile],
})
export class ObjectionsModule implements OnModuleInit {
  constructor(private readonly makers: ClaimRecordMakers) {}

  onModuleInit(): void {
    this.makers.register(objectionRecord, endedObjection)
  }
}
