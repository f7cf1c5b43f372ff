import { Injectable } from '@nestjs/common'
import { CardClaims } from '../../claims/card-claims.query.js'
import { networkOf } from '../../platform/login/network-of.js'
import { RateLimits } from '../../platform/login/rate-limits.service.js'

export type CardAnswer = { ok: true; exists: boolean } | { ok: false; until: string }

/** Tells of a membership card whether there is a claim; never often, to one address or of one card. */
@Injectable()
export class CardLookUp {
  constructor(
    private readonly cards: CardClaims,
    private readonly limits: RateLimits,
  ) {}

  async lookUp(kpj: string, address: string): Promise<CardAnswer> {
    const crowd = await this.limits.take('card_from_address', networkOf(address))
    const often = crowd.ok ? await this.limits.take('card_asked', kpj) : crowd
    return often.ok ? { ok: true, exists: await this.cards.haveClaim(kpj) } : often
  }
}
