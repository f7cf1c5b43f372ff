import type { Opt } from '@mikro-orm/core'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'

export const branchZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const
export type BranchZone = (typeof branchZones)[number]

/** An office. Its zone decides on which calendar date something happens. */
@Entity({ tableName: 'branch' })
export class Branch {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id: Opt<string>

  @Property({ type: 'text' })
  code: string

  @Property({ type: 'text' })
  name: string

  @Property({ type: 'text' })
  zone: BranchZone

  @Property({ type: 'text' })
  phone: string
}
