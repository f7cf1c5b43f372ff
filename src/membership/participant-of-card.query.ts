import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { type Identity, PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface CardHolder {
  nik: string
  nikIndex: Buffer
}

/** Whose a membership card is. */
@Injectable()
export class ParticipantOfCard {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  async find(kpj: string): Promise<CardHolder | undefined> {
    const rows = await this.sql.rows<{ identity: Identity; nikIndex: Buffer }>(
      `select p.identity, p.nik_index as "nikIndex" from membership m join participant p on p.id = m.participant_id
       where m.kpj = $1 limit 1`,
      [kpj],
    )
    const [holder] = await this.personal.reveal(rows, { identity: 'participant.identity' })
    return holder && { nik: holder.identity[0], nikIndex: holder.nikIndex }
  }
}
