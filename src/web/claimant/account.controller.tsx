import { randomUUID } from 'node:crypto'
import { Body, Get, Param, Post } from '@nestjs/common'
import { Transform } from 'class-transformer'
import { IsString, IsUUID, Length, Matches } from 'class-validator'
import { claimantActor, type OwnClaim, seesWhole } from '../../claims/claims-of-claimant.query.js'
import { BankList } from '../../intake/bank-list.service.js'
import { LawInForce } from '../../platform/law-loader/law-in-force.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { InvalidInput, StaleClaim } from '../../platform/problem/problems.js'
import { AccountRepair } from '../../verification/account-repair.service.js'
import { errorsOf, type FormErrors, Forms, type FormValues } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { accountWords as words } from '../words/claimant-account.js'
import { AccountPage, NoAccountPage } from './account.page.js'
import { ClaimCases } from './status-case.js'

/** Another account, with the key and the version of the page. */
export class AccountForm {
  @IsUUID(undefined, { message: words.who })
  penerima: string

  @Matches(/^\d{3}$/, { message: words.bankMissing })
  bank: string

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/[ .-]/g, '') : value,
  )
  @Matches(/^\d{8,20}$/, { message: words.accountWrong })
  rekening: string

  @IsString({ message: words.holderMissing })
  @Length(1, 100, { message: words.holderMissing })
  pemilik: string

  @IsUUID()
  kunci: string

  @Matches(/^\d{1,9}$/)
  versi: string
}

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
    const form = await this.forms.read(AccountForm, body)
    if (!form.ok) return refused(await this.page(claim, form.values, form.errors))
    const { penerima, bank, rekening, pemilik, kunci, versi } = form.input
    const account = { payeeId: penerima, bankCode: bank, accountNumber: rekening, accountHolder: pemilik }
    try {
      await this.repair.repair(claim.id, account, claimantActor(claim), {
        idempotencyKey: kunci,
        expectedVersion: Number(versi),
      })
    } catch (error) {
      if (error instanceof StaleClaim) return seeOther(`/k/${claim.number}?hasil=berubah`)
      if (!(error instanceof InvalidInput)) throw error
      const errors = errorsOf(error.errors, { '/accountHolder': 'pemilik', '/accountNumber': 'rekening' })
      return refused(await this.page(claim, form.values, errors))
    }
    return seeOther(`/k/${claim.number}?hasil=rekening`)
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
        stepKey={values?.kunci ?? randomUUID()}
        payees={payees}
        waitHours={waitHours(this.law)}
        banks={this.banks.banks.map(({ code, name }) => ({ value: code, label: name }))}
        {...{ values, errors }}
      />
    )
  }
}

/** How long a payment into a changed account waits. */
export function waitHours({ clockRules }: LawInForce): number {
  const { length } = clockRules.account_change
  if (!('hours' in length)) throw new Error('The wait after a change of account is in hours.')
  return length.hours
}
