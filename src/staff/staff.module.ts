import { MikroOrmModule } from '@mikro-orm/nestjs'
import { Module } from '@nestjs/common'
import { Branch } from './branch.entity.js'
import { StaffAccounts } from './staff-accounts.service.js'
import { StaffMember } from './staff-member.entity.js'
import { StaffRole } from './staff-role.entity.js'

/** Who works here: accounts, roles, limits. */
@Module({
  imports: [MikroOrmModule.forFeature([Branch, StaffMember, StaffRole])],
  providers: [StaffAccounts],
  exports: [StaffAccounts],
})
export class StaffModule {}
