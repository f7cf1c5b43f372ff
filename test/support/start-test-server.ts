import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { createDatabase, embeddedDatabase } from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { TEMPLATE } from './test-database.js'

/** One throw-away server a run, with one migrated template database; every test file copies the template. */
export async function startTestServer(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'santun-test-'))
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const server = await startEmbeddedPostgres({ dataFolder: folder, settings })
  await createDatabase(server, TEMPLATE)
  await migrate(embeddedDatabase(server.socketFolder, TEMPLATE), lifecycleSteps)
  process.env.SANTUN_TEST_SOCKETS = server.socketFolder
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
