import { Body, Get, Param, Post } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { BankList } from '../../intake/bank-list.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound, TransitionRefused } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { accountAcceptors, AccountAcceptances } from '../../verification/account-acceptances.service.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { acceptanceId } from '../words/account-acceptance.js'
import { AccountsPage } from './accounts.page.js'
import { ClaimDesk } from './claim-desk.service.js'
import { paths } from './paths.js'
import { claimReaders } from '../../platform/login/staff-roles.js'

const LEAST = 10

/** Accounts whose holder is not the payee, or from which money came back: looked at, and accepted with a reason. */
@PageController('petugas/klaim/:number/rekening')
export class AccountsController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly acceptances: AccountAcceptances,
    private readonly banks: BankList,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post(':payee')
  @Roles(...accountAcceptors)
  async accept(
    @Param('number') number: string,
    @Param('payee') payee: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    if (!isUUID(payee)) throw new NotFound()
    const values = valuesOf(body)
    const reason = values[`reason-${payee}`]?.trim() ?? ''
    const claimId = await this.desk.idOf(number, staff)
    try {
      if (reason.length < LEAST)
        return refused(
          await this.page(number, staff, values, { [`reason-${payee}`]: acceptanceId.reasonMissing }),
        )
      const actor = actorOf(staff, actingRole(staff, accountAcceptors))
      await this.acceptances.accept(claimId, payee, reason, actor)
      return seeOther(paths.claim(number, 'rekening?hasil=terima'))
    } catch (error) {
      if (!(error instanceof TransitionRefused)) throw error
      const words = error.refusals.map((refusal) => this.words.refusal(refusal).words).join(' ')
      const errors = { '': words || (this.words.find(error.code)?.text ?? error.code) }
      return refused(await this.page(number, staff, values, errors))
    }
  }

  private async page(number: string, staff: SignedIn, values: FormValues = {}, errors?: FormErrors) {
    const claim = await this.desk.open(number, staff)
    const view = {
      claim,
      accounts: await this.acceptances.waiting(claim.file.id),
      bankName: this.banks.nameOf,
      mayAccept:
        claim.file.state === 'in_verification' && accountAcceptors.some((role) => staff.roles.has(role)),
      staffId: staff.staffId,
      values,
      errors,
    }
    return <AccountsPage view={view} />
  }
}
