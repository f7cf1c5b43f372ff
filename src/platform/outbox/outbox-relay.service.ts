/**
 * Hands committed outbox rows to the queues, in batches. A row stays due until it is handled: if the queue store is
 * lost, or a worker dies, the row is handed over again. The queue forgets; the outbox does not.
 */
import { getQueueToken } from '@nestjs/bullmq'
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import type { Queue } from 'bullmq'
import { Sql } from '../database/sql.js'
import { topicNames, topicRules } from '../queue/topics.js'
import { OutboxNudge } from './outbox-nudge.js'

const BATCH = 500
const LOOK_EVERY_MS = 1_000

/** After this long without an outcome a row is handed over again; a job that is merely slow keeps its place by its id. */
export class RedeliveryInterval {
  constructor(readonly seconds: number) {}
}

interface RelayedRow {
  id: string
  topic: string
}

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
      `update outbox set relayed_at = clock_timestamp(), due_at = clock_timestamp() + make_interval(secs => $2)
       where id in (select id from outbox where handled_at is null and gave_up_at is null and due_at <= clock_timestamp()
         order by due_at limit $1 for update skip locked)
       returning id, topic`,
      [BATCH, this.redelivery.seconds],
    )
    for (const topic of topicNames) {
      const jobs = rows.filter((row) => row.topic === topic)
      if (jobs.length > 0) await this.queueOf(topic).addBulk(jobs.map((row) => this.jobOf(row, topic)))
    }
    return rows.length
  }

  private jobOf(row: RelayedRow, topic: keyof typeof topicRules): Parameters<Queue['addBulk']>[0][number] {
    const rule = topicRules[topic]
    return {
      name: topic,
      data: { outboxId: row.id },
      opts: {
        jobId: row.id,
        attempts: rule.attempts,
        backoff: { type: 'exponential', delay: rule.backoffMs },
        removeOnComplete: true,
        removeOnFail: true,
      },
    }
  }

  private queueOf(topic: string): Queue {
    return this.modules.get<Queue>(getQueueToken(topic), { strict: false })
  }
}
