import { Get } from '@nestjs/common'
import { dateOfInstant, parseInstant } from '#libs/local-date'
import { ChecklistService } from '../../documents/checklist.service.js'
import { DocumentDecisions } from '../../documents/document-decisions.service.js'
import { Clock } from '../../platform/clock/clock.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ServiceFiguresQuery } from '../../reporting/service-figures.query.js'
import { WaitingDecisions } from '../../reporting/waiting-decisions.query.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { zoneOf } from '../shared/when.js'
import { DashboardPage } from './dashboard.page.js'

/** M4: how long families wait, what it costs, why files go back. */
@PageController('pimpinan/dasbor')
export class DashboardController {
  constructor(
    private readonly figures: ServiceFiguresQuery,
    private readonly waiting: WaitingDecisions,
    private readonly clock: Clock,
    private readonly checklists: ChecklistService,
    private readonly decisions: DocumentDecisions,
  ) {}

  @Get()
  @Roles('manager', 'auditor')
  async show(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const today = dateOfInstant(parseInstant(this.clock.now()), zoneOf(staff.branch.zone))
    const branch = branchInSight(staff)
    const [figures, waiting] = await Promise.all([
      this.figures.read(branch, today),
      this.waiting.list(branch),
    ])
    return (
      <DashboardPage
        figures={figures}
        waiting={waiting}
        documentLabel={(code) => this.checklists.nameOf(code)}
        defectLabel={(code) => this.decisions.defectInWords(code)}
      />
    )
  }
}
