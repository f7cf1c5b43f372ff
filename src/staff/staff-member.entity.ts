import type { Opt } from '@mikro-orm/core'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'

/** A person who works for a branch. The counter of failed sign-ins and the lock belong to `SignIn` alone. */
@Entity({ tableName: 'staff_member' })
export class StaffMember {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id: Opt<string>

  @Property({ type: 'text' })
  username: string

  @Property({ type: 'text' })
  displayName: string

  @Property({ type: 'text', hidden: true, lazy: true })
  passwordHash: string

  @Property({ type: 'uuid' })
  branchId: string

  @Property({ type: 'boolean', default: true })
  active: Opt<boolean>
}
