import 'reflect-metadata'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { migrate } from '../platform/database/migrate.js'
import { runtimeDatabase } from '../platform/database/runtime-database.js'
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
      logger: ['error', 'warn'],
      abortOnError: false,
    })
    try {
      return await work(product)
    } finally {
      await product.close()
    }
  } finally {
    await database.embedded?.stop()
  }
}
