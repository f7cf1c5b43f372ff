import { Get } from '@nestjs/common'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { MembersInBranch } from '../../staff/members-in-branch.query.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { UsersPage } from './users.page.js'

/** A1: accounts. They are opened and closed by the command line: the application's own login may not change them. */
@PageController('admin/pengguna')
export class UsersController {
  constructor(
    private readonly members: MembersInBranch,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('admin', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const members = await this.members.list(branchInSight(staff))
    return <UsersPage members={members} roleLabel={(role) => this.words.label('roles', role)} />
  }
}
