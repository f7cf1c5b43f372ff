import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { type HistoryReport, verifyHistory } from '../../src/claims/verify-history.query.js'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import type { SqlRunner } from '../../src/platform/database/sql.js'
import { auditAnchor, matchesAnchor } from '../../src/reporting/audit-anchor.query.js'
import { type RecordsReport, verifyRecords } from '../../src/reporting/verify-records.query.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { claimsInEveryState } from '../factories/claims-in-every-state.js'
import { runCommand } from '../support/processes.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

class UndoAll extends Error {}

/** The owner of the tables may change anything; the chain of hashes tells that he did. */
describe('the history of claims', () => {
  let product: Product
  let claim: TestClaim
  let other: TestClaim
  beforeAll(async () => {
    product = await Product.start()
    await claimsInEveryState(product)
    await product.resume(CheckDocumentsProcessor)
    ;[claim, other] = await Promise.all([aClaim(product).approved(), aClaim(product).approved()])
    await product.atRest()
  })
  afterAll(() => product.close())

  /** Does something that no guard allows, looks what the audit says, and undoes it. */
  async function afterwards<Found>(
    work: (sql: SqlRunner) => Promise<unknown>,
    look: (sql: SqlRunner) => Promise<Found>,
  ): Promise<Found> {
    let report: Found | undefined
    const undone = product.asOwner.transaction(async (sql) => {
      await sql.rows(`set local session_replication_role = 'replica'`)
      await work(sql)
      report = await look(sql)
      throw new UndoAll()
    })
    await expect(undone).rejects.toThrow(UndoAll)
    if (report === undefined) throw new Error('the audit did not run')
    return report
  }
  const tampered = (work: (sql: SqlRunner) => Promise<unknown>): Promise<HistoryReport> =>
    afterwards(work, verifyHistory)
  const places = ({ faults }: HistoryReport): string[] => [
    ...new Set(faults.map(({ number, seq }) => `${number} ${seq}`)),
  ]
  const at = (...steps: number[]) => steps.map((seq) => `${claim.number} ${seq}`)

  it('verifies after every kind of journey', async () => {
    const report = await verifyHistory(product.sql)
    expect(report.faults).toEqual([])
    expect(report.claims).toBeGreaterThan(16)
    expect(report.transitions).toBeGreaterThan(50)
  })

  const fields = {
    from_state: `'screening'`,
    event: `'reject'`,
    to_state: `'rejected'`,
    round: '2',
    actor_id: `'somebody else'`,
    actor_role: `'manager'`,
    branch_id: 'gen_random_uuid()',
    input: `'{"proposal": "refuse"}'`,
    input_hash: `sha256('other')`,
    idempotency_key: `'another key'`,
    reasons: `'[{"code": "OTHER"}]'`,
    facts_digest: `sha256('other facts')`,
    law_digest: `'another law'`,
    at: `at + interval '1 millisecond'`,
    prev_hash: `sha256('other')`,
    hash: `sha256('other')`,
    duty: `'release'`,
  }

  it('covers every column of a row', async () => {
    const columns = await product.sql.rows<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'claim_transition'`,
    )
    const tried = [...Object.keys(fields), 'claim_id', 'seq']
    expect(columns.map(({ name }) => name).sort()).toEqual(tried.sort())
  })

  it.each(Object.entries(fields))('tells which step has another %s', async (column, value) => {
    const report = await tampered((sql) =>
      sql.rows(`update claim_transition set ${column} = ${value} where claim_id = $1 and seq = 4`, [
        claim.id,
      ]),
    )
    expect(places(report)).toContain(`${claim.number} 4`)
    expect(places(report).filter((place) => !place.startsWith(claim.number))).toEqual([])
  })

  it('tells which claim has lost its first step', async () => {
    const report = await tampered((sql) => without(sql, 1))
    expect(places(report)).toEqual(at(2))
  })

  it('tells which claim has lost a step in the middle', async () => {
    const report = await tampered((sql) => without(sql, 3))
    expect(places(report)).toEqual(at(4))
  })

  it('tells which claim has lost its last step', async () => {
    const report = await tampered((sql) => without(sql, 5))
    expect(places(report)).toEqual(at(5))
  })

  it('tells which claim has lost its whole history', async () => {
    const report = await tampered((sql) =>
      sql.rows('delete from claim_transition where claim_id = $1', [claim.id]),
    )
    expect(places(report)).toEqual(at(5))
  })

  it('tells that two steps have changed places', async () => {
    const report = await tampered(async (sql) => {
      const swap = 'update claim_transition set seq = $3 where claim_id = $1 and seq = $2'
      for (const [from, to] of [
        [3, 99],
        [4, 3],
        [99, 4],
      ])
        await sql.rows(swap, [claim.id, from, to])
    })
    expect(places(report)).toEqual(at(3, 4, 5))
  })

  it('tells that a step was moved to another claim', async () => {
    const report = await tampered(async (sql) => {
      await without(sql, 5)
      await sql.rows(`update claim_transition set claim_id = $1 where claim_id = $2 and seq = 5`, [
        claim.id,
        other.id,
      ])
    })
    expect(places(report).sort()).toEqual([`${claim.number} 5`, `${other.number} 5`].sort())
  })

  it('tells that a step was added which the claim has not taken, even when its hash is right', async () => {
    const report = await tampered(async (sql) => {
      await sql.rows(
        `update claim c set state = t.to_state, seq = t.seq, last_hash = t.hash
         from claim_transition t where t.claim_id = c.id and t.seq = 4 and c.id = $1`,
        [claim.id],
      )
    })
    expect(places(report)).toEqual(at(5))
  })

  it('tells that a claim was set to another state', async () => {
    const report = await tampered((sql) =>
      sql.rows(`update claim set state = 'paid' where id = $1`, [claim.id]),
    )
    expect(places(report)).toEqual(at(5))
  })

  it('tells that a claim was set to another round', async () => {
    const report = await tampered((sql) => sql.rows('update claim set round = 2 where id = $1', [claim.id]))
    expect(places(report)).toEqual(at(5))
  })

  const without = (sql: SqlRunner, seq: number) =>
    sql.rows('delete from claim_transition where claim_id = $1 and seq = $2', [claim.id, seq])

  describe('and what was decided and paid', () => {
    const faultsAfter = async (text: string): Promise<string[]> => {
      const { faults } = await afterwards<RecordsReport>((sql) => sql.rows(text, [claim.id]), verifyRecords)
      return [...new Set(faults.map(({ number, record }) => `${number} ${record}`))]
    }
    const onlyThe = (record: string) => [`${claim.number} ${record}`]

    it('is as it was written, after every kind of journey', async () => {
      const { records, faults } = await verifyRecords(product.sql)
      expect(faults).toEqual([])
      expect(records).toBeGreaterThan(20)
    })

    it.each([
      ['total', '1'],
      ['kind', `'refuse'`],
      ['basis', `basis || '{"more": 1}'`],
      ['hash', `'another'`],
      ['frozen_by', `'somebody else'`],
    ])('tells which packet has another %s', async (column, value) => {
      const text = `update decision_packet set ${column} = ${value} where claim_id = $1`
      expect(await faultsAfter(text)).toEqual(onlyThe('decision_packet'))
    })

    it.each([
      ['amount', 'amount + 1'],
      ['account_holder', `'SOMEBODY ELSE'`],
      ['bank_code', `'999'`],
      ['state', `'settled'`],
      ['created_at', `created_at - interval '1 day'`],
    ])('tells which payment has another %s', async (column, value) => {
      const text = `update payment set ${column} = ${value} where claim_id = $1`
      expect(await faultsAfter(text)).toEqual(onlyThe('payment'))
    })

    it('tells which payment has another benefit line behind it', async () => {
      expect(await faultsAfter('update benefit_line set amount = amount + 1 where claim_id = $1')).toEqual(
        onlyThe('payment'),
      )
    })

    it('tells that a packet is gone', async () => {
      expect(await faultsAfter('delete from decision_packet where claim_id = $1')).toEqual(
        onlyThe('decision_packet'),
      )
    })

    it('tells that a packet was slipped in', async () => {
      const text = `insert into decision_packet select claim_id, 99, round, kind, basis, hash, total, frozen_at, frozen_by
        from decision_packet where claim_id = $1`
      expect(await faultsAfter(text)).toEqual(onlyThe('decision_packet'))
    })

    it('is sealed by the database alone', async () => {
      const forged = `insert into record_seal (record, key, claim_id, digest) values ('payment', 'x', $1, '\\x00')`
      await expect(product.sql.rows(forged, [claim.id])).rejects.toThrow('permission denied')
      await expect(product.sql.rows('delete from record_seal')).rejects.toThrow('permission denied')
    })
  })

  describe('against an anchor', () => {
    const UNTIL = '2090-01-01T00:00:00.000Z'

    it('is the same at any later time, whatever has happened since', async () => {
      const now = new Date().toISOString()
      const anchor = await auditAnchor(product.sql, now)
      product.clock.moveTo('2090-01-02T00:00:00.000Z')
      await aClaim(product).lodged()
      expect(await matchesAnchor(product.sql, anchor)).toBe(true)
    })

    it.each([
      [
        'a chain that was computed anew',
        `update claim_transition set hash = sha256('anew') where claim_id = $1`,
      ],
      ['a step taken out', 'delete from claim_transition where claim_id = $1 and seq = 5'],
      ['a seal made anew', `update record_seal set digest = sha256('anew') where claim_id = $1`],
    ])('tells of %s', async (_, text) => {
      const anchor = await auditAnchor(product.sql, UNTIL)
      const holds = await afterwards(
        (sql) => sql.rows(text, [claim.id]),
        (sql) => matchesAnchor(sql, anchor),
      )
      expect(holds).toBe(false)
    })
  })

  describe('by the command', () => {
    const verify = (...more: string[]) => runCommand(['audit', 'verify', '--json', ...more], product.database)
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'santun-anchor-'))
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    beforeEach(() => product.atRest())

    it('writes an anchor once, and proves by it later that history is unchanged', async () => {
      const file = join(folder, 'anchor.json')
      expect(await runCommand(['audit', 'anchor', '--out', file], product.database)).toMatchObject({
        code: 0,
      })
      expect(await runCommand(['audit', 'anchor', '--out', file], product.database)).toMatchObject({
        code: 1,
      })
      expect(await verify('--anchor', file)).toMatchObject({ code: 0, json: { anchor: { holds: true } } })
      await writeFile(file, (await readFile(file, 'utf8')).replace(/"root": "[0-9a-f]{4}/, '"root": "0000'))
      expect(await verify('--anchor', file)).toMatchObject({ code: 1, json: { anchor: { holds: false } } })
    })

    it('ends with 0 when all is well, and with 1 and the place when it is not', async () => {
      expect(await verify()).toMatchObject({ code: 0, json: { faults: [] } })
      await product.asOwner.rows(
        `begin;
         set local session_replication_role = 'replica';
         update claim_transition set actor_id = 'somebody else' where claim_id = '${claim.id}' and seq = 4;
         commit`,
      )
      expect(await verify()).toMatchObject({
        code: 1,
        json: { faults: [expect.objectContaining({ number: claim.number, seq: 4 })] },
      })
    })
  })
})
