/**
 * The receiving end of the outbox: every processor runs its work through `handle`. It counts attempts in PostgreSQL,
 * marks what is done, and turns what was given up into a row with an owner; messages that are begun or done at the same
 * time share a commit. Work may be delivered twice, and must be safe to run twice.
 */
import { Injectable } from '@nestjs/common'
import { UnrecoverableError } from 'bullmq'
import { Clock } from '../clock/clock.js'
import { Sql } from '../database/sql.js'
import { WaitingGroup } from '../database/waiting-group.js'
import { reasonOf } from '../logging/reason-of.js'
import { type Handover, topicRules, type TopicName } from '../queue/topics.js'

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
  private readonly beginnings = new WaitingGroup<string, Delivery | undefined>(
    (outboxId) => outboxId,
    (outboxIds) => this.beginAll(outboxIds),
  )
  private readonly endings = new WaitingGroup<string, true>(
    (outboxId) => outboxId,
    (outboxIds) => this.endAll(outboxIds),
  )

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Each message of a job by itself; the job comes again for those that failed, and what is handled is left alone then. */
  async handle(job: Handover, work: Work): Promise<void> {
    const ends = await Promise.allSettled(job.data.outboxIds.map((id) => this.handleOne(id, work)))
    const errors = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
    if (errors.length > 0) throw errors.find((error) => !(error instanceof UnrecoverableError)) ?? errors[0]
  }

  private async handleOne(outboxId: string, work: Work): Promise<void> {
    const delivery = await this.beginnings.join(outboxId)
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
      await this.endings.join(delivery.id)
    } catch (error) {
      await this.failed(message, error, work)
      throw error
    }
  }

  /** Nothing for a message that is handled or given up already. */
  private async beginAll(outboxIds: readonly string[]): Promise<(Delivery | undefined)[]> {
    const begun = await this.sql.rows<Delivery>(
      `update outbox o set attempts = o.attempts + 1 from ${these}
       where o.id = x.id and o.handled_at is null and o.gave_up_at is null
       returning o.id, o.topic, o.claim_id, o.payload, o.occurred_at, o.attempts`,
      [outboxIds],
    )
    const byId = new Map(begun.map((delivery) => [delivery.id, delivery]))
    return outboxIds.map((id) => byId.get(id))
  }

  private async endAll(outboxIds: readonly string[]): Promise<true[]> {
    await this.sql.rows(
      `update outbox o set handled_at = clock_timestamp(), last_error = null from ${these} where o.id = x.id`,
      [outboxIds],
    )
    return outboxIds.map(() => true)
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

/** The limits of `n` are always true; they tell the planner to expect few rows, and so to look each up by its key. */
const these = `(select id from unnest($1::uuid[]) with ordinality as x(id, n) where n between 1 and 2147483647 order by id) x`

function messageOf(row: Delivery): Message {
  return {
    id: row.id,
    topic: row.topic,
    claimId: row.claim_id ?? '',
    payload: row.payload,
    attempt: row.attempts,
  }
}
