import { Get, Param } from '@nestjs/common'
import { ClaimSearch } from '../../claims/claim-search.service.js'
import { DocumentService } from '../../documents/document.service.js'
import { RegisteredPersons } from '../../membership/registered-person.query.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { ClaimDesk } from './claim-desk.service.js'
import { SummaryPage } from './claim-summary.page.js'

/** The first page of a claim: what is known, and where each came from. */
@PageController('petugas/klaim/:number')
export class ClaimSummaryController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly documents: DocumentService,
    private readonly registered: RegisteredPersons,
    private readonly search: ClaimSearch,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async summary(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const { id, participant_nik: nik } = claim.file
    const [registered, coverage, documents, same] = await Promise.all([
      this.registered.ofClaim(id),
      this.registered.coverageOf(id),
      this.documents.listFor(id, this.desk.reader(staff)),
      nik ? this.search.within(nik, { staffId: staff.staffId, branchId: staff.branch.id }) : [],
    ])
    const required = documents.filter(({ necessity }) => necessity === 'required')
    const done = required.filter(({ state }) => state === 'accepted' || state === 'waived')
    const view = {
      claim,
      registered,
      coverage,
      others: same.filter((other) => other.number !== number),
      documents: { done: done.length, asked: required.length },
    }
    return <SummaryPage view={view} />
  }
}
