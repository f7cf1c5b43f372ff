/**
 * How often codes may be asked for, sent and tried. Limits and locks are one asker's own: nobody shuts a family out by
 * asking in its place. A browser that the family has used before is counted apart from everybody else.
 */
import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { InstantText } from '../clock/clock.js'
import { KnownDevices } from './known-devices.service.js'
import { networkOf } from './network-of.js'
import { PhoneIndex } from './phone-index.js'
import { RateLimits, type Taken } from './rate-limits.service.js'

/** Who asks for what, as digests. */
export interface Asker {
  /** What was typed: a phone or the number of a claim. */
  asked: Buffer
  /** With the line or the known browser it was typed from. */
  asker: Buffer
  known: boolean
}

export interface AskedBy {
  /** Network address of the asker. */
  address: string
  /** What an earlier right code left in this browser. */
  device?: string
  /** What was typed to get here, where that is not the phone: limits count by it, for the known and the unknown alike. */
  asked?: string
}

/** In place of a phone where what was asked for leads to nobody: the same work is done for it. */
export const NOBODY = 'nobody'

@Injectable()
export class CodeLimits {
  constructor(
    private readonly limits: RateLimits,
    private readonly devices: KnownDevices,
    private readonly phones: PhoneIndex,
  ) {}

  async askerOf(phone: string | null, { asked: typed, address, device }: AskedBy): Promise<Asker> {
    const asked = digestOf(await this.phones.of(typed ?? phone ?? NOBODY))
    const known = await this.devices.isOf(device, phone ?? NOBODY)
    const who = known ? `device:${device}` : `network:${networkOf(address)}`
    return { asked, known, asker: digestOf(Buffer.concat([asked, Buffer.from(who)])) }
  }

  /** Counts one more; until when this asker may not ask, or null. */
  async mayNotAsk({ asked, asker, known }: Asker, address: string): Promise<InstantText | null> {
    const lockedUntil = await this.lockedUntil({ asker })
    if (lockedUntil) return lockedUntil
    const crowd = ['code_from_address', networkOf(address)] as const
    const ofStrangers = [
      ['code_asked', asker],
      ['code_asked_by_anybody', asked],
      ['code_asked_daily', asked],
    ] as const
    const rules = known ? [crowd, ['code_asked_by_known', asker] as const] : [crowd, ...ofStrangers]
    for (const [rule, subject] of rules) {
      const taken = await this.limits.take(rule, subject)
      if (!taken.ok) return taken.until
    }
    return null
  }

  /** What a known browser may ask for is little enough; only what strangers ask for is counted for the phone. */
  async mayReach({ known }: Asker, phone: string | null): Promise<boolean> {
    const index = await this.phones.of(phone ?? NOBODY)
    return known || (await this.limits.take('code_to_phone', index)).ok
  }

  tried(address: string): Promise<Taken> {
    return this.limits.take('code_tried_from_address', networkOf(address))
  }

  lockedUntil({ asker }: Pick<Asker, 'asker'>): Promise<InstantText | null> {
    return this.limits.usedUpUntil('code_locked', asker)
  }

  /** After the last wrong code. */
  async lock(asker: Pick<Asker, 'asker'>): Promise<InstantText | null> {
    await this.limits.take('code_locked', asker.asker)
    return this.lockedUntil(asker)
  }

  /** What the browser in which a code was right keeps. */
  remember(phone: string): Promise<string> {
    return this.devices.remember(phone)
  }
}

function digestOf(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest()
}
