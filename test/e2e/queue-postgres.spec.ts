import { describe } from '@jest/globals'
import { aQueueStore } from './queue-suite.js'
import { lostRace } from '../../src/platform/database/sql.js'

describe('queues in PostgreSQL', () => {
  aQueueStore(
    () =>
      Promise.resolve({
        async wipe({ asOwner }) {
          const tables = await asOwner.rows<{ name: string }>(
            `select format('bullmq.%I', tablename) as name from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'`,
          )
          const truncate = `truncate ${tables.map(({ name }) => name).join(', ')}`
          // The queues are in full use: a truncation that waits in a circle with them is simply tried again.
          for (let wiped = false; !wiped;) {
            wiped = await asOwner.rows(truncate).then(
              () => true,
              (error: unknown) => {
                if (!lostRace(error)) throw error
                return false
              },
            )
          }
        },
      }),
    () => Promise.resolve(),
  )
})
