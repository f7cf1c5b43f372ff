/** W12: the scholarships of a claim, one school year, sending it off, and its receipt. */
import { Body, Get, Param, Post } from '@nestjs/common'
import { reasonInWords } from '#libs/benefits'
import type { ClaimState } from '#libs/lifecycle'
import { AssessmentService } from '../../assessment/assessment.service.js'
import type { OwnClaim } from '../../claims/claims-of-claimant.query.js'
import { BankList } from '../../intake/bank-list.service.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { StaleClaim, TransitionRefused } from '../../platform/problem/problems.js'
import { FamilyScholarships } from '../../scholarship/family-scholarships.service.js'
import { YearApplications } from '../../scholarship/year-applications.service.js'
import { isGiven } from '../claimant/draft/document-status.js'
import { valuesOf } from '../shared/form.js'
import { type PageAnswer, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { freshKey, readStep } from '../shared/step-form.js'
import { OwnScholarshipCases } from './own-scholarships.service.js'
import { yearPath } from './paths.js'
import { type ChildWithout, NoScholarshipPage, ScholarshipsPage } from './scholarships.page.js'
import { isAnswered } from './year-answers.js'
import { YearReceiptPage } from './year-receipt.page.js'
import { YearPage } from './year.page.js'

const NOT_AT_SCHOOL = 'CHILD_NOT_AT_SCHOOL'
/** Before a decision nobody is told what it may be. */
const DECIDED: readonly ClaimState[] = ['approved', 'paying', 'awaiting_account', 'paid']

@PageController('k/:number/beasiswa')
export class ScholarshipsController {
  constructor(
    private readonly own: OwnScholarshipCases,
    private readonly applications: YearApplications,
    private readonly assessments: AssessmentService,
    private readonly scholarships: FamilyScholarships,
    private readonly banks: BankList,
  ) {}

  @Get()
  @Claimant()
  async list(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const { claim, branch, awards } = await this.own.list(number, claimant)
    if (awards.length === 0)
      return <NoScholarshipPage {...{ number, branch }} children={await this.without(claim)} />
    return <ScholarshipsPage {...{ number, awards, branch }} bankName={this.banks.nameOf} />
  }

  @Get(':year')
  @Claimant()
  async year(
    @Param('number') number: string,
    @Param('year') year: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    return <YearPage of={await this.own.year(number, year, claimant)} stepKey={freshKey()} />
  }

  /** The application itself; pressed twice, or on a page that is out of date, it is sent once. */
  @Post(':year/kirim')
  @Claimant()
  async send(
    @Param('number') number: string,
    @Param('year') yearId: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const { award, year, papers, actor } = await this.own.year(number, yearId, claimant)
    const { key, seen } = readStep(valuesOf(body))
    const at = yearPath(number, year.id)
    const sent = year.last_event === 'submit_evidence' || year.last_event === 'catch_up'
    if (!sent && !(isAnswered(year.application, award) && papers.every(isGiven)))
      return seeOther(`${at}?hasil=kurang`)
    try {
      await this.applications.submit(year.id, year.application, actor, {
        idempotencyKey: key,
        expectedSeq: seen,
      })
    } catch (error) {
      if (error instanceof StaleClaim) return seeOther(`${at}?hasil=berubah`)
      if (error instanceof TransitionRefused)
        return seeOther(`${at}?hasil=${error.code === 'not-yet' ? 'kurang' : 'berubah'}`)
      throw error
    }
    return seeOther(`${at}/terkirim`)
  }

  @Get(':year/terkirim')
  @Claimant()
  async receipt(
    @Param('number') number: string,
    @Param('year') yearId: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const of = await this.own.year(number, yearId, claimant)
    return of.year.came_on === null ? seeOther(yearPath(number, of.year.id)) : <YearReceiptPage of={of} />
  }

  /** Why no child has a scholarship, by the law and what is on file; nothing before the claim is decided. */
  private async without({ id, state }: OwnClaim): Promise<ChildWithout[]> {
    if (!DECIDED.includes(state)) return []
    return (await this.assessments.childrenRefused(id)).map(({ child, reason, birthDate }) => {
      const tooYoung = reason === NOT_AT_SCHOOL && birthDate !== null
      return {
        child,
        why: reasonInWords(reason),
        from: tooYoung ? this.scholarships.schoolFrom(birthDate) : null,
      }
    })
  }
}
