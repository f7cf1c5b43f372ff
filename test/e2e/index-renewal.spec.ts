/** New keys for the indexes by which people, phones and accounts are found: who was found before is found after, by nothing of the old. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { verifyHistory } from '../../src/claims/verify-history.query.js'
import { ClaimSearch } from '../../src/claims/claim-search.service.js'
import { ClaimsOfClaimant } from '../../src/claims/claims-of-claimant.query.js'
import { verifyIncidents } from '../../src/incidents/verify-incidents.query.js'
import { Coverage } from '../../src/membership/coverage.service.js'
import { ParticipantImport } from '../../src/membership/participant-import.service.js'
import { OwnerSql } from '../../src/platform/database/owner-sql.js'
import {
  indexes,
  type RenewableIndex,
  renewableIndexes,
} from '../../src/platform/personal-data/index-columns.js'
import { IndexRenewal } from '../../src/platform/personal-data/index-renewal.service.js'
import { KeyRing } from '../../src/platform/personal-data/key-ring.js'
import {
  ClaimantSessions,
  type SignedInClaimant,
} from '../../src/platform/login/claimant-sessions.service.js'
import { KnownDevices } from '../../src/platform/login/known-devices.service.js'
import { PhoneIndex } from '../../src/platform/login/phone-index.js'
import { verifyRecords } from '../../src/reporting/verify-records.query.js'
import { verifyScholarshipHistory } from '../../src/scholarship/verify-scholarship-history.query.js'
import { AccountCheck } from '../../src/verification/account-check.service.js'
import { Witnesses } from '../../src/verification/witnesses.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { anIncident, type TestIncident } from '../factories/incident.js'
import { aWageEarner } from '../factories/participant.js'
import { aScholarship } from '../factories/school-year.js'
import { MASTER_KEYS, personalDataOn } from '../support/personal-data.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'
import { aRow, csv, nikOf, type Row } from './participants-registry.js'

const PHONE = '+6281255509001'
const OF_NOBODY = '+6281255509002'
const WITNESS = { name: 'Halimah', nik: nikOf(7) }
const period = { from: '2022-10-11', to: '2022-10-14', payee: 'participant', doctor: 'dr. Fiktif' } as const
const columns = renewableIndexes.flatMap((kind) => indexes[kind].columns)

describe('the key of an index', () => {
  let product: Product
  let owner: OwnerSql
  let school: TestClaim
  let lodged: TestClaim
  let late: TestClaim
  let accident: TestIncident
  let token: string
  let device: string
  let old: string[]

  beforeAll(async () => {
    product = await Product.start()
    await register(aRow(0))
    await register(aRow(0, { occupation: 'pekebun' }))
    school = (await aScholarship(product)).claim
    lodged = await aClaim(product).reachedBy(PHONE).withoutDocuments().draft()
    await lodged.submit()
    await product.get(Witnesses).record(lodged.id, WITNESS, product.staff.verifier)
    const worker = await aWageEarner(product.sql, { wage: 3_000_000 })
    const about = { eventDate: '2022-10-10', accidentAt: '2022-10-10T08:00:00+08:00' }
    accident = await (await anIncident(product, worker, about)).inTreatment('2022-10-10T02:00:00.000Z')
    await accident.care.addPeriod(accident.id, period, product.staff.officer)
    const session = await sessions().open(PHONE)
    token = session.token
    device = await devices().remember(PHONE)
    await devices().remember(OF_NOBODY)
    await product.atRest()
    old = await digests()
    owner = new OwnerSql(product.database.owner)
  })
  afterAll(async () => {
    await owner.onApplicationShutdown()
    await product.close()
  })

  const phones = () => new PhoneIndex(personalDataOn(product.sql))
  const sessions = () => new ClaimantSessions(product.sql, product.clock, phones())
  const devices = () => new KnownDevices(product.sql, product.clock, phones())
  async function* bytesOf(text: string): AsyncGenerator<string> {
    yield text
    await Promise.resolve()
  }
  const register = (...rows: readonly Row[]) =>
    product
      .get(ParticipantImport)
      .run({ source: bytesOf(csv(rows)), fileName: 'peserta.csv', cohortId: null, by: 'staff:rina' })
  const renewal = (keys = MASTER_KEYS) => new IndexRenewal(owner, product.clock, KeyRing.parse(keys))
  const end = async (kind: RenewableIndex, giveUp?: number) => {
    await renewal().prepare(kind)
    return renewal().change(kind, { giveUp })
  }

  /** Every digest that stands in an index, in hexadecimal digits. */
  async function digests(): Promise<string[]> {
    const each = columns.map(({ table, column }) => `select ${column} as index from ${table}`)
    const rows = await product.asOwner.rows<{ index: string }>(
      `select distinct encode(index, 'hex') as index from (${each.join(' union all ')}) x where index is not null order by 1`,
    )
    return rows.map(({ index }) => index)
  }

  /** The tables in which any of the old digests stands, in whatever column and however it is written. */
  async function tablesWithOld(): Promise<string[]> {
    const words = old.flatMap((hex) => [hex, Buffer.from(hex, 'hex').toString('base64').slice(0, 21)])
    const pattern = words.map((word) => word.replaceAll('+', '\\+')).join('|')
    const tables = await owner.rows<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const rows = await owner.rows(`select 1 from ${name} t where t::text ~ $1 limit 1`, [pattern])
      if (rows.length > 0) found.push(name)
    }
    return found
  }

  /** Ends the connection that a renewal works on, in whatever it is doing. */
  async function killer(): Promise<() => Promise<void>> {
    const [{ pid } = { pid: 0 }] = await owner.rows<{ pid: number }>('select pg_backend_pid() as pid')
    return async () => {
      const other = new OwnerSql(product.database.owner)
      await other.rows('select pg_terminate_backend($1)', [pid])
      const gone = async () =>
        (await other.rows('select 1 from pg_stat_activity where pid = $1', [pid])).length === 0
      await until(gone, 'the connection to end')
      await other.onApplicationShutdown()
    }
  }
  const alone = async (): Promise<boolean> => {
    const others = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename is not null`
    return (await owner.rows(others)).length === 0
  }

  it('renews every index that the schema has, but that of the simulated bank', async () => {
    const rows = await product.asOwner.rows<{ place: string }>(
      `select table_name || '.' || column_name as place from information_schema.columns
       where data_type = 'bytea' and column_name like '%\\_index' and table_schema <> 'bank_simulator' order by 1`,
    )
    expect(rows.map(({ place }) => place)).toEqual(
      columns.map(({ table, column }) => `${table}.${column}`).sort(),
    )
    expect((await tablesWithOld()).sort()).toEqual(
      [...new Set(columns.map(({ table }) => `public.${table}`))].sort(),
    )
  })

  it.each([
    ['is another one', `test:${Buffer.alloc(32, 8).toString('base64')}`, 'bukan kunci yang dulu membungkus'],
    ['is missing', `baru:${Buffer.alloc(32, 8).toString('base64')}`, 'Kunci utama "test" tidak ada'],
  ])('is not touched where the master key %s', async (_, keys, refusal) => {
    await expect(renewal(keys).prepare('nik')).rejects.toThrow(refusal)
    await expect(renewal(keys).change('nik')).rejects.toThrow(refusal)
  })

  it('is not changed before the new one is prepared, nor with the login of the application', async () => {
    await expect(renewal().change('nik')).rejects.toThrow('belum disiapkan')
    const application = new OwnerSql(product.database.application)
    const unfit = new IndexRenewal(application, product.clock, KeyRing.parse(MASTER_KEYS))
    await expect(unfit.prepare('nik')).rejects.toThrow('MIGRATION_DATABASE_URL')
    await application.onApplicationShutdown()
  })

  it('is prepared while the product works, goes on where it was stopped, and changes nothing', async () => {
    let before = 0
    const stopped = renewal().prepare('nik', {
      filled: (count) => {
        before = count
        throw new Error('stopped')
      },
    })
    await expect(stopped).rejects.toThrow('stopped')
    expect(before).toBeGreaterThan(0)
    const { filled, left } = await renewal().prepare('nik')
    expect(filled).toBeGreaterThan(0)
    expect(left).toEqual([])
    expect((await renewal().prepare('nik')).filled).toBe(0)
    expect(await digests()).toEqual(old)
    await expect(renewal().prepare('phone')).rejects.toThrow('Pembaruan indeks nik belum selesai')
  })

  it('is not changed while the product runs', async () => {
    await expect(renewal().change('nik')).rejects.toThrow(/Layanan masih berjalan.*santun_app.*Hentikan/)
    expect(await digests()).toEqual(old)
  })

  it('is changed with what came meanwhile, all or nothing, once the product has stopped', async () => {
    late = await aClaim(product).withoutDocuments().draft()
    await late.submit()
    await product.atRest()
    old = await digests()
    await product.whileStopped(async () => {
      await until(alone, 'every other connection to end')
      const kill = await killer()
      const killed = renewal().change('nik', {
        changed: (table) => (table === 'scholarship_award' ? kill() : undefined),
      })
      await expect(killed).rejects.toThrow()
      await until(alone, 'the killed one to end')
      expect(await untouched()).toBe(true)
      await leaveBehind()
      await expect(renewal().change('nik')).rejects.toThrow('(incident.participant_nik_index 1)')
      expect(await untouched()).toBe(true)
      expect(await renewal().change('nik', { giveUp: 1 })).toMatchObject({ givenUp: 1 })
      await end('phone')
      await end('account')
      expect(await tablesWithOld()).toEqual([])
      expect(await owner.rows(`select 1 from named_key where name like '%.next'`)).toEqual([])
      expect(
        await owner.rows(`select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`),
      ).toEqual([])
    })
  })

  /** Of nobody who is known. */
  async function leaveBehind(): Promise<void> {
    await owner.rows(
      `insert into incident (kind, participant_nik_index, event_date, created_at) values ('death', decode(md5('x'), 'hex'), '2022-01-01', now())`,
    )
  }
  async function untouched(): Promise<boolean> {
    const rows = await owner.rows<{ index: string }>(
      `select encode(nik_index, 'hex') as index from participant`,
    )
    return rows.every(({ index }) => old.includes(index))
  }

  it('finds every person as before: at the registry, at the branch, and in a second report of a death', async () => {
    const { nik } = lodged.participant
    expect(await product.get(Coverage).answer({ nik }, '2022-10-11')).toMatchObject({ covered: true })
    const searcher = { staffId: product.staff.officer.id, branchId: product.branchId }
    expect(await product.get(ClaimSearch).within(nik, searcher)).toMatchObject([{ number: lodged.number }])
    for (const first of [lodged, late]) {
      const second = await aClaim(product).of(first.participant).withoutDocuments().draft()
      expect(await second.submit()).toMatchObject({ to: 'merged' })
    }
    const again = [aRow(0, { occupation: 'pekebun' }), aRow(1)]
    expect(await register(...again)).toMatchObject({ unchanged: 1, new: 1 })
  })

  it('still refuses the same witness twice and days that overlap, and keeps the slots of children', async () => {
    await product.get(Witnesses).record(lodged.id, WITNESS, product.staff.verifier)
    expect(await product.get(Witnesses).of(lodged.id)).toHaveLength(1)
    await expect(accident.care.addPeriod(accident.id, period, product.staff.officer)).rejects.toMatchObject({
      errors: [{ code: 'DAYS_OVERLAP' }],
    })
    const of = await indexOf('nik', school.participant.nik)
    const awards = await product.sql.rows(
      'select 1 from scholarship_award where participant_nik_index = $1',
      [of],
    )
    expect(awards).toHaveLength(2)
  })

  it('finds a phone and an account as before', async () => {
    const asks = await sessions().read(token)
    expect(asks?.phoneIndex).toEqual(await indexOf('phone', PHONE))
    expect(await devices().isOf(device, PHONE)).toBe(true)
    const claims = new ClaimsOfClaimant(product.sql, personalDataOn(product.sql))
    expect(await claims.list(asks as SignedInClaimant)).toMatchObject([{ number: lodged.number }])
    const index = await product.get(AccountCheck).indexOf(school.payee)
    const payees = await product.sql.rows<{ name: string }>(
      `select name from payee where account_index = decode($1, 'hex')`,
      [index],
    )
    expect(payees).toMatchObject([{ name: school.payee.name }])
  })

  it('leaves every history and every seal as it was', async () => {
    expect(await verifyHistory(product.sql)).toMatchObject({ faults: [] })
    expect(await verifyRecords(product.sql)).toMatchObject({ faults: [] })
    expect(await verifyScholarshipHistory(product.sql)).toMatchObject({ faults: [] })
    expect(await verifyIncidents(product.sql)).toEqual([])
  })

  const indexOf = (kind: RenewableIndex, text: string) => personalDataOn(product.sql).indexOf(kind, text)
})
