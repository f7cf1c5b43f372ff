import { Injectable } from '@nestjs/common'
import { type RefusalOfClaim, RefusalsOfClaims } from '../../approval/refusal-of-claim.query.js'
import { type OwnClaim, seesWhole } from '../../claims/claims-of-claimant.query.js'
import { type OverpaymentOfClaim, OverpaymentsOfClaim } from '../../payment/overpayments-of-claim.query.js'
import { type PaymentOfClaim, PaymentsOfClaim } from '../../payment/payments-of-claim.query.js'
import {
  FamilyScholarships,
  type ScholarshipStanding,
} from '../../scholarship/family-scholarships.service.js'

export interface ClaimOutcome {
  /** Of the claim's own decision; those of school years stand with the scholarship. */
  payments: readonly PaymentOfClaim[]
  refusal: RefusalOfClaim | undefined
  /** Paid too much, as the family was told. */
  overpayments: readonly OverpaymentOfClaim[]
  /** Whether a child of this claim has a scholarship, and whether one of its school years waits for the family. */
  scholarships: ScholarshipStanding
}

/** What a claim has come to, for those who see the whole of it; for others nothing. */
@Injectable()
export class ClaimOutcomes {
  constructor(
    private readonly payments: PaymentsOfClaim,
    private readonly overpayments: OverpaymentsOfClaim,
    private readonly refusals: RefusalsOfClaims,
    private readonly scholarships: FamilyScholarships,
  ) {}

  async of(claim: OwnClaim): Promise<ClaimOutcome> {
    if (!seesWhole(claim)) return { payments: [], overpayments: [], refusal: undefined, scholarships: 'none' }
    const [payments, overpayments, refusal, scholarships] = await Promise.all([
      this.payments.list(claim.id),
      this.overpayments.list(claim.id),
      claim.state === 'rejected' ? this.refusals.find(claim.id) : undefined,
      this.scholarships.standing(claim.id),
    ])
    const decided = payments.filter(({ purpose }) => purpose !== 'scholarship')
    return { payments: decided, overpayments, refusal, scholarships }
  }
}
