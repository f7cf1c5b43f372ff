import { Body, Get, Param, Post } from '@nestjs/common'
import { claimantActor, type OwnClaim, seesWhole } from '../../claims/claims-of-claimant.query.js'
import { BankList } from '../../intake/bank-list.service.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { AccountRepair } from '../../verification/account-repair.service.js'
import { type FormErrors, Forms, type FormValues } from '../shared/form.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey } from '../shared/step-form.js'
import { keepAccount, waitHours } from './account-form.js'
import { AccountPage, NoAccountPage } from './account.page.js'
import { ClaimCases } from './status-case.js'

@PageController('k/:number/rekening')
export class AccountController {
  constructor(
    private readonly cases: ClaimCases,
    private readonly repair: AccountRepair,
    private readonly banks: BankList,
    private readonly law: LawInForce,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Claimant()
  async form(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.page(await this.cases.own(number, claimant))
  }

  @Post()
  @Claimant()
  async save(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const claim = await this.cases.own(number, claimant)
    return keepAccount(this.forms, body, {
      back: `/k/${claim.number}`,
      page: (values, errors) => this.page(claim, values, errors),
      keep: ({ penerima: payeeId, account, step }) =>
        this.repair.repair(claim.id, { payeeId, ...account }, claimantActor(claim), {
          idempotencyKey: step.key,
          expectedVersion: step.seen,
        }),
    })
  }

  /** Whoever only follows the claim sees neither sums nor accounts. */
  private async page(claim: OwnClaim, values?: FormValues, errors?: FormErrors) {
    const open = claim.state === 'awaiting_account' && seesWhole(claim)
    const payees = open ? await this.repair.waiting(claim.id) : []
    if (payees.length === 0) return <NoAccountPage back={`/k/${claim.number}`} />
    return (
      <AccountPage
        at={`/k/${claim.number}/rekening`}
        back={`/k/${claim.number}`}
        version={claim.version}
        stepKey={values?.kunci ?? freshKey()}
        payees={payees}
        waitHours={waitHours(this.law)}
        banks={this.banks.banks.map(({ code, name }) => ({ value: code, label: name }))}
        {...{ values, errors }}
      />
    )
  }
}
