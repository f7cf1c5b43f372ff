import { Body, Get, Param, Post } from '@nestjs/common'
import { BankList } from '../../intake/bank-list.service.js'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { HeirSets, isInherited } from '../../verification/heir-sets.service.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { payeeRelations, SettleHeirsDto } from '../../verification/settle-heirs.dto.js'
import { VerificationService } from '../../verification/verification.service.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { fieldErrors, rowField, rowsWanted } from './field-errors.js'
import { HeirsPage } from './heirs.page.js'
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
    private readonly heirSets: HeirSets,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post()
  @Roles('verifier')
  async settle(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const claimId = await this.desk.idOf(number, staff)
    try {
      const dto = await validInput(
        SettleHeirsDto,
        { payees: payeesFrom(values, rowsWanted(values.baris, 1, MOST_PAYEES)) },
        this.words,
      )
      await this.verification.settleHeirs(claimId, dto, actorOf(staff, 'verifier'))
      return seeOther(paths.claim(number, 'ahli-waris?hasil=penerima'))
    } catch (error) {
      return refused(
        await this.page(number, staff, values, fieldErrors(error, this.words, rowField('payees'))),
      )
    }
  }

  private async page(number: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const claim = await this.desk.open(number, staff)
    const { id, type, state, answers } = claim.file
    const set = await this.heirSets.latest(id)
    const view = {
      claim,
      payees: await this.payees.list(id),
      before: await this.payees.paidBefore(id),
      maySettle: staff.roles.has('verifier') && state === 'in_verification',
      settlement: isInherited(type) ? (set?.stated ? set.settlement : undefined) : null,
      banks: this.banks.banks.map(({ code, name }) => ({ value: code, label: name })),
      values: values ?? statedBy(answers),
      errors,
    }
    return <HeirsPage view={view} />
  }
}

const MOST_PAYEES = 20

function payeesFrom(values: FormValues, rows: number): object[] {
  return Array.from({ length: rows }, (_, index) => {
    const of = (name: string): string | undefined => values[`${name}-${index + 1}`]
    return {
      name: of('name'),
      relation: of('relation'),
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
