import { Injectable } from '@nestjs/common'
import { type RefusalOfClaim, RefusalsOfClaims } from '../../approval/refusal-of-claim.query.js'
import { type OwnClaim, seesWhole } from '../../claims/claims-of-claimant.query.js'
import { type PaymentOfClaim, PaymentsOfClaim } from '../../payment/payments-of-claim.query.js'
import { FamilyScholarships } from '../../scholarship/family-scholarships.service.js'

export interface ClaimOutcome {
  /** Of the claim's own decision; those of school years stand with the scholarship. */
  payments: readonly PaymentOfClaim[]
  refusal: RefusalOfClaim | undefined
  /** A child of this claim has a scholarship. */
  scholarships: boolean
}

/** What a claim has come to, for those who see the whole of it; for others nothing. */
@Injectable()
export class ClaimOutcomes {
  constructor(
    private readonly payments: PaymentsOfClaim,
    private readonly refusals: RefusalsOfClaims,
    private readonly scholarships: FamilyScholarships,
  ) {}

  async of(claim: OwnClaim): Promise<ClaimOutcome> {
    if (!seesWhole(claim)) return { payments: [], refusal: undefined, scholarships: false }
    const [payments, refusal, scholarships] = await Promise.all([
      this.payments.list(claim.id),
      claim.state === 'rejected' ? this.refusals.find(claim.id) : undefined,
      this.scholarships.any(claim.id),
    ])
    return { payments: payments.filter(({ purpose }) => purpose !== 'scholarship'), refusal, scholarships }
  }
}
