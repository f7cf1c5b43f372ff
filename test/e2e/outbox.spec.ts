import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { NotificationWorkerModule } from '../../src/notification/notification.worker.module.js'
import { topicNames } from '../../src/platform/queue/topics.js'
import { problemsWith, TopicOwnersModule } from '../../src/platform/queue/topic-owners.module.js'
import { Inbox, type Message } from '../../src/platform/outbox/inbox.service.js'
import { OutboxRelay } from '../../src/platform/outbox/outbox-relay.service.js'
import { workers } from '../../src/worker.module.js'
import { SendNotificationProcessor } from '../../src/notification/send-notification.processor.js'
import { aClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

jest.setTimeout(60_000)

describe('the owners of topics', () => {
  it('are right when every topic has one processor', () => {
    expect(problemsWith(topicNames)).toEqual([])
  })

  it.each(topicNames)('are wrong when nobody works on %s', (topic) => {
    expect(problemsWith(topicNames.filter((name) => name !== topic))).toEqual([
      `The topic "${topic}" has 0 processors instead of one.`,
    ])
  })

  it.each(topicNames)('are wrong when two work on %s', (topic) => {
    expect(problemsWith([...topicNames, topic])).toEqual([
      `The topic "${topic}" has 2 processors instead of one.`,
    ])
  })

  it('are wrong when somebody works on what is no topic', () => {
    expect(problemsWith([...topicNames, 'tea.make'])).toEqual([
      'The processor of "tea.make" serves no topic.',
    ])
  })

  it('keep a worker process from starting without a processor for a topic', async () => {
    const withoutNotification = workers.filter((module) => module !== NotificationWorkerModule)
    expect(withoutNotification).toContain(TopicOwnersModule)
    const start = Product.start({ workers: withoutNotification })
    await expect(start).rejects.toThrow('The topic "notification.send" has 0 processors instead of one.')
  })
})

describe('the outbox', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start({ redeliverAfter: 3_600 })
  })
  afterAll(() => product.close())

  it('hands a row over to one of several relays', async () => {
    await product.atRest()
    const relay = product.get(OutboxRelay)
    await product.rest(SendNotificationProcessor)
    const claims = await Promise.all(
      Array.from({ length: 5 }, () => aClaim(product).withoutDocuments().lodged()),
    )
    await product.sql.rows(
      `update outbox set due_at = clock_timestamp() where topic = 'notification.send' and handled_at is null`,
    )
    const taken = await Promise.all(Array.from({ length: 8 }, () => relay.relayBatch()))
    expect(taken.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(claims.length)
    await product.resume(SendNotificationProcessor)
    await product.atRest()
    for (const claim of claims) expect(await claim.count('notification')).toBe(1)
  })

  it('keeps back a row whose time has not come', async () => {
    await product.atRest()
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.sql.rows(
      `insert into outbox (topic, claim_id, payload, occurred_at, due_at)
       values ('notification.send', $1, '{"template": "claim-reopened"}', now(), clock_timestamp() + interval '1 hour')`,
      [claim.id],
    )
    expect(await product.get(OutboxRelay).relayBatch()).toBe(0)
    expect(await claim.count('notification')).toBe(0)
    await product.sql.rows('update outbox set due_at = clock_timestamp() where claim_id = $1', [claim.id])
    await product.atRest()
    expect(await claim.count('notification')).toBe(1)
  })

  it('does again only what failed of a job with several messages', async () => {
    await product.atRest()
    const claim = await aClaim(product).withoutDocuments().draft()
    const rows = await product.sql.rows<{ id: string }>(
      `insert into outbox (topic, claim_id, occurred_at, due_at)
       select 'notification.send', $1, now(), clock_timestamp() + interval '1 hour' from generate_series(1, 2) returning id`,
      [claim.id],
    )
    const outboxIds = rows.map(({ id }) => id)
    const begun: string[] = []
    const job = { data: { outboxIds } }
    const handle = ({ id, attempt }: Message): Promise<void> => {
      begun.push(id)
      return id === outboxIds[0] && attempt === 1
        ? Promise.reject(new Error('no gateway'))
        : Promise.resolve()
    }
    await expect(product.get(Inbox).handle(job, { handle })).rejects.toThrow('no gateway')
    await product.get(Inbox).handle(job, { handle })
    expect(begun.slice(0, 2).toSorted()).toEqual(outboxIds.toSorted())
    expect(begun.slice(2)).toEqual([outboxIds[0]])
    const kept = await product.sql.rows(
      'select id, attempts, handled_at is not null as handled, last_error from outbox where claim_id = $1 order by attempts desc',
      [claim.id],
    )
    expect(kept).toEqual([
      { id: outboxIds[0], attempts: 2, handled: true, last_error: null },
      { id: outboxIds[1], attempts: 1, handled: true, last_error: null },
    ])
  })
})
