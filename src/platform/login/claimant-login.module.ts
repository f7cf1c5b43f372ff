import { type DynamicModule, Global, Module } from '@nestjs/common'
import { ClaimantCodes } from './claimant-codes.service.js'
import { ClaimantHousekeeping } from './claimant-housekeeping.js'
import { ClaimantSessions } from './claimant-sessions.service.js'
import { CodeLimits } from './code-limits.service.js'
import { KnownDevices } from './known-devices.service.js'
import { PhoneIndex } from './phone-index.js'
import { RateLimits } from './rate-limits.service.js'
import { Demonstration, SimulatedPhone } from './simulated-phone.js'

/** How families come in: codes, sessions, limits. Global, because the guard before every route reads sessions. */
@Global()
@Module({})
export class ClaimantLoginModule {
  static for(demonstration = false): DynamicModule {
    return {
      module: ClaimantLoginModule,
      providers: [
        { provide: Demonstration, useValue: new Demonstration(demonstration) },
        PhoneIndex,
        RateLimits,
        SimulatedPhone,
        ClaimantSessions,
        KnownDevices,
        CodeLimits,
        ClaimantCodes,
        ClaimantHousekeeping,
      ],
      exports: [RateLimits, ClaimantSessions, ClaimantCodes, PhoneIndex, Demonstration, ClaimantHousekeeping],
    }
  }
}
