import { Body, Get, Param, Post } from '@nestjs/common'
import { CoverageDifferences } from '../../membership/coverage-differences.service.js'
import { RegisteredPersons } from '../../membership/registered-person.query.js'
import { SettleCoverageDto } from '../../membership/settle-coverage.dto.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { coverageId } from '../words/coverage.js'
import { ClaimCoveragePage } from './claim-coverage.page.js'
import { ClaimDesk } from './claim-desk.service.js'
import { fieldErrors } from './field-errors.js'
import { paths } from './paths.js'

/** What the registry answered for a claim, and what it says otherwise since: a verifier settles which of them holds. */
@PageController('petugas/klaim/:number/kepesertaan')
export class ClaimCoverageController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly registered: RegisteredPersons,
    private readonly differences: CoverageDifferences,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...claimReaders)
  show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post(':difference')
  @Roles('verifier')
  async settle(
    @Param('number') number: string,
    @Param('difference') difference: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const claimId = await this.desk.idOf(number, staff)
    if (!/^\d{1,18}$/.test(difference)) throw new NotFound()
    const values = valuesOf(body)
    try {
      const settlement = await validInput(SettleCoverageDto, { ...values }, this.words)
      await this.differences.settle(claimId, BigInt(difference), settlement, actorOf(staff, 'verifier'))
    } catch (error) {
      const errors = fieldErrors(error, this.words, (pointer) => pointer.slice(1))
      const chosen = errors.outcome ? { outcome: coverageId.chooseFirst } : {}
      return refused(await this.page(number, staff, values, { ...errors, ...chosen }))
    }
    return seeOther(paths.claim(number, 'kepesertaan?hasil=kepesertaan'))
  }

  private async page(number: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const claim = await this.desk.open(number, staff)
    const { id, state } = claim.file
    const [answer, differences] = await Promise.all([this.registered.coverageOf(id), this.differences.of(id)])
    const maySettle = staff.roles.has('verifier') && state === 'in_verification'
    return <ClaimCoveragePage view={{ claim, answer, differences, maySettle, values, errors }} />
  }
}
