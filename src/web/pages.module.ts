/**
 * The doors for people: pages for families, branch staff and managers. Like the door for machines they translate between
 * requests and the services of the stages, and decide nothing.
 */
import { Global, Module } from '@nestjs/common'
import { ProblemPage } from '../platform/problem/problem-page.port.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { BranchPagesModule } from './branch/branch-pages.module.js'
import { CheckPagesModule } from './check/check-pages.module.js'
import { DraftPagesModule } from './claimant/draft/draft-pages.module.js'
import { CoveragePagesModule } from './coverage/coverage-pages.module.js'
import { CounterModule } from './counter/counter.module.js'
import { StartController } from './claimant/start.controller.js'
import { WayInModule } from './claimant/way-in.module.js'
import { IncidentPagesModule } from './incidents/incident-pages.module.js'
import { ImportPagesModule } from './import/import-pages.module.js'
import { LawPagesModule } from './law/law-pages.module.js'
import { ManagerPagesModule } from './manager/manager-pages.module.js'
import { ScholarshipDeskPagesModule } from './scholarship-desk/scholarship-pages.module.js'
import { AssetsController } from './shared/assets.controller.js'
import { Assets } from './shared/assets.js'
import { Forms } from './shared/form.js'
import { ObjectionPagesModule } from './objections/objection-pages.module.js'
import { SponsorPagesModule } from './sponsors/sponsor-pages.module.js'
import { ScholarshipPagesModule } from './scholarship/scholarship-pages.module.js'
import { Pages } from './shared/pages.service.js'
import { ProblemPages } from './shared/problem-page.service.js'

@Global()
@Module({
  imports: [
    WayInModule,
    ScholarshipPagesModule,
    DraftPagesModule,
    CounterModule,
    BranchPagesModule,
    IncidentPagesModule,
    ManagerPagesModule,
    LawPagesModule,
    ObjectionPagesModule,
    ScholarshipDeskPagesModule,
    ImportPagesModule,
    SponsorPagesModule,
    CoveragePagesModule,
    CheckPagesModule,
  ],
  controllers: [AssetsController, StartController],
  providers: [Assets, Pages, Forms, ProblemWords, { provide: ProblemPage, useClass: ProblemPages }],
  // The pages of each area stand in a module of their own.
  exports: [ProblemPage, Pages, Forms, ProblemWords],
})
export class PagesModule {}
