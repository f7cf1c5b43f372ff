import { Body, Get, Param, Post } from '@nestjs/common'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { FamilyScholarships } from '../../scholarship/family-scholarships.service.js'
import { YearApplications } from '../../scholarship/year-applications.service.js'
import { typed } from '../claimant/draft/answer-forms.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { OwnScholarshipCases, takesWords } from './own-scholarships.service.js'
import { yearPath } from './paths.js'
import { readApplication, valuesOfApplication } from './year-answers.js'
import { YearFormPage } from './year-form.page.js'

@PageController('k/:number/beasiswa/:year/isian')
export class YearAnswersController {
  constructor(
    private readonly own: OwnScholarshipCases,
    private readonly scholarships: FamilyScholarships,
    private readonly applications: YearApplications,
  ) {}

  @Get()
  @Claimant()
  async form(
    @Param('number') number: string,
    @Param('year') yearId: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const of = await this.own.year(number, yearId, claimant)
    if (!takesWords(of)) return seeOther(yearPath(number, of.year.id))
    const levels = this.scholarships.levels(of.award.reference_date)
    return <YearFormPage {...{ of, levels }} values={valuesOfApplication(of.year.application)} />
  }

  /** What can be read is kept, whole or not: the page of the year says what is still open. */
  @Post()
  @Claimant()
  async save(
    @Param('number') number: string,
    @Param('year') yearId: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const of = await this.own.year(number, yearId, claimant)
    const at = yearPath(number, of.year.id)
    if (!takesWords(of)) return seeOther(`${at}?hasil=berubah`)
    const levels = this.scholarships.levels(of.award.reference_date)
    const values = typed(body)
    const read = readApplication(values, levels)
    if (!read.ok) return refused(<YearFormPage {...{ of, levels, values }} errors={read.errors} />)
    await this.applications.save(of.year.id, read.application, of.actor)
    return seeOther(`${at}?hasil=tersimpan`)
  }
}
