import { Injectable } from '@nestjs/common'
import { type DatabaseSettings } from './database-settings.js'
import { Sql } from './sql.js'

/**
 * One connection as the owner of the schema, for what the application's role may not write: who works here. A process
 * that was not given the owner's login gets the application's, and the database refuses.
 */
@Injectable()
export class OwnerSql extends Sql {
  constructor(settings: DatabaseSettings) {
    super(settings, 1)
  }
}
