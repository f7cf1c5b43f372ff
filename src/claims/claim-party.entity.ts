import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import type { Opt } from '@mikro-orm/core'

/** Somebody who lodged the claim or joined it: an heir, a representative, an employer, a hospital, an officer for them. */
@Entity({ tableName: 'claim_party' })
export class ClaimParty {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id: Opt<string>

  @Property({ type: 'uuid' })
  claimId: string

  @Property({ type: 'text' })
  kind: 'heir' | 'representative' | 'employer' | 'facility' | 'officer'

  @Property({ type: 'text' })
  name: string

  @Property({ type: 'text', nullable: true })
  relation?: string | null

  /** Sealed. */
  @Property({ type: 'text', nullable: true })
  phone?: string | null

  @Property({ type: 'blob', nullable: true })
  phoneIndex?: Buffer | null

  @Property({ type: 'text', columnType: 'timestamptz' })
  joinedAt: string
}
