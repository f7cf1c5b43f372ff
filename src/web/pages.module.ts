/**
 * The doors for people: pages for families, branch staff and managers. Like the door for machines they translate between
 * requests and the services of the stages, and decide nothing.
 */
import { Global, Module } from '@nestjs/common'
import { ClaimsInBranch } from '../claims/claims-in-branch.query.js'
import { ProblemPage } from '../platform/problem/problem-page.port.js'
import { ProblemWords } from '../platform/problem/problem-words.js'
import { StaffModule } from '../staff/staff.module.js'
import { QueueController } from './branch/queue.controller.js'
import { SignInController } from './branch/sign-in.controller.js'
import { StartController } from './claimant/start.controller.js'
import { AssetsController } from './shared/assets.controller.js'
import { Assets } from './shared/assets.js'
import { Forms } from './shared/form.js'
import { Pages } from './shared/pages.service.js'
import { ProblemPages } from './shared/problem-page.service.js'

@Global()
@Module({
  imports: [StaffModule],
  controllers: [AssetsController, StartController, SignInController, QueueController],
  providers: [
    Assets,
    Pages,
    Forms,
    ProblemWords,
    ClaimsInBranch,
    { provide: ProblemPage, useClass: ProblemPages },
  ],
  exports: [ProblemPage],
})
export class PagesModule {}
