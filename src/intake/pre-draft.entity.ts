import type { Opt } from '@mikro-orm/core'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'

/** What a browser without a confirmed phone has told so far. */
@Entity({ tableName: 'pre_draft' })
export class PreDraft {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id: Opt<string>

  @Property({ type: 'blob' })
  sessionHash: Buffer

  @Property({ type: 'text' })
  answers: string

  @Property({ type: 'text', columnType: 'timestamptz' })
  begunAt: string
}
