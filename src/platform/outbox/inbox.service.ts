/**
 * The receiving end of the outbox: every processor runs its work through `handle`. It counts attempts in PostgreSQL,
 * marks what is done, and turns what was given up into a row with an owner. Work may be delivered twice, and must be
 * safe to run twice.
 */
import { Injectable } from '@nestjs/common'
import { type Job, UnrecoverableError } from 'bullmq'
import { Clock } from '../clock/clock.js'
import { Sql } from '../database/sql.js'
import { reasonOf } from '../logging/reason-of.js'
import { topicRules, type TopicName } from '../queue/topics.js'

export interface Message {
  id: string
  topic: TopicName
  claimId: string
  payload: Record<string, unknown>
  attempt: number
}

interface Delivery {
  id: string
  topic: TopicName
  claim_id: string | null
  payload: Record<string, unknown>
  occurred_at: string
  attempts: number
}

/** Thrown by a processor when trying again cannot help. */
export class PermanentFailure extends UnrecoverableError {}

export interface Work {
  /** Does one thing; throws when it could not. */
  handle(message: Message): Promise<void>
  /** What the claim must learn when the work is given up, e.g. that its checks have stalled. */
  gaveUp?(message: Message, reason: string): Promise<void>
}

@Injectable()
export class Inbox {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async handle(job: Job<{ outboxId: string }>, work: Work): Promise<void> {
    const delivery = await this.begin(job.data.outboxId)
    if (!delivery) return
    this.clock.notBefore(delivery.occurred_at)
    const message = messageOf(delivery)
    try {
      // A worker that died in the middle has used its attempt too, so even a deadly message ends as a row with an owner.
      if (delivery.attempts > topicRules[delivery.topic].attempts) {
        throw new PermanentFailure(
          `given up after ${delivery.attempts - 1} attempts that ended without an answer`,
        )
      }
      await work.handle(message)
      await this.sql.rows(
        'update outbox set handled_at = clock_timestamp(), last_error = null where id = $1',
        [delivery.id],
      )
    } catch (error) {
      await this.failed(message, error, work)
      throw error
    }
  }

  private async begin(outboxId: string): Promise<Delivery | undefined> {
    return this.sql.first<Delivery>(
      `update outbox set attempts = attempts + 1
       where id = $1 and handled_at is null and gave_up_at is null
       returning id, topic, claim_id, payload, occurred_at, attempts`,
      [outboxId],
    )
  }

  private async failed(message: Message, error: unknown, work: Work): Promise<void> {
    const reason = reasonOf(error)
    const usedUp =
      error instanceof UnrecoverableError || message.attempt >= topicRules[message.topic].attempts
    if (!usedUp) {
      await this.sql.rows('update outbox set last_error = $2 where id = $1', [message.id, reason])
      return
    }
    await this.sql.rows(
      `with given_up as (
         update outbox set gave_up_at = clock_timestamp(), last_error = $2 where id = $1 and gave_up_at is null
         returning id, claim_id, topic)
       insert into attention (claim_id, outbox_id, topic, reason, owner_role, owner_branch_id, opened_at)
       select g.claim_id, g.id, g.topic, $2, $3, c.branch_id, $4
       from given_up g left join claim c on c.id = g.claim_id
       on conflict on constraint attention_once_per_message do nothing`,
      [message.id, reason, topicRules[message.topic].owner, this.clock.now()],
    )
    // The owner's row stands by now, so that work is not lost even when the claim cannot be told.
    await work.gaveUp?.(message, reason)
  }
}

function messageOf(row: Delivery): Message {
  return {
    id: row.id,
    topic: row.topic,
    claimId: row.claim_id ?? '',
    payload: row.payload,
    attempt: row.attempts,
  }
}
