/** Another account for a school year's money that the bank sent back: of the same payee, and only for that year. */
import { Body, Get, Param, Post } from '@nestjs/common'
import { BankList } from '../../intake/bank-list.service.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { Guardians } from '../../scholarship/guardians.service.js'
import { keepAccount, waitHours } from '../claimant/account-form.js'
import { AccountPage, NoAccountPage } from '../claimant/account.page.js'
import { type FormErrors, Forms, type FormValues } from '../shared/form.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey } from '../shared/step-form.js'
import { OwnScholarshipCases, type OwnYear } from './own-scholarships.service.js'
import { yearPath } from './paths.js'
import { yearTitle } from './scholarships.page.js'

@PageController('k/:number/beasiswa/:year/rekening')
export class YearAccountController {
  constructor(
    private readonly own: OwnScholarshipCases,
    private readonly guardians: Guardians,
    private readonly banks: BankList,
    private readonly law: LawInForce,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Claimant()
  async form(
    @Param('number') number: string,
    @Param('year') year: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.page(await this.own.year(number, year, claimant))
  }

  @Post()
  @Claimant()
  async save(
    @Param('number') number: string,
    @Param('year') yearId: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const of = await this.own.year(number, yearId, claimant)
    return keepAccount(this.forms, body, {
      back: yearPath(number, of.year.id),
      page: (values, errors) => this.page(of, values, errors),
      keep: ({ account, step }) =>
        this.guardians.correctAccount(of.year.id, account, of.actor, {
          idempotencyKey: step.key,
          expectedSeq: step.seen,
        }),
    })
  }

  private page({ claim, award, year }: OwnYear, values?: FormValues, errors?: FormErrors) {
    const { payee_id: id, payee, bank_code: bank, account_number: account } = award
    const back = yearPath(claim.number, year.id)
    const waits = year.progress.duty === 'account' && award.may_act
    if (!waits || id === null || payee === null || bank === null || account === null)
      return <NoAccountPage back={back} />
    const amount = year.amount ?? 0n
    return (
      <AccountPage
        at={`${back}/rekening`}
        back={back}
        of={{ caption: yearTitle(award, year), child: award.child_name }}
        version={year.seq}
        stepKey={values?.kunci ?? freshKey()}
        payees={[{ id, name: payee, amount, bank_code: bank, account_number: account, reason: null }]}
        waitHours={waitHours(this.law)}
        banks={this.banks.banks.map(({ code, name }) => ({ value: code, label: name }))}
        {...{ values, errors }}
      />
    )
  }
}
