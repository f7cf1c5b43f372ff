import { describe, expect, it, beforeAll, afterAll } from '@jest/globals'
import pg from 'pg'
import { poolOptions } from '../../src/platform/database/database-settings.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

describe('the database', () => {
  let database: TestDatabase
  let client: pg.Client
  beforeAll(async () => {
    database = await createTestDatabase()
    client = new pg.Client(poolOptions(database.application))
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await database.drop()
  })

  it('lets the application read the steps of the lifecycle but not write them', async () => {
    const steps = await client.query('select count(*)::int as count from lifecycle_step')
    expect(steps.rows[0].count).toBeGreaterThan(30)
    await expect(client.query('delete from lifecycle_step')).rejects.toThrow('permission denied')
  })

  it('has no function that a temporary table could deceive, and no staff that the application could make up', async () => {
    const loose = await client.query(
      `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('public', 'bank_simulator') and p.prosqlbody is null and not coalesce(p.proconfig::text like '%search_path%', false)`,
    )
    expect(loose.rows).toEqual([])
    for (const table of ['branch', 'staff_member', 'staff_role']) {
      await expect(client.query(`insert into ${table} default values`)).rejects.toThrow('permission denied')
    }
  })
})
