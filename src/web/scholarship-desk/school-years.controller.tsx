import { Get, Query } from '@nestjs/common'
import { isUUID } from 'class-validator'
import { isLocalDate } from '#libs/local-date'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import {
  type PlaceInQueue,
  SchoolYearsInBranch,
  waitingStates,
} from '../../scholarship/school-years-in-branch.query.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { scholarshipReaders } from './roles.js'
import { ScholarshipLabels } from './scholarship-labels.js'
import { SchoolYearsPage } from './school-years.page.js'

const PAGE = 50

/** The school years of a branch that wait for a verifier, an approver or a rule. */
@PageController('petugas/beasiswa')
export class SchoolYearsPagesController {
  constructor(
    private readonly years: SchoolYearsInBranch,
    private readonly labels: ScholarshipLabels,
  ) {}

  @Get()
  @Roles(...scholarshipReaders)
  async list(
    @Query('tahap') wanted: unknown,
    @Query('sesudah') place: unknown,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const branchId = branchInSight(staff)
    const state = waitingStates.find((each) => each === wanted) ?? 'evidence_in'
    const after = placeFrom(place)
    const [found, counts] = await Promise.all([
      this.years.list(state, { branchId, after, limit: PAGE + 1 }),
      this.years.counts(branchId),
    ])
    const years = found.slice(0, PAGE)
    const last = found.length > PAGE ? years.at(-1) : undefined
    const next = last && `${last.received_on}~${last.id}`
    const further = after !== undefined
    return <SchoolYearsPage {...{ state, years, counts, next, further }} labels={this.labels} />
  }
}

/** Where a page goes on; an address that spells no place begins at the first. */
function placeFrom(text: unknown): PlaceInQueue | undefined {
  const [receivedOn, id] = typeof text === 'string' ? text.split('~') : []
  return isLocalDate(receivedOn) && isUUID(id) ? { receivedOn, id: String(id) } : undefined
}
