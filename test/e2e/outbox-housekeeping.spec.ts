import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Sql } from '../../src/platform/database/sql.js'
import { OutboxHousekeeping } from '../../src/platform/outbox/outbox-housekeeping.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

describe('the housekeeping of the outbox', () => {
  let database: TestDatabase
  let sql: Sql
  beforeAll(async () => {
    database = await createTestDatabase()
    sql = new Sql(database.application, 2)
  })
  afterAll(async () => {
    await sql.onApplicationShutdown()
    await database.drop()
  })

  const left = async (): Promise<unknown[]> => {
    const rows = await sql.rows<{ name: unknown }>(`select payload -> 'name' as name from outbox order by 1`)
    return rows.map(({ name }) => name)
  }

  it('removes what was handled a quarter of a year ago, and nothing else', async () => {
    await sql.rows(
      `insert into outbox (topic, payload, occurred_at, handled_at, gave_up_at)
       select 'documents.check', jsonb_build_object('name', x.name), now(), clock_timestamp() - x.handled, clock_timestamp() - x.gave_up
       from (values ('handled long ago', interval '91 days', null), ('handled lately', interval '89 days', null),
         ('never handled', null, null), ('given up', null, interval '200 days')) as x(name, handled, gave_up)`,
    )
    expect(await new OutboxHousekeeping(sql).run()).toBe(1)
    expect(await left()).toEqual(['given up', 'handled lately', 'never handled'])
  })

  it('cannot be talked into removing more, and nobody else may remove anything', async () => {
    await sql.rows(
      `insert into outbox (topic, payload, occurred_at, handled_at)
       values ('documents.check', '{"name": "handled yesterday"}', now(), clock_timestamp() - interval '1 day')`,
    )
    await sql.rows('select purge_outbox(-5, 1000)')
    expect(await left()).toContain('handled yesterday')
    await expect(sql.rows('delete from outbox')).rejects.toThrow('permission denied')
  })
})
