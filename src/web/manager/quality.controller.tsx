import { Body, Get, Param, Post } from '@nestjs/common'
import { QualityReviewDto } from '../../approval/quality-review.dto.js'
import { QualityReviews, type Reviewer } from '../../approval/quality-reviews.service.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { DocumentService } from '../../documents/document.service.js'
import { RegisteredPersons } from '../../membership/registered-person.query.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import type { StaffRoleName } from '../../platform/login/staff-roles.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { validInput } from '../../platform/problem/validation.js'
import { type FormErrors, type FormValues, errorsOf, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { QualityPage, ReviewPage } from './quality.page.js'

const reviewers = ['objection_reviewer', 'approver', 'manager'] as const satisfies readonly StaffRoleName[]

/** Decisions that are drawn to be decided once more, blind. */
@PageController('pimpinan/mutu')
export class QualityController {
  constructor(
    private readonly reviews: QualityReviews,
    private readonly claims: ClaimByNumber,
    private readonly registered: RegisteredPersons,
    private readonly documents: DocumentService,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...reviewers)
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const [waiting, finished] = await Promise.all([
      this.reviews.waiting(reviewerOf(staff)),
      this.reviews.finished(staff.branch.id),
    ])
    return <QualityPage {...{ waiting, finished }} />
  }

  @Get(':number')
  @Roles(...reviewers)
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    return this.page(number, staff)
  }

  @Post(':number')
  @Roles(...reviewers)
  async decide(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const { verdict, total, reason } = values
    try {
      const typed = { verdict, total: total?.replaceAll(/[\s.]/g, '') || undefined, reason }
      const dto = await validInput(QualityReviewDto, typed, this.words)
      const { agrees } = await this.reviews.decide(number, dto, reviewerOf(staff))
      return seeOther(`/pimpinan/mutu?hasil=${agrees ? 'sama' : 'berbeda'}`)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.page(number, staff, values, errorsOf(error.errors)))
    }
  }

  private async page(number: string, staff: SignedIn, values?: FormValues, errors?: FormErrors) {
    const { claimId } = await this.reviews.get(number, reviewerOf(staff))
    const [file, coverage, documents] = await Promise.all([
      this.claims.file(number, branchInSight(staff)),
      this.registered.coverageOf(claimId),
      this.documents.listFor(claimId, actorOf(staff, actingRole(staff, reviewers))),
    ])
    return <ReviewPage view={{ file, coverage, documents, values, errors }} />
  }
}

function reviewerOf({ staffId, branch }: SignedIn): Reviewer {
  return { staffId, branchId: branch.id }
}
