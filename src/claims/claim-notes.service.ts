import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'

export interface NoteOnFile {
  author: string
  body: string
  at: string
}

/** What people at the desk write for each other. A note decides nothing, and none is changed or taken away. */
@Injectable()
export class ClaimNotes {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async add(claimId: string, authorId: string, body: string): Promise<void> {
    await this.sql.rows('insert into claim_note (claim_id, author_id, body, at) values ($1, $2, $3, $4)', [
      claimId,
      authorId,
      body,
      this.clock.now(),
    ])
  }

  /** The latest first. */
  of(claimId: string): Promise<NoteOnFile[]> {
    return this.sql.rows<NoteOnFile>(
      `select m.display_name as author, n.body, n.at from claim_note n join staff_member m on m.id = n.author_id
       where n.claim_id = $1 order by n.id desc`,
      [claimId],
    )
  }
}
