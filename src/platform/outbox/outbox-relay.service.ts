/**
 * Hands committed outbox rows to the queues, in batches. A row stays due until it is handled: if the queue store is
 * lost, or a worker dies, the row is handed over again. The queue forgets; the outbox does not.
 */
import { randomUUID } from 'node:crypto'
import { getQueueToken } from '@nestjs/bullmq'
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import type { Queue } from 'bullmq'
import { Sql } from '../database/sql.js'
import { type Handover, type TopicName, topicNames, topicRules } from '../queue/topics.js'
import { OutboxNudge } from './outbox-nudge.js'

const BATCH = 500
/** From so many jobs on, one bulk is cheaper than each by itself. */
const BULK = 16
const LOOK_EVERY_MS = 1_000

/** After this long without an outcome a row is handed over again; a job that is merely slow keeps its place by its id. */
export class RedeliveryInterval {
  constructor(readonly seconds: number) {}
}

interface RelayedRow {
  id: string
  topic: string
  /** It was handed over before, and its job may still be there. */
  again: boolean
}

type NewJob = Parameters<Queue<Handover['data']>['addBulk']>[0][number]

@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(OutboxRelay.name)
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private again = false
  private stopped = false
  private failing = false

  constructor(
    private readonly sql: Sql,
    private readonly nudge: OutboxNudge,
    private readonly redelivery: RedeliveryInterval,
    private readonly modules: ModuleRef,
  ) {}

  onApplicationBootstrap(): void {
    this.nudge.listen(() => this.wake())
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS)
    this.wake()
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.running
  }

  private wake(): void {
    if (this.stopped) return
    this.again = true
    this.running ??= this.work().finally(() => (this.running = undefined))
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false
      try {
        while ((await this.relayBatch()) === BATCH && !this.stopped);
        this.failing = false
      } catch (error) {
        // The rows are still in the outbox and the next look tries again; say it once, not every second.
        if (!this.failing) this.log.error(`The relay cannot hand over: ${String(error)}`)
        this.failing = true
        return
      }
    }
  }

  /** Takes up to one batch of due rows and adds them to their queues. Returns how many. */
  async relayBatch(): Promise<number> {
    const rows = await this.sql.rows<RelayedRow>(
      `with due as (
         select id, relayed_at is not null as again from outbox
         where handled_at is null and gave_up_at is null and due_at <= clock_timestamp()
         order by due_at limit $1 for update skip locked)
       update outbox o set relayed_at = clock_timestamp(), due_at = clock_timestamp() + make_interval(secs => $2)
       from due where o.id = due.id returning o.id, o.topic, due.again`,
      [BATCH, this.redelivery.seconds],
    )
    for (const topic of topicNames) {
      const jobs = jobsFor(
        topic,
        rows.filter((row) => row.topic === topic),
      )
      await this.add(topic, jobs)
    }
    return rows.length
  }

  /** A queue store in PostgreSQL makes two tables for every bulk: dear for a few jobs, cheap for many. */
  private async add(topic: TopicName, jobs: readonly NewJob[]): Promise<void> {
    const queue = this.queueOf(topic)
    if (jobs.length >= BULK) await queue.addBulk([...jobs])
    else await Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)))
  }

  private queueOf(topic: string): Queue<Handover['data']> {
    return this.modules.get<Queue<Handover['data']>>(getQueueToken(topic), { strict: false })
  }
}

/** A message that comes again gets a job under its own id: of such there is one at a time, however long that takes. */
function jobsFor(topic: TopicName, rows: readonly RelayedRow[]): NewJob[] {
  const { together } = topicRules[topic]
  const alone = rows.filter(({ again }) => again || together === 1)
  const inCompany = rows.filter((row) => !alone.includes(row))
  const jobs = alone.map(({ id }) => jobOf(topic, id, [id]))
  for (let first = 0; first < inCompany.length; first += together) {
    const ids = inCompany.slice(first, first + together).map(({ id }) => id)
    jobs.push(jobOf(topic, randomUUID(), ids))
  }
  return jobs
}

function jobOf(topic: TopicName, jobId: string, outboxIds: readonly string[]): NewJob {
  const { attempts, backoffMs } = topicRules[topic]
  return {
    name: topic,
    data: { outboxIds },
    opts: {
      jobId,
      attempts,
      backoff: { type: 'exponential', delay: backoffMs },
      removeOnComplete: true,
      removeOnFail: true,
    },
  }
}
