import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'

/** What a membership card alone may reveal: whether there is a claim. Nothing of whose, since when or how it stands. */
@Injectable()
export class CardClaims {
  constructor(private readonly sql: Sql) {}

  async haveClaim(kpj: string): Promise<boolean> {
    const row = await this.sql.first<{ found: boolean }>(
      `select exists (select from membership m join participant p on p.id = m.participant_id
         join claim c on c.participant_nik_index = p.nik_index where m.kpj = $1 and c.state not in ('draft', 'merged')) as found`,
      [kpj],
    )
    return row?.found ?? false
  }
}
