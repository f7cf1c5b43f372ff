import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

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
    private readonly personal: PersonalData,
  ) {}

  async add(claimId: string, authorId: string, body: string): Promise<void> {
    const seals = await this.personal.ofClaim(claimId)
    await this.sql.rows('insert into claim_note (claim_id, author_id, body, at) values ($1, $2, $3, $4)', [
      claimId,
      authorId,
      seals.text('claim_note.body', body),
      this.clock.now(),
    ])
  }

  /** The latest first. */
  async of(claimId: string): Promise<NoteOnFile[]> {
    const notes = await this.sql.rows<NoteOnFile>(
      `select m.display_name as author, n.body, n.at from claim_note n join staff_member m on m.id = n.author_id
       where n.claim_id = $1 order by n.id desc`,
      [claimId],
    )
    return this.personal.reveal(notes, { body: 'claim_note.body' })
  }
}
