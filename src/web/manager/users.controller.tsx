import { Get, Param, Post } from '@nestjs/common'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotAllowed } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { MembersInBranch } from '../../staff/members-in-branch.query.js'
import { StaffAccounts } from '../../staff/staff-accounts.service.js'
import { type PageAnswer, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { UsersPage } from './users.page.js'

/** A1: accounts. They are opened by the command line, where a password can be handed over in person. */
@PageController('admin/pengguna')
export class UsersController {
  constructor(
    private readonly members: MembersInBranch,
    private readonly accounts: StaffAccounts,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles('admin', 'manager', 'auditor')
  async list(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const members = await this.members.list(branchInSight(staff))
    return <UsersPage members={members} roleLabel={(role) => this.words.label('roles', role)} />
  }

  @Post(':username/tutup')
  @Roles('admin')
  async close(@Param('username') username: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    if (username === staff.username) throw new NotAllowed('Akun sendiri ditutup oleh orang lain.')
    await this.accounts.deactivate(username)
    return seeOther('/admin/pengguna?hasil=closed')
  }
}
