/** The pages on which a family lodges its claim: W1 to W9. What is kept and decided, the stages keep and decide. */
import { Module } from '@nestjs/common'
import { ClaimsOfClaimant } from '../../../claims/claims-of-claimant.query.js'
import { DocumentsModule } from '../../../documents/documents.module.js'
import { IntakeModule } from '../../../intake/intake.module.js'
import { LettersModule } from '../../../letters/letters.module.js'
import { NotificationModule } from '../../../notification/notification.module.js'
import { LawModule } from '../../../platform/law-loader/law.module.js'
import { Branches } from '../../../staff/branches.query.js'
import { AnswerSections } from './answer-sections.service.js'
import { BeginController } from './begin.controller.js'
import { DraftAccountController } from './draft-account.controller.js'
import { DraftChildrenController } from './draft-children.controller.js'
import { DraftDocumentsController } from './draft-documents.controller.js'
import { DraftController } from './draft.controller.js'
import { LodgeController } from './lodge.controller.js'
import { FormOfOurs } from './form-of-ours.service.js'
import { OwnDrafts } from './own-drafts.service.js'
import { PhoneController } from './phone.controller.js'
import { ReceiptController } from './receipt.controller.js'

/** Fixed addresses come before those with a claim's number in their place. */
@Module({
  imports: [IntakeModule, DocumentsModule, LawModule, LettersModule, NotificationModule],
  controllers: [
    BeginController,
    PhoneController,
    LodgeController,
    ReceiptController,
    DraftDocumentsController,
    DraftChildrenController,
    DraftAccountController,
    DraftController,
  ],
  providers: [AnswerSections, Branches, ClaimsOfClaimant, FormOfOurs, OwnDrafts],
  exports: [AnswerSections],
})
export class DraftPagesModule {}
