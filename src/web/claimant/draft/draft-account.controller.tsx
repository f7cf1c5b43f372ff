/** W7: the account a family states. The verifier settles it from the documents; a doubt here never stops a claim. */
import { Body, Get, Param, Post } from '@nestjs/common'
import { BankList } from '../../../intake/bank-list.service.js'
import type { AccountAnswers } from '../../../intake/claim-answers.dto.js'
import { DraftAnswers } from '../../../intake/draft-answers.service.js'
import { Claimant } from '../../../platform/login/access.js'
import type { SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../../platform/login/signed-in-claimant.js'
import { StaleClaim } from '../../../platform/problem/problems.js'
import type { FormErrors, FormValues } from '../../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { AccountPage } from './account.page.js'
import { typed, wrongName } from './answer-forms.js'
import { isLodged, type OwnDraft, OwnDrafts } from './own-drafts.service.js'

const DIGITS = /^\d{8,20}$/

@PageController('ajukan/:number/rekening')
export class DraftAccountController {
  constructor(
    private readonly drafts: OwnDrafts,
    private readonly answers: DraftAnswers,
    private readonly banks: BankList,
  ) {}

  @Get()
  @Claimant()
  async form(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    if (isLodged(own)) return seeOther(`/ajukan/${number}/terkirim`)
    const { bankCode, accountNumber, accountHolder } = own.draft.answers.account ?? {}
    return this.page(own, { bankCode, accountNumber, accountHolder })
  }

  @Post()
  @Claimant()
  async save(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const values = typed(body)
    const account = {
      bankCode: this.banks.find(values.bankCode)?.code,
      accountNumber: (values.accountNumber ?? '').replace(/[\s.-]/g, ''),
      accountHolder: values.accountHolder,
    }
    const errors: FormErrors = {
      bankCode: account.bankCode ? undefined : words.accountBankMissing,
      accountNumber: DIGITS.test(account.accountNumber) ? undefined : words.accountNumberMissing,
      accountHolder: wrongName(account.accountHolder, words.accountHolderMissing),
    }
    if (Object.values(errors).some((text) => text !== undefined))
      return refused(this.page(own, values, errors))
    const unusual = this.unusualLength(account)
    if (unusual && values.sure !== 'ya')
      return refused(this.page(own, values, { accountNumber: unusual }, true))
    return this.change(own, account, values)
  }

  @Post('belum-ada')
  @Claimant()
  async none(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return this.change(await this.drafts.get(number, claimant), { none: true }, typed(body))
  }

  private async change(own: OwnDraft, account: AccountAnswers, values: FormValues): Promise<PageAnswer> {
    const { claimId, number } = own.draft
    try {
      await this.answers.change(claimId, { account }, own.actor, Number(values.version))
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      return refused(this.page(own, values, { '': words.stale }))
    }
    return seeOther(`/ajukan/${number}/periksa`)
  }

  private unusualLength({ bankCode, accountNumber = '' }: AccountAnswers): string | undefined {
    const bank = this.banks.find(bankCode)
    if (!bank || bank.digits.includes(accountNumber.length)) return undefined
    const digits = bank.digits.join(words.or)
    return fill(words.accountLength, { bank: bank.name, digits, n: accountNumber.length })
  }

  private page({ draft }: OwnDraft, values: FormValues, errors?: FormErrors, asksSure = false) {
    const { number, version } = draft
    return <AccountPage banks={this.banks.banks} {...{ number, version, values, errors, asksSure }} />
  }
}
