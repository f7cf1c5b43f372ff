import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import pg from 'pg'
import { lifecycleSteps } from '../../src/operations/lifecycle-steps.js'
import {
  createDatabase,
  embeddedDatabase,
  poolOptions,
} from '../../src/platform/database/database-settings.js'
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js'
import { migrate } from '../../src/platform/database/migrate.js'
import { freePort } from '../support/free-port.js'
import { familyOf, isAlive, processes, type Running, serverOf, startProduct } from '../support/processes.js'
import { until } from '../support/until.js'

jest.setTimeout(120_000)

/** What `npm start` runs, on data on which the story was told already. */
describe('the running product', () => {
  let folder: string
  let port: number
  let product: Running | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'santun-start-'))
    port = await freePort()
    await prepareData()
  })
  afterEach(async () => {
    product?.child.kill('SIGKILL')
    await product?.ended
    await nobodyLeft()
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const start = async (): Promise<Running> => {
    product = await startProduct({
      ...process.env,
      SANTUN_DATA: folder,
      SANTUN_STORAGE: join(folder, 'documents'),
      PORT: String(port),
      REDIS_URL: undefined,
      DATABASE_URL: undefined,
    })
    return product
  }
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/api/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    )
  /** Three processes and a server begin; on a busy machine that takes its time. */
  const untilReady = () => until(isReady, 'the product to be ready', 60_000)

  it('leaves no process behind when it is killed, and starts again on the same data', async () => {
    const first = await start()
    await untilReady()
    await write('before the kill')
    const members = familyOf(first.pid)
    const commands = members.map(({ command }) => command).join('\n')
    for (const part of ['postgres', 'main.worker', 'main.web']) expect(commands).toContain(part)
    first.child.kill('SIGKILL')
    await first.ended
    await until(() => members.every(({ pid }) => !isAlive(pid)), 'every process of the product to end')
    await nobodyLeft()

    await start()
    await untilReady()
    expect(await written()).toEqual(['before the kill'])
  })

  it('says what happened and ends when its database is killed, and starts again on the same data', async () => {
    const first = await start()
    await untilReady()
    await write('before the crash')
    process.kill(serverOf(folder)?.pid ?? 0, 'SIGKILL')
    const ended = await first.ended
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('Basis data berhenti sendiri. Jalankan lagi "npm start"; data tetap utuh.')
    await nobodyLeft()

    await start()
    await untilReady()
    expect(await written()).toContain('before the crash')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('stops everything cleanly on %s', async (signal) => {
    const running = await start()
    await untilReady()
    running.child.kill(signal)
    expect(await running.ended).toMatchObject({ code: 0 })
    await nobodyLeft()
  })

  /** A migrated database in which nobody needs to be told the story any more. */
  async function prepareData(): Promise<void> {
    const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres') })
    await createDatabase(server, 'santun')
    await migrate(embeddedDatabase(server.socketFolder, 'santun'), lifecycleSteps)
    await ask("insert into story_chapter (name) values ('paser'), ('today')")
    await server.stop()
  }

  const write = (code: string) =>
    ask(
      `insert into sponsor (code, name, fund, created_at) values ('${code}', 'Pemkab', 'APBD', clock_timestamp())`,
    )
  const written = async (): Promise<string[]> =>
    (await ask<{ code: string }>('select code from sponsor order by created_at')).map(({ code }) => code)

  async function ask<Row>(sql: string): Promise<Row[]> {
    const host = serverOf(folder)?.socketFolder ?? ''
    const client = new pg.Client(poolOptions(embeddedDatabase(host, 'santun').owner))
    await client.connect()
    try {
      return (await client.query(sql)).rows as Row[]
    } finally {
      await client.end()
    }
  }

  /** Nothing on this machine works on the folder any more. */
  const nobodyLeft = () =>
    until(
      () => processes().every(({ command }) => !command.includes(folder)),
      () => `these to end: ${JSON.stringify(processes().filter(({ command }) => command.includes(folder)))}`,
    )
})
