/** One worker of the product on the payments of a database, until it is killed. It is told the day by its parent. */
import 'reflect-metadata'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { BankPatience } from '../../src/payment/bank.port.js'
import { SnapBank } from '../../src/payment/snap/snap-bank.adapter.js'
import { SnapClient } from '../../src/payment/snap/snap-client.js'
import { MovedClock } from '../../src/platform/clock/clock.js'
import type { DatabaseSettings } from '../../src/platform/database/database-settings.js'
import { Sql } from '../../src/platform/database/sql.js'
import { topicRules } from '../../src/platform/queue/topics.js'
import { Process } from '../e2e/payment-desk.js'

export interface ChaosWork {
  database: DatabaseSettings
  now: string
  url: string
  clientSecret: string
  /** PEM. */
  ours: string
  theirs: string
  /** Seconds. */
  answerWithin: number
  validFor: number
  tolerance: number
}

const { concurrency, together } = topicRules['payment.send']
const AT_ONCE = concurrency * together
const SWEEP_EVERY_MS = 2_000

const work = JSON.parse(process.argv[2] ?? '{}') as ChaosWork
const sql = new Sql(work.database, 6)
const clock = new MovedClock(work.now)
const settings = {
  url: work.url,
  clientId: 'santun',
  partnerId: 'santun',
  channelId: '1',
  clientSecret: work.clientSecret,
  privateKey: createPrivateKey(work.ours),
  bankKey: createPublicKey(work.theirs),
}
const client = new SnapClient(sql, settings, work.answerWithin * 1000)
const bank = new SnapBank(sql, client, '0012345678901', `${work.tolerance} seconds`)
const worker = new Process(sql, clock, {
  bank: () => bank,
  patience: new BankPatience(work.answerWithin, work.validFor),
})
process.on('message', (now: string) => clock.notBefore(now))
process.on('disconnect', () => process.exit(0))

/** Some of the messages that wait, at once, as the queue would hand them out. */
async function workSome(): Promise<number> {
  const waiting = await sql.rows<{ id: string; claim_id: string }>(
    `select id, claim_id from outbox where topic = 'payment.send' and handled_at is null order by random() limit $1`,
    [AT_ONCE],
  )
  const handle = async ({ id, claim_id }: { id: string; claim_id: string }): Promise<void> => {
    await worker.progress.advance(claim_id)
    await sql.rows('update outbox set handled_at = clock_timestamp() where id = $1', [id])
  }
  await Promise.allSettled(waiting.map(handle))
  return waiting.length
}

for (let sweptAt = 0; ;) {
  // A database that is away, a claim that another worker holds: the next round finds what is left to do.
  const done = await workSome().catch(() => 0)
  if (done === 0 || performance.now() - sweptAt > SWEEP_EVERY_MS) {
    await worker.sweep.run().catch(() => undefined)
    sweptAt = performance.now()
  }
  if (done === 0) await sleep(100)
}
