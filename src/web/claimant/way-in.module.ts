import { Module } from '@nestjs/common'
import { RefusalsOfClaims } from '../../approval/refusal-of-claim.query.js'
import { CardClaims } from '../../claims/card-claims.query.js'
import { ClaimStatus } from '../../claims/claim-status.query.js'
import { ClaimsModule } from '../../claims/claims.module.js'
import { ClaimsOfClaimant } from '../../claims/claims-of-claimant.query.js'
import { DocumentsModule } from '../../documents/documents.module.js'
import { IntakeModule } from '../../intake/intake.module.js'
import { LettersModule } from '../../letters/letters.module.js'
import { ObjectionsModule } from '../../objections/objections.module.js'
import { OverpaymentsOfClaim } from '../../payment/overpayments-of-claim.query.js'
import { PaymentsOfClaim } from '../../payment/payments-of-claim.query.js'
import { ScholarshipModule } from '../../scholarship/scholarship.module.js'
import { LawModule } from '../../platform/law-loader/law.module.js'
import { VerificationModule } from '../../verification/verification.module.js'
import { AccountController } from './account.controller.js'
import { CardLookUp } from './card-look-up.js'
import { MyDataController } from './my-data.controller.js'
import { PeopleController } from './people.controller.js'
import { ObjectionController } from './objection.controller.js'
import { ClaimantSignInController } from './sign-in.controller.js'
import { SignInView } from './sign-in.view.js'
import { ClaimOutcomes } from './claim-outcome.js'
import { ClaimCases } from './status-case.js'
import { StatusController } from './status.controller.js'

/**
 * The way back in for families, and their claims' own pages. Forms and the drawing of pages come from the module of all
 * pages, which is global.
 */
@Module({
  imports: [
    ClaimsModule,
    DocumentsModule,
    IntakeModule,
    LawModule,
    LettersModule,
    ObjectionsModule,
    ScholarshipModule,
    VerificationModule,
  ],
  controllers: [
    ClaimantSignInController,
    ObjectionController,
    AccountController,
    MyDataController,
    PeopleController,
    StatusController,
  ],
  providers: [
    ClaimsOfClaimant,
    ClaimStatus,
    CardClaims,
    CardLookUp,
    SignInView,
    ClaimCases,
    ClaimOutcomes,
    OverpaymentsOfClaim,
    PaymentsOfClaim,
    RefusalsOfClaims,
  ],
  exports: [ClaimCases],
})
export class WayInModule {}
