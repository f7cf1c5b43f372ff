import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

/** Whose a membership card is. */
@Injectable()
export class ParticipantOfCard {
  constructor(private readonly sql: Sql) {}

  async find(kpj: string): Promise<{ nik: string } | undefined> {
    return this.sql.first<{ nik: string }>(
      'select p.nik from membership m join participant p on p.id = m.participant_id where m.kpj = $1 limit 1',
      [kpj],
    )
  }
}
