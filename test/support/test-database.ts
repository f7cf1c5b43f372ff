import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type Database, embeddedDatabase } from '../../src/platform/database/database-settings.js'
import { OWNER_ROLE } from '../../src/platform/database/embedded-postgres.js'

export const TEMPLATE = 'santun_template'

export interface TestDatabase extends Database {
  drop(): Promise<void>
}

/** A fresh, migrated database of the test file's own, copied from the template in some hundredths of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const socketFolder = process.env.SANTUN_TEST_SOCKETS
  if (!socketFolder) throw new Error('The test server is not running: start the tests with "npm test".')
  const name = `santun_test_${randomBytes(6).toString('hex')}`
  await asOwner(socketFolder, `create database ${name} template ${TEMPLATE} strategy file_copy`)
  const database = embeddedDatabase(socketFolder, name)
  return { ...database, drop: () => asOwner(socketFolder, `drop database ${name} with (force)`) }
}

async function asOwner(socketFolder: string, sql: string): Promise<void> {
  const client = new pg.Client({ host: socketFolder, user: OWNER_ROLE, database: 'postgres' })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
