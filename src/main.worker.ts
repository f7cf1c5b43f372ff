import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { assertDeploymentSettings } from './deployment-settings.js'
import { MovedClock } from './platform/clock/clock.js'
import { runtimeDatabase } from './platform/database/runtime-database.js'
import { dieWithParent } from './platform/die-with-parent.js'
import { StderrLogger } from './platform/logging/stderr-logger.js'
import { endWithReason } from './platform/problem/failed-start.js'
import { WorkerModule } from './worker.module.js'

/** Starts the job workers. Any number of these processes may run side by side. */
async function start(): Promise<void> {
  assertDeploymentSettings()
  // In the story a worker lives at the moment of the event that woke it.
  const clock =
    process.connected && process.env.SANTUN_CLOCK === 'story'
      ? new MovedClock('2015-07-01T00:00:00.000Z')
      : undefined
  const worker = await NestFactory.createApplicationContext(
    WorkerModule.for({
      database: await runtimeDatabase(),
      redisUrl: process.env.REDIS_URL,
      clock,
      redeliverAfter: clock ? 3 : undefined,
    }),
    { logger: new StderrLogger(), abortOnError: false },
  )
  worker.enableShutdownHooks()
  dieWithParent(() => worker.close())
  process.send?.('ready')
}

await start().catch(endWithReason)
