import { Injectable } from '@nestjs/common'
import { ProposalOfClaim } from '../../approval/proposal-of-claim.query.js'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { BankList } from '../../intake/bank-list.service.js'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import { branchInSight, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { AccountAcceptances } from '../../verification/account-acceptances.service.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { freshKey } from '../shared/step-form.js'
import type { ProposalOfCase } from './proposal.page.js'

/** To whom the money goes: each account with the name of its bank, and why one in another name was accepted. */
@Injectable()
export class PayeesOfCase {
  constructor(
    private readonly payees: PayeesOfClaim,
    private readonly acceptances: AccountAcceptances,
    private readonly banks: BankList,
  ) {}

  async read(claimId: string): Promise<Pick<ProposalOfCase, 'payees' | 'accepted' | 'bankName'>> {
    const [payees, accepted] = await Promise.all([
      this.payees.list(claimId),
      this.acceptances.accepted(claimId),
    ])
    return { payees, accepted, bankName: this.banks.nameOf }
  }
}

/** Gathers the whole case of one proposal, from the stages that know its parts. */
@Injectable()
export class ProposalCase {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly proposals: ProposalOfClaim,
    private readonly calculations: LatestCalculation,
    private readonly payees: PayeesOfCase,
    private readonly steps: StaffSteps,
  ) {}

  /** @throws NotFound also for a claim that is not proposed, or of another branch */
  async read(number: string, staff: SignedIn): Promise<ProposalOfCase> {
    const claim = await this.claims.file(number, branchInSight(staff))
    const proposal = await this.proposals.find(claim.id)
    if (!proposal) throw new NotFound('Klaim ini belum diusulkan. Daftar usulan memuat yang sudah.')
    const [calculation, paidTo, offered] = await Promise.all([
      this.calculations.find(claim.id),
      this.payees.read(claim.id),
      this.steps.offered(number, staff),
    ])
    const participant = claim.participant_name
    return { number, participant, proposal, calculation, ...paidTo, offered, stepKey: freshKey() }
  }
}
