import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common'
import { ClaimKeys } from './claim-keys.js'
import { KeyRing } from './key-ring.js'
import { KeyRotation } from './key-rotation.service.js'
import { NamedKeys } from './named-keys.js'
import { PersonalData } from './personal-data.service.js'
import { RegistryResealing } from './registry-resealing.service.js'

/** The one key ring, the keys it wraps, and what is sealed with them. Global: lists reveal what they show wherever they are asked. */
@Global()
@Module({
  providers: [
    { provide: KeyRing, useFactory: () => KeyRing.from(process.env) },
    ClaimKeys,
    NamedKeys,
    PersonalData,
    KeyRotation,
    RegistryResealing,
  ],
  exports: [KeyRing, ClaimKeys, NamedKeys, PersonalData, KeyRotation, RegistryResealing],
})
export class PersonalDataModule implements OnApplicationBootstrap {
  constructor(private readonly namedKeys: NamedKeys) {}

  /** A ring that has lost its key stops the start, before anybody writes what nobody could read with the rest. */
  onApplicationBootstrap(): Promise<void> {
    return this.namedKeys.assertReadable()
  }
}
