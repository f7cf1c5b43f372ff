import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import type { Opt } from '@mikro-orm/core'

/** Somebody who is paid on a claim, and the account the money goes to. */
@Entity({ tableName: 'payee' })
export class Payee {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id: Opt<string>

  @Property({ type: 'uuid' })
  claimId: string

  /** Eldest first: left-over rupiahs of an equal split go to the first ones. */
  @Property({ type: 'int' })
  position: number

  @Property({ type: 'text' })
  name: string

  @Property({ type: 'text' })
  relation: string

  @Property({ type: 'text', columnType: 'date', nullable: true })
  birthDate?: string | null

  @Property({ type: 'text' })
  bankCode: string

  @Property({ type: 'text' })
  accountNumber: string

  @Property({ type: 'text' })
  accountHolder: string

  @Property({ type: 'text', default: 'unverified' })
  accountState: Opt<'unverified' | 'name_matched' | 'name_near' | 'name_mismatch' | 'came_back' | 'invalid'>

  @Property({ type: 'uuid', nullable: true })
  confirmedBy?: string | null
}
