import { Injectable } from '@nestjs/common'
import { ProposalOfClaim } from '../../approval/proposal-of-claim.query.js'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import { branchInSight, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { AccountAcceptances } from '../../verification/account-acceptances.service.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { freshKey } from '../shared/step-form.js'
import type { ProposalOfCase } from './proposal.page.js'

/** Gathers the whole case of one proposal, from the stages that know its parts. */
@Injectable()
export class ProposalCase {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly proposals: ProposalOfClaim,
    private readonly calculations: LatestCalculation,
    private readonly payees: PayeesOfClaim,
    private readonly steps: StaffSteps,
    private readonly acceptances: AccountAcceptances,
  ) {}

  /** @throws NotFound also for a claim that is not proposed, or of another branch */
  async read(number: string, staff: SignedIn): Promise<ProposalOfCase> {
    const claim = await this.claims.file(number, branchInSight(staff))
    const proposal = await this.proposals.find(claim.id)
    if (!proposal) throw new NotFound('Klaim ini belum diusulkan. Daftar usulan memuat yang sudah.')
    const [calculation, payees, accepted, offered] = await Promise.all([
      this.calculations.find(claim.id),
      this.payees.list(claim.id),
      this.acceptances.accepted(claim.id),
      this.steps.offered(number, staff),
    ])
    const participant = claim.participant_name
    return { number, participant, proposal, calculation, payees, accepted, offered, stepKey: freshKey() }
  }
}
