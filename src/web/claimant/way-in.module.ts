import { Module } from '@nestjs/common'
import { CardClaims } from '../../claims/card-claims.query.js'
import { ClaimsOfClaimant } from '../../claims/claims-of-claimant.query.js'
import { CardLookUp } from './card-look-up.js'
import { ClaimantSignInController } from './sign-in.controller.js'
import { SignInView } from './sign-in.view.js'

/** The way back in for families. Forms and the drawing of pages come from the module of all pages, which is global. */
@Module({
  controllers: [ClaimantSignInController],
  providers: [ClaimsOfClaimant, CardClaims, CardLookUp, SignInView],
})
export class WayInModule {}
