import { type DynamicModule, Global, Module } from '@nestjs/common'
import { SessionReader } from '../platform/login/signed-in.js'
import { HouseIssuer, HouseSignIn } from './house-sign-in.service.js'
import type { OidcSettings } from './oidc-settings.js'
import { type SecondFactorSetting, SecondFactorPolicy } from './second-factor.policy.js'
import { SecondFactors } from './second-factors.service.js'
import { SecondProofs } from './second-proofs.service.js'
import { SignIn } from './sign-in.service.js'

/** How staff come in. Global, because the guard before every route reads sessions; only web processes have it. */
@Global()
@Module({})
export class StaffSignInModule {
  static for(setting: SecondFactorSetting, oidc?: OidcSettings): DynamicModule {
    return {
      module: StaffSignInModule,
      providers: [
        { provide: SecondFactorPolicy, useValue: new SecondFactorPolicy(setting) },
        SecondFactors,
        SecondProofs,
        SignIn,
        { provide: HouseIssuer, useValue: { settings: oidc } },
        HouseSignIn,
        { provide: SessionReader, useExisting: SignIn },
      ],
      exports: [SignIn, HouseSignIn, SessionReader, SecondFactors, SecondProofs],
    }
  }
}
