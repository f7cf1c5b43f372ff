import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { createDatabase, embeddedDatabase } from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { isAlive } from './processes.js'
import { TEMPLATE } from './test-database.js'

/** A disk that is memory: a copy of the template is a thousand small files, which it writes ten times as fast. */
const MEMORY = '/dev/shm'
/** What the databases of a whole run may come to, with room to spare. */
const ROOM = 4 * 1024 ** 3

async function folderWithRoom(): Promise<string> {
  const free = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  const inMemory = Math.min(free, process.availableMemory()) > ROOM
  return mkdtemp(join(inMemory ? MEMORY : tmpdir(), `santun-test-${process.pid}-`))
}

/** What a run that was killed left there would hold memory until the machine starts anew. */
async function clearAfterTheKilled(): Promise<void> {
  for (const name of await readdir(MEMORY).catch(() => [])) {
    const [, pid] = /^santun-test-(\d+)-/.exec(name) ?? []
    if (pid === undefined || isAlive(Number(pid))) continue
    // One of another user's stays.
    await rm(join(MEMORY, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** One throw-away server a run, with one migrated template database; every test file copies the template. */
export async function startTestServer(): Promise<() => Promise<void>> {
  await clearAfterTheKilled()
  const folder = await folderWithRoom()
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_wal_size: '256MB',
  }
  const server = await startEmbeddedPostgres({ dataFolder: folder, settings })
  await createDatabase(server, TEMPLATE)
  await migrate(embeddedDatabase(server.socketFolder, TEMPLATE), lifecycleSteps)
  process.env.SANTUN_TEST_SOCKETS = server.socketFolder
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
