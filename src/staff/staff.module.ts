import { MikroOrmModule } from '@mikro-orm/nestjs'
import { Module } from '@nestjs/common'
import { SessionReader } from '../platform/login/signed-in.js'
import { Branch } from './branch.entity.js'
import { SignIn } from './sign-in.service.js'
import { StaffAccounts } from './staff-accounts.service.js'
import { StaffMember } from './staff-member.entity.js'
import { StaffRole } from './staff-role.entity.js'

/** Who works here: accounts, roles, limits, and the sessions in which they are signed in. */
@Module({
  imports: [MikroOrmModule.forFeature([Branch, StaffMember, StaffRole])],
  providers: [StaffAccounts, SignIn, { provide: SessionReader, useExisting: SignIn }],
  exports: [StaffAccounts, SignIn, SessionReader],
})
export class StaffModule {}
