import { MikroOrmModule } from '@mikro-orm/nestjs'
import { Module } from '@nestjs/common'
import { Branch } from './branch.entity.js'
import { StaffAccounts } from './staff-accounts.service.js'
import { StaffChangeApplier } from './staff-change-applier.service.js'
import { StaffChanges } from './staff-changes.service.js'
import { StaffMember } from './staff-member.entity.js'
import { StaffRole } from './staff-role.entity.js'

/** Who works here: accounts, roles, limits. */
@Module({
  imports: [MikroOrmModule.forFeature([Branch, StaffMember, StaffRole])],
  providers: [StaffAccounts, StaffChanges, StaffChangeApplier],
  exports: [StaffAccounts, StaffChanges, StaffChangeApplier],
})
export class StaffModule {}
