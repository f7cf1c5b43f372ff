import { Module } from '@nestjs/common'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { DocumentsModule } from '../../documents/documents.module.js'
import { IntakeModule } from '../../intake/intake.module.js'
import { DraftPagesModule } from '../claimant/draft/draft-pages.module.js'
import { CounterController } from './counter.controller.js'
import { PublicUrlModule } from '../../platform/public-url.module.js'

/** Claims that are typed at the counter. */
@Module({
  imports: [PublicUrlModule, IntakeModule, DocumentsModule, DraftPagesModule],
  controllers: [CounterController],
  providers: [ClaimByNumber],
})
export class CounterModule {}
