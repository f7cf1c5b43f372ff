import { describe } from '@jest/globals'
import { aQueueStore } from './queue-suite.js'

describe('queues in PostgreSQL', () => {
  aQueueStore(
    () =>
      Promise.resolve({
        async wipe({ asOwner }) {
          const tables = await asOwner.rows<{ name: string }>(
            `select format('bullmq.%I', tablename) as name from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'`,
          )
          await asOwner.rows(`truncate ${tables.map(({ name }) => name).join(', ')}`)
        },
      }),
    () => Promise.resolve(),
  )
})
