import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import { LAST_EARLIER_STEP } from '../../src/platform/database/earlier-schema.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { migrations } from '../../src/platform/database/migrations/index.js'
import { Sql } from '../../src/platform/database/sql.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const today = migrations.map(({ name }) => name)

describe('a database that was made by earlier steps', () => {
  let database: TestDatabase
  let owner: Sql
  beforeEach(async () => {
    database = await createTestDatabase()
    owner = new Sql(database.owner)
  })
  afterEach(async () => {
    await owner.onApplicationShutdown()
    await database.drop()
  })

  it('keeps its rows and goes on under the names of today', async () => {
    await owner.rows(
      "insert into branch (code, name, zone, phone) values ('TGR', 'Tanah Grogot', 'Asia/Makassar', '0')",
    )
    await took('002-claims', LAST_EARLIER_STEP)
    await migrate(database, lifecycleSteps)
    expect(await taken()).toEqual(today)
    expect(await owner.rows('select code from branch')).toEqual([{ code: 'TGR' }])
  })

  it('is refused, and left as it is, when it stopped on the way', async () => {
    await took('001-foundation', '002-claims')
    await expect(migrate(database, lifecycleSteps)).rejects.toThrow('data Anda tetap utuh')
    expect(await taken()).toEqual(['001-foundation', '002-claims'])
  })

  async function took(...names: string[]): Promise<void> {
    await owner.rows('delete from mikro_orm_migrations')
    await owner.rows('insert into mikro_orm_migrations (name) select unnest($1::text[])', [names])
  }

  async function taken(): Promise<string[]> {
    const rows = await owner.rows<{ name: string }>('select name from mikro_orm_migrations order by id')
    return rows.map(({ name }) => name)
  }
})
