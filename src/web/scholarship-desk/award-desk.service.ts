import { Injectable } from '@nestjs/common'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, type SignedIn } from '../../platform/login/signed-in.js'
import { Guardians } from '../../scholarship/guardians.service.js'
import {
  type AwardOnFile,
  type HistoryStep,
  SchoolYearFiles,
  type YearOfAward,
} from '../../scholarship/school-year-file.query.js'
import {
  type DeskAwardEvent,
  type OfferedScholarshipStep,
  ScholarshipStaff,
} from '../../scholarship/scholarship-staff.service.js'
import type { AwardStepDto } from '../../scholarship/scholarship-step.dto.js'
import { freshKey } from '../shared/step-form.js'
import { ScholarshipLabels } from './scholarship-labels.js'

/** What the page of a child's scholarship shows. */
export interface AwardView {
  file: AwardOnFile
  steps: readonly OfferedScholarshipStep<DeskAwardEvent>[]
  years: readonly YearOfAward[]
  history: readonly HistoryStep[]
  /** Who acts on the claim. */
  people: readonly { id: string; name: string; relation: string | null }[]
  mayName: boolean
  labels: ScholarshipLabels
  stepKey: string
}

@Injectable()
export class AwardDesk {
  constructor(
    private readonly files: SchoolYearFiles,
    private readonly steps: ScholarshipStaff,
    private readonly guardians: Guardians,
    private readonly labels: ScholarshipLabels,
  ) {}

  /** @throws NotFound also for an award of another branch */
  async view(id: string, staff: SignedIn): Promise<AwardView> {
    const file = await this.files.award(id, branchInSight(staff))
    const [steps, years, history, people] = await Promise.all([
      this.steps.award(id, staff),
      this.files.yearsOf(id),
      this.files.history(id),
      this.files.peopleOf(file.claim_id),
    ])
    const mayName = staff.roles.has('verifier') && file.award_state !== 'ended'
    return { file, steps, years, history, people, mayName, labels: this.labels, stepKey: freshKey() }
  }

  /** A guardian is confirmed together with his place among the claim's people. */
  async take(
    id: string,
    event: DeskAwardEvent,
    staff: SignedIn,
    { key, seen, input }: { key: string; seen: number; input: AwardStepDto },
  ): Promise<void> {
    const { file } = await this.view(id, staff)
    if (event === 'change_guardian') {
      await this.guardians.confirm(file.award_id, actorOf(staff, actingRole(staff, ['manager'])), key)
      return
    }
    await this.steps.takeAwardStep(file.award_id, event, staff, { key, seen, input: { ...input } })
  }
}
