import { Module } from '@nestjs/common'
import { NotificationModule } from '../../src/notification/notification.module.js'
import { NotificationWorkerModule } from '../../src/notification/notification.worker.module.js'
import { SendNotificationProcessor } from '../../src/notification/send-notification.processor.js'
import { OutboxModule } from '../../src/platform/outbox/outbox.module.js'
import { workers } from '../../src/worker.module.js'
import type { Product } from './product.js'
import { until } from './until.js'

@Module({ imports: [NotificationModule, OutboxModule], providers: [SendNotificationProcessor] })
class MessagesWithoutTimer {}

/** The workers of the product, where the test alone says when messages are swept. */
export const withoutTimer = workers.map((worker) =>
  worker === NotificationWorkerModule ? MessagesWithoutTimer : worker,
)

/** Nine o'clock in Makassar, today or tomorrow. */
export function nextMorning(now: string): string {
  const morning = `${now.slice(0, 10)}T01:00:00.000Z`
  return morning >= now ? morning : new Date(Date.parse(morning) + 86_400_000).toISOString()
}

export interface MessageRow {
  id: string
  template: string
  channel: string
  outcome: string
  reason: string | null
  owner_role: string | null
  leg: number
  attempts: number
  due_at: string | null
}

/** The messages of a claim, in the order they were written. */
export function messagesOf(product: Product, claimId: string, template?: string): Promise<MessageRow[]> {
  return product.sql.rows<MessageRow>(
    `select id, template, channel, outcome, reason, owner_role, leg, attempts, due_at from notification
     where claim_id = $1 and ($2::text is null or template = $2) order by at, id`,
    [claimId, template ?? null],
  )
}

/** How a message came to its outcome. */
export function stepsOf(product: Product, messageId: string): Promise<string[]> {
  return product.sql
    .rows<{ step: string }>(
      `select concat_ws(' ', channel, outcome, reason) as step from notification_step where notification_id = $1 order by id`,
      [messageId],
    )
    .then((rows) => rows.map(({ step }) => step))
}

/** Waits until a message of a claim is written, and gives it. */
export async function writtenMessage(
  product: Product,
  claimId: string,
  template: string,
): Promise<MessageRow> {
  let found: MessageRow | undefined
  await until(
    async () => {
      found = (await messagesOf(product, claimId, template)).at(-1)
      return found !== undefined
    },
    () => `a message ${template}`,
  )
  await product.atRest()
  found = (await messagesOf(product, claimId, template)).at(-1)
  if (!found) throw new Error(`There is no message ${template}.`)
  return found
}
