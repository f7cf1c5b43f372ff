import { Body, Get, Param, Post, Query } from '@nestjs/common'
import { BankList } from '../../intake/bank-list.service.js'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { InvalidInput, TransitionRefused } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { payeeRelations, SettleHeirsDto } from '../../verification/settle-heirs.dto.js'
import { VerificationService } from '../../verification/verification.service.js'
import { dateOf } from '../shared/components/fields.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { HeirsPage, MOST_ROWS } from './heirs.page.js'
import { paths } from './paths.js'

/** The heirs of a claim, and settling who is paid. */
@PageController('petugas/klaim/:number/ahli-waris')
export class HeirsController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly payees: PayeesOfClaim,
    private readonly verification: VerificationService,
    private readonly words: ProblemWords,
    private readonly banks: BankList,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async show(
    @Param('number') number: string,
    @Query('penerima') wanted: unknown,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.page(number, staff, rowsOf(wanted))
  }

  @Post()
  @Roles('verifier')
  async settle(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const rows = rowsOf(values.baris)
    const claimId = await this.desk.idOf(number, staff)
    try {
      const dto = await validInput(SettleHeirsDto, { payees: payeesFrom(values, rows) }, this.words)
      await this.verification.settleHeirs(claimId, dto, actorOf(staff, 'verifier'))
      return seeOther(paths.claim(number, 'ahli-waris?hasil=penerima'))
    } catch (error) {
      return refused(await this.page(number, staff, rows, values, this.errorsFrom(error)))
    }
  }

  private async page(
    number: string,
    staff: SignedIn,
    rows: number,
    values?: FormValues,
    errors?: FormErrors,
  ) {
    const claim = await this.desk.open(number, staff)
    const view = {
      claim,
      payees: await this.payees.list(claim.file.id),
      before: await this.payees.paidBefore(claim.file.id),
      maySettle: staff.roles.has('verifier') && claim.file.state === 'in_verification',
      rows,
      banks: this.banks.banks.map(({ code, name }) => ({ value: code, label: name })),
      values: values ?? statedBy(claim.file.answers),
      errors,
    }
    return <HeirsPage view={view} />
  }

  private errorsFrom(error: unknown): FormErrors {
    if (error instanceof TransitionRefused) {
      const words = error.refusals.map((refusal) => this.words.refusal(refusal).words)
      return { '': words.join(' ') || (this.words.find(error.code)?.text ?? error.code) }
    }
    if (!(error instanceof InvalidInput)) throw error
    const entries = error.errors.map(({ pointer, detail }): [string, string] => {
      const [, index, name] = /^\/payees\/(\d+)\/(\w+)$/.exec(pointer) ?? []
      return [name ? `${name}-${Number(index) + 1}` : '', detail]
    })
    return Object.fromEntries(entries)
  }
}

function rowsOf(wanted: unknown): number {
  const rows = typeof wanted === 'string' && /^\d{1,2}$/.test(wanted) ? Number(wanted) : 1
  return Math.min(Math.max(rows, 1), MOST_ROWS)
}

function payeesFrom(values: FormValues, rows: number): object[] {
  return Array.from({ length: rows }, (_, index) => {
    const of = (name: string): string | undefined => values[`${name}-${index + 1}`]
    return {
      name: of('name'),
      relation: of('relation'),
      birthDate: dateOf(values, `birthDate-${index + 1}`),
      bankCode: of('bankCode'),
      accountNumber: of('accountNumber')?.replaceAll(/[\s.-]/g, ''),
      accountHolder: of('accountHolder'),
      dispute: of('dispute'),
      sameAs: of('sameAs'),
    }
  })
}

/** The form begins with what the family stated; a verifier confirms each from the documents. */
function statedBy(answers: Record<string, unknown>): FormValues {
  const { claimant, account } = answers as Partial<ClaimAnswers>
  return {
    'name-1': claimant?.name,
    'relation-1': payeeRelations.find((relation) => relation === claimant?.relation),
    'bankCode-1': account?.bankCode,
    'accountNumber-1': account?.accountNumber,
    'accountHolder-1': account?.accountHolder,
  }
}
