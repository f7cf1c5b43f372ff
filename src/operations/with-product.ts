import 'reflect-metadata'
import { setTimeout as sleep } from 'node:timers/promises'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { Database } from '../platform/database/database-settings.js'
import { migrate } from '../platform/database/migrate.js'
import { runtimeDatabase } from '../platform/database/runtime-database.js'
import { StderrLogger } from '../platform/logging/stderr-logger.js'
import { Sql } from '../platform/database/sql.js'
import { lifecycleSteps } from './lifecycle-steps.js'
import { StoryModule } from './story/story.module.js'

/** Lends a command the product's services on its database, without doors and without workers. */
export async function withProduct<Result>(
  work: (product: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const database = await runtimeDatabase()
  try {
    await migrate(database, lifecycleSteps)
    const settings = { database, redisUrl: process.env.REDIS_URL, relay: false }
    const product = await NestFactory.createApplicationContext(StoryModule.for(settings), {
      logger: new StderrLogger(),
      abortOnError: false,
    })
    try {
      return await work(product)
    } finally {
      await product.close()
    }
  } finally {
    if (database.embedded && !database.embedded.adopted) await connectionsEnded(database)
    await database.embedded?.stop()
  }
}

/** Queues end their connections a little after they say so; a server that stops under them makes them complain at length. */
async function connectionsEnded({ owner }: Database): Promise<void> {
  const sql = new Sql(owner, 1)
  const others = `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
  for (let tries = 0; tries < 40 && (await sql.rows(others)).length > 0; tries += 1) await sleep(25)
  await sql.onApplicationShutdown()
}
