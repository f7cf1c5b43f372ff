import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy'
import { Migrator } from '@mikro-orm/migrations'
import { defineConfig, type Options } from '@mikro-orm/postgresql'
import type { DatabaseSettings } from './database-settings.js'
import { migrations } from './migrations/index.js'

/** MikroORM for one role of one database. Entities are named by the modules that own them. */
export function ormOptions(settings: DatabaseSettings): Options {
  return defineConfig({
    host: settings.host,
    port: settings.port,
    user: settings.user,
    password: settings.password,
    dbName: settings.database,
    driverOptions: settings.role ? { options: `-c role=${settings.role}` } : {},
    pool: { min: 0, max: 8 },
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    migrations: {
      migrationsList: migrations,
      snapshot: false,
      silent: true,
      transactional: true,
      allOrNothing: true,
    },
  })
}
