import { createPostgresBackend, type QueueOptions, setDefaultBackendFactory } from 'bullmq'
import { type DatabaseSettings, poolOptions } from '../database/database-settings.js'

/** Connections each queue and each worker may hold in PostgreSQL; Redis needs one each. */
const CONNECTIONS_EACH = 3

/**
 * Redis where REDIS_URL names one, else BullMQ's own schema in the product's PostgreSQL, so that a machine with nothing
 * but npm runs the whole product. The queue is never the truth on either: see the outbox.
 */
export function queueConnection(
  settings: DatabaseSettings,
  redisUrl: string | undefined,
): QueueOptions['connection'] {
  if (redisUrl) {
    setDefaultBackendFactory(undefined)
    return { url: redisUrl, maxRetriesPerRequest: null }
  }
  setDefaultBackendFactory(createPostgresBackend)
  // @nestjs/bullmq passes the value on untouched; its type knows Redis only.
  return { ...poolOptions(settings), max: CONNECTIONS_EACH }
}
