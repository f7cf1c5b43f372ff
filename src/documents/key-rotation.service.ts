import { Injectable } from '@nestjs/common'
import { ClaimKeys } from './storage/claim-keys.js'
import { IndexKeys } from './storage/index-keys.js'
import { KeyRing } from './storage/key-ring.js'

export interface Rotation {
  /** Name of the master key that now wraps every key. */
  current: string
  claims: number
  indexes: number
}

/** Puts the first master key of the ring in the place of all others, so that these can be retired. Files stay as they are. */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly ring: KeyRing,
    private readonly claimKeys: ClaimKeys,
    private readonly indexKeys: IndexKeys,
  ) {}

  /** Safe to stop and to run again. @throws Error that names the master key which the ring has lost */
  async rotate(): Promise<Rotation> {
    const claims = await this.claimKeys.rotate()
    const indexes = await this.indexKeys.rotate()
    return { current: this.ring.current, claims, indexes }
  }
}
