import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import pg from 'pg'
import { embeddedDatabase, poolOptions } from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import {
  familyOf,
  isAlive,
  memberOf,
  processes,
  type Running,
  serverOf,
  startCommand,
} from '../support/processes.js'
import { until } from '../support/until.js'

const MINUTES = 60_000
jest.setTimeout(8 * MINUTES)

/** What the story of Paser comes to, however often it was interrupted. */
const TOLD = {
  participants: 32_268,
  refused_rows: 0,
  contributions_total: 1_626_307_200,
  claims: [
    { number: 'JKK-PSR-2210-000001', type: 'jkk_death', state: 'paid', total: 70_000_000, paid: 70_000_000 },
    { number: 'JKM-PSR-2210-000002', type: 'jkm_death', state: 'paid', total: 42_000_000, paid: 42_000_000 },
  ],
  scholarship_plans: [
    { child: 'Fajar Alamsyah', total: 66_000_000 },
    { child: 'Nadia Alamsyah', total: 59_000_000 },
  ],
  grand_total: 237_000_000,
}

/** One story on one data folder, killed here and there and told on; every test begins where the one before ended. */
describe('the story', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'santun-fire-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  const run = (args: readonly string[]): Promise<Running> =>
    startCommand(args, { ...process.env, SANTUN_DATA: folder, REDIS_URL: undefined, DATABASE_URL: undefined })
  const tell = () => run(['story', '--data', folder, '--json'])

  it('leaves no process behind when its parent is killed in the middle, after its worker was killed twice', async () => {
    const story = await tell()
    const worker = () => memberOf(story.pid, 'main.worker')
    await steps(1)
    const first = await killed(worker)
    await until(() => worker() !== undefined && worker()?.pid !== first, 'a new worker')
    await steps(4)
    const second = await killed(worker)
    await until(() => worker() !== undefined && worker()?.pid !== second, 'a new worker again')
    const members = familyOf(story.pid)
    const commands = members.map(({ command }) => command).join('\n')
    for (const part of ['postgres', 'main.worker']) expect(commands).toContain(part)
    story.child.kill('SIGKILL')
    await story.ended
    await until(
      () => members.every(({ pid }) => !isAlive(pid)),
      () => `these to end: ${JSON.stringify(members.filter(({ pid }) => isAlive(pid)))}`,
    )
    await nobodyLeft()
  })

  it('goes on, and stops with a clear word when its database is killed', async () => {
    const story = await tell()
    await steps(10)
    const server = serverOf(folder)
    process.kill(server?.pid ?? 0, 'SIGKILL')
    const ended = await story.ended
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr).toContain('Basis data berhenti sendiri; jalankan lagi untuk melanjutkan.')
    await nobodyLeft()
  })

  it('goes on where it was and comes to the same totals', async () => {
    const told = await (await tell()).ended
    expect(told).toMatchObject({ code: 0, json: TOLD })
    await nobodyLeft()
  })

  it('is told again on the same data without another row', async () => {
    const told = await (await tell()).ended
    expect(told).toMatchObject({ code: 0, json: TOLD })
  })

  it('has a history without a fault', async () => {
    const audit = await (await run(['audit', 'verify', '--json'])).ended
    expect(audit).toMatchObject({ code: 0, json: { claims: 2, transitions: 14, faults: [] } })
  })

  it('has paid each payee by one transfer, and told each family once of each step', async () => {
    const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') })
    try {
      expect(await ask('select amount::int from bank_simulator.transfer order by amount desc')).toEqual([
        { amount: 70_000_000 },
        { amount: 42_000_000 },
      ])
      const unfinished = 'select topic from outbox where handled_at is null'
      expect(await ask(unfinished)).toEqual([])
      expect(
        await ask(
          `select template, count(*)::int as count from notification group by template order by template`,
        ),
      ).toEqual(
        ['claim-approved', 'claim-received', 'payment-sent', 'payment-settled'].map((template) => ({
          template,
          count: 2,
        })),
      )
    } finally {
      await server.stop()
    }
  })

  /** Waits until the claims of the story have taken so many steps together. */
  const steps = (count: number) =>
    until(async () => (await taken()) >= count, `the story to come to step ${count}`, 3 * MINUTES)

  async function taken(): Promise<number> {
    const rows = await ask<{ count: number }>('select count(*)::int as count from claim_transition')
    return rows[0]?.count ?? 0
  }

  /** What the database of the story answers; nothing as long as it is not there. */
  async function ask<Row>(sql: string): Promise<Row[]> {
    const server = serverOf(folder)
    if (!server) return []
    const client = new pg.Client(poolOptions(embeddedDatabase(server.socketFolder, 'santun').owner))
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query(sql)).rows as Row[]
    } catch {
      return []
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  async function killed(find: () => { pid: number } | undefined): Promise<number> {
    await until(() => find() !== undefined, 'the process to kill')
    const pid = find()?.pid ?? 0
    process.kill(pid, 'SIGKILL')
    return pid
  }

  /** Nothing on this machine works on the folder any more. */
  const nobodyLeft = () =>
    until(
      () => processes().every(({ command }) => !command.includes(folder)),
      () => `these to end: ${JSON.stringify(processes().filter(({ command }) => command.includes(folder)))}`,
    )
})
