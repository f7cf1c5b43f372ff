import { MikroOrmModule } from '@mikro-orm/nestjs'
import { type DynamicModule, Global, Module } from '@nestjs/common'
import { Clock, SystemClock } from '../clock/clock.js'
import { type DatabaseSettings } from './database-settings.js'
import { ormOptions } from './orm-options.js'
import { OwnerSql } from './owner-sql.js'
import { Sql } from './sql.js'

/** One database as the application's role: MikroORM for models, `Sql` for the hot path, and the clock beside them. */
@Global()
@Module({})
export class DatabaseModule {
  static for(
    settings: DatabaseSettings,
    clock: Clock = new SystemClock(),
    owner: DatabaseSettings = settings,
  ): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        // Whoever needs a unit of work forks one; a request has none of its own.
        MikroOrmModule.forRoot({
          ...ormOptions(settings),
          autoLoadEntities: true,
          registerRequestContext: false,
        }),
      ],
      providers: [
        { provide: Sql, useFactory: () => new Sql(settings) },
        { provide: OwnerSql, useFactory: () => new OwnerSql(owner) },
        { provide: Clock, useValue: clock },
      ],
      exports: [Sql, OwnerSql, Clock],
    }
  }
}
