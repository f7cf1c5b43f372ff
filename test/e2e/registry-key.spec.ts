/** A new key for the registry: every value is sealed anew, nothing else changes, and it may be stopped in the middle. */
import { parseLocalDate } from '#libs/local-date'
import { OwnerSql } from '../../src/platform/database/owner-sql.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import { NamedKeys } from '../../src/platform/personal-data/named-keys.js'
import { RegistryResealing } from '../../src/platform/personal-data/registry-resealing.service.js'
import { MASTER_KEYS, personalDataOn } from '../support/personal-data.js'
import { aRow, kpjOf, nikOf, TestRegistry } from './participants-registry.js'

let registry: TestRegistry
let owner: OwnerSql
let resealing: RegistryResealing

beforeAll(async () => {
  registry = await TestRegistry.open()
  owner = new OwnerSql(registry.database.owner)
  const keys = new NamedKeys(registry.sql, registry.clock, KeyRing.parse(MASTER_KEYS))
  resealing = new RegistryResealing(owner, keys)
  await registry.send([aRow(0, { phone: '081234567890' }), aRow(1), aRow(2, { sex: '' }), aRow(0)])
  registry.clock.moveTo('2022-10-02T01:00:00.000Z')
  await registry.send([aRow(0, { occupation: 'pekebun' })])
})
afterAll(async () => {
  await owner.onApplicationShutdown()
  await registry.close()
})

/** How many values each key has sealed. */
const byKey = async (): Promise<Record<string, number>> => {
  const rows = await registry.sql.rows<{ key: string; count: number }>(
    `select split_part(sealed, '.', 2) as key, count(*)::int as count from (
       select identity as sealed from participant union all select identity from participant_past
       union all select coalesce(cells ->> 'identity', cells #>> '{}') from import_finding where cells is not null
       union all select accepted_reason from import_batch where accepted_reason is not null) s
     group by 1 order by 1`,
  )
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]))
}
const read = async () => {
  const fresh = personalDataOn(registry.sql, registry.clock)
  const people = await registry.sql.rows<{ identity: string }>(
    'select identity from (select identity, id, 0 as o from participant union all select identity, id, 1 from participant_past) p order by o, id',
  )
  return fresh.reveal(people, { identity: 'participant.identity' })
}

it('takes every value, and the registry reads as before', async () => {
  const before = await read()
  const refused = await registry.refused.list(1n, 'refused', 10)
  expect(await byKey()).toEqual({ r1: 6 })
  expect(await resealing.renew()).toEqual({ key: 'r2', made: true, values: 6 })
  expect(await byKey()).toEqual({ r2: 6 })
  expect(await read()).toEqual(before)
  expect(await registry.refused.list(1n, 'refused', 10)).toEqual(refused)
})

it('is no correction: the past keeps no version for it', async () => {
  expect(await registry.count('participant_past')).toBe(1)
  const rows = await registry.sql.rows('select superseded_at from participant_past')
  expect(rows).toEqual([{ superseded_at: '2022-10-02T01:00:00.000Z' }])
})

it('goes on where it was stopped, and takes what was written meanwhile, without another key', async () => {
  const keys = new NamedKeys(registry.sql, registry.clock, KeyRing.parse(MASTER_KEYS))
  await keys.makeRegistryKey()
  expect(await resealing.renew()).toEqual({ key: 'r3', made: false, values: 6 })
  expect(await byKey()).toEqual({ r3: 6 })
})

it('is used for what comes after', async () => {
  const fresh = personalDataOn(registry.sql, registry.clock)
  expect((await fresh.ofRegistry()).json('participant.identity', [nikOf(7)])).toMatch(/^v1\.r3\./)
  const answer = await registry.coverage.answer({ nik: nikOf(0) }, parseLocalDate('2022-10-11'))
  expect(answer.kpj).toBe(kpjOf(0))
})
