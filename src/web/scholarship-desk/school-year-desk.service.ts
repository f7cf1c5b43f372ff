import { Injectable } from '@nestjs/common'
import { ageOn, parseLocalDate } from '#libs/local-date'
import { YearPapers } from '../../documents/year-papers.service.js'
import { branchInSight, type SignedIn } from '../../platform/login/signed-in.js'
import { SchoolYearFiles } from '../../scholarship/school-year-file.query.js'
import { ScholarshipStaff } from '../../scholarship/scholarship-staff.service.js'
import { YearGrounds } from '../../scholarship/year-grounds.service.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { freshKey } from '../shared/step-form.js'
import { ScholarshipLabels } from './scholarship-labels.js'
import type { SchoolYearView } from './school-year.view.js'

/** What the page of a school year shows to this person. */
@Injectable()
export class SchoolYearDesk {
  constructor(
    private readonly files: SchoolYearFiles,
    private readonly steps: ScholarshipStaff,
    private readonly papers: YearPapers,
    private readonly grounds: YearGrounds,
    private readonly proofs: SecondProofs,
    private readonly labels: ScholarshipLabels,
  ) {}

  /** @throws NotFound also for a year of another branch */
  async view(
    id: string,
    staff: SignedIn,
    told: Pick<SchoolYearView, 'values' | 'errors'> = {},
  ): Promise<SchoolYearView> {
    const file = await this.files.year(id, branchInSight(staff))
    const [desk, papers, years, history, proof] = await Promise.all([
      this.steps.year(file.id, staff),
      this.papers.of(file.id),
      this.files.yearsOf(file.award_id),
      this.files.history(file.id),
      this.proofs.kindFor(staff),
    ])
    return {
      file,
      desk,
      papers,
      years,
      history,
      age: ageOn(parseLocalDate(file.child_birth_date), parseLocalDate(file.received_on ?? file.opens_on)),
      grounds: this.grounds.choices(desk.ruling?.reason ?? null),
      ground: (code) => this.grounds.inWords(code).text,
      labels: this.labels,
      proof,
      stepKey: freshKey(),
      ...told,
    }
  }
}
