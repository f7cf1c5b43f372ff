import { Get } from '@nestjs/common'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { MembersInBranch } from '../../staff/members-in-branch.query.js'
import { StaffChanges } from '../../staff/staff-changes.service.js'
import type { PageAnswer } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { UsersPage } from './users.page.js'

/** A1: accounts, and what shall become of them. The application's own login may not change them: its owner's command does. */
@PageController('admin/pengguna')
export class UsersController {
  constructor(
    private readonly members: MembersInBranch,
    private readonly changes: StaffChanges,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('admin', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const [members, changes] = await Promise.all([
      this.members.list(branchInSight(staff)),
      this.changes.list(branchInSight(staff)),
    ])
    const roleLabel = (role: string) => this.words.label('roles', role)
    return <UsersPage {...{ members, changes, roleLabel }} />
  }
}
