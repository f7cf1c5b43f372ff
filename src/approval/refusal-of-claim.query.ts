import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { type GroundInWords, RefusalGrounds } from '../platform/law-loader/refusal-grounds.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface RefusalOfClaim {
  grounds: GroundInWords[]
  /** What would change it. */
  counterfactual: string | null
}

/** Why a claim was refused, as its decision says it. */
@Injectable()
export class RefusalsOfClaims {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
    private readonly grounds: RefusalGrounds,
  ) {}

  async find(claimId: string): Promise<RefusalOfClaim | undefined> {
    const found = await this.sql.rows<RefusalOfClaim>(
      `select coalesce(p.input -> 'grounds', '[]') as grounds, p.input ->> 'counterfactual' as counterfactual
       from claim_transition r join claim_transition p on p.claim_id = r.claim_id and p.event = 'propose' and p.seq < r.seq
       where r.claim_id = $1 and r.event = 'reject' order by r.seq desc, p.seq desc limit 1`,
      [claimId],
    )
    const [refusal] = await this.personal.reveal(found, {
      grounds: 'claim_transition.input',
      counterfactual: 'claim_transition.input',
    })
    return refusal && { ...refusal, grounds: this.grounds.worded(refusal.grounds) }
  }
}
