import { BigIntType, PrimaryKeyProp } from '@mikro-orm/core'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import type { StaffRoleName } from '../platform/login/staff-roles.js'

/** One of the roles that a member of staff holds; an approver's comes with the amount he may decide alone. */
@Entity({ tableName: 'staff_role' })
export class StaffRole {
  [PrimaryKeyProp]?: ['staffId', 'role']

  @PrimaryKey({ type: 'uuid' })
  staffId: string

  @PrimaryKey({ type: 'text' })
  role: StaffRoleName

  /** Whole rupiah. */
  @Property({ type: new BigIntType('bigint'), nullable: true })
  approvalLimit?: bigint | null
}
