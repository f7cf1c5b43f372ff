import { Injectable } from '@nestjs/common'
import { ClaimKeys, type OnProgress } from './claim-keys.js'
import { NamedKeys } from './named-keys.js'
import { KeyRing } from './key-ring.js'

export interface Rotation {
  /** Name of the master key that now wraps every key. */
  current: string
  claims: number
  /** Keys of the registry and of keyed digests. */
  named: number
}

/**
 * Puts the first master key of the ring in the place of all others, so that these can be retired. Only keys are wrapped
 * anew: files and sealed values stay as they are, however many there are.
 */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly ring: KeyRing,
    private readonly claimKeys: ClaimKeys,
    private readonly namedKeys: NamedKeys,
  ) {}

  /** Safe to stop and to run again. @throws Error that names the master key which the ring has lost */
  async rotate(onProgress?: OnProgress): Promise<Rotation> {
    const named = await this.namedKeys.rotate()
    const claims = await this.claimKeys.rotate(onProgress)
    return { current: this.ring.current, claims, named }
  }
}
