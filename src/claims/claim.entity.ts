import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import type { Opt } from '@mikro-orm/core'
import type { ClaimState, ClaimType } from '#libs/lifecycle'

/**
 * A request for money that follows from an incident. Intake writes it while it is a draft, and its version moves with
 * its answers; state and round are moved by the gate alone, and the database refuses everybody else.
 */
@Entity({ tableName: 'claim' })
export class Claim {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id: Opt<string>

  @Property({ type: 'text' })
  number: string

  @Property({ type: 'text' })
  type: ClaimType

  @Property({ type: 'text', default: 'draft' })
  readonly state: Opt<ClaimState>

  @Property({ type: 'int', default: 0 })
  readonly version: Opt<number>

  /** Moves with whatever guards read, so that no decision rests on what is no longer so. */
  @Property({ type: 'int', default: 0 })
  readonly factsVersion: Opt<number>

  @Property({ type: 'int', default: 1 })
  readonly round: Opt<number>

  @Property({ type: 'uuid' })
  branchId: string

  @Property({ type: 'uuid', nullable: true })
  incidentId?: string | null

  /** Sealed; the person is found by the index. */
  @Property({ type: 'text', nullable: true })
  participantNik?: string | null

  @Property({ type: 'blob', nullable: true })
  participantNikIndex?: Buffer | null

  @Property({ type: 'text', nullable: true })
  participantName?: string | null

  @Property({ type: 'text', columnType: 'date', nullable: true })
  eventDate?: string | null

  @Property({ type: 'text', columnType: 'date', nullable: true })
  expiresOn?: string | null

  /** Numbers of persons and facts of health are sealed in place. */
  @Property({ type: 'json' })
  answers: object

  @Property({ type: 'json', nullable: true })
  coverage?: object | null

  @Property({ type: 'text' })
  createdBy: string

  /** The key under which the draft was opened: the same person with the same key gets the same draft. */
  @Property({ type: 'text', nullable: true })
  openingKey?: string | null

  @Property({ type: 'text', nullable: true })
  openingDigest?: string | null

  @Property({ type: 'text', columnType: 'timestamptz' })
  createdAt: string

  @Property({ type: 'text', columnType: 'timestamptz' })
  movedAt: string

  @Property({ type: 'text', columnType: 'timestamptz', nullable: true })
  readonly submittedAt?: string | null
}
