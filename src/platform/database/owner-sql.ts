import { Injectable } from '@nestjs/common'
import { type DatabaseSettings } from './database-settings.js'
import { Sql, type SqlRunner } from './sql.js'

/**
 * One connection as the owner of the schema, for what the application's role may not write: who works here. A process
 * that was not given the owner's login gets the application's, and the database refuses.
 */
@Injectable()
export class OwnerSql extends Sql {
  /** The same one: whoever has to be alone on the database must not meet himself. */
  override readonly forGroups: SqlRunner = { rows: (text, values) => this.rows(text, values) }

  constructor(settings: DatabaseSettings) {
    super(settings, 1)
  }
}
