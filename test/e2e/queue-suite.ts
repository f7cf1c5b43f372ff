/**
 * What must hold whichever store the queues live in: a message is handled once or has an owner, and the store may
 * forget everything at any moment.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals'
import { getQueueToken } from '@nestjs/bullmq'
import type { Queue } from 'bullmq'
import { verifyHistory } from '../../src/claims/verify-history.query.js'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import { SendNotificationProcessor } from '../../src/notification/send-notification.processor.js'
import { topicRules } from '../../src/platform/queue/topics.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { MASTER_KEYS } from '../support/personal-data.js'
import { startWorker } from '../support/processes.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

/** One place where queues can live. */
export interface QueueStore {
  redisUrl?: string
  wipe(product: Product): Promise<void>
}

const CLAIMS = 12
const WIPES = 8

export function aQueueStore(open: () => Promise<QueueStore>, close: () => Promise<void>): void {
  jest.setTimeout(90_000)
  let product: Product
  let store: QueueStore
  beforeAll(async () => {
    store = await open()
    product = await Product.start({ redisUrl: store.redisUrl })
  })
  afterAll(async () => {
    await product.close()
    await close()
  })
  beforeEach(() => product.atRest())

  const queueOf = (topic: string): Queue => product.get<Queue>(getQueueToken(topic))

  interface Message {
    id: string
    attempts: number
    handled: boolean
    given_up: boolean
    last_error: string | null
  }
  const messagesOf = (claim: TestClaim, topic: string): Promise<Message[]> =>
    product.sql.rows(
      `select id, attempts, handled_at is not null as handled, gave_up_at is not null as given_up, last_error
       from outbox where claim_id = $1 and topic = $2 order by occurred_at, id`,
      [claim.id, topic],
    )

  it('hands every message over once and has it handled once', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    await product.atRest()
    const topics = ['documents.check', 'assessment.draft', 'notification.send']
    for (const topic of topics) {
      const messages = await messagesOf(claim, topic)
      expect([topic, messages.length > 0]).toEqual([topic, true])
      for (const message of messages)
        expect(message).toMatchObject({ attempts: 1, handled: true, given_up: false, last_error: null })
    }
    expect(await claim.count('notification')).toBe(1)
  })

  it('does nothing when a handled message comes again', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    await product.atRest()
    const [told] = await messagesOf(claim, 'notification.send')
    const again = await queueOf('notification.send').add(
      'again',
      { outboxIds: [told?.id] },
      { jobId: randomUUID() },
    )
    await until(async () => (await again.getState()) === 'completed', 'the message to come again')
    expect((await messagesOf(claim, 'notification.send'))[0]).toEqual(told)
    expect(await claim.count('notification')).toBe(1)
  })

  it('tells a family once when the same message comes five times at once', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.rest(SendNotificationProcessor)
    await claim.submit()
    const [message] = await messagesOf(claim, 'notification.send')
    const twins = Array.from({ length: 5 }, () => ({
      name: 'notification.send',
      data: { outboxIds: [message?.id] },
      opts: { jobId: randomUUID() },
    }))
    await queueOf('notification.send').addBulk(twins)
    await product.resume(SendNotificationProcessor)
    await product.atRest()
    expect(await claim.count('notification')).toBe(1)
  })

  it('tries again what failed, and forgets the failure when it goes well', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.asOwner.rows('alter table calculation add constraint broken check (false) not valid')
    try {
      await claim.submit()
      await until(async () => {
        const [draft] = await messagesOf(claim, 'assessment.draft')
        return draft !== undefined && draft.last_error !== null
      }, 'the first try to fail')
    } finally {
      await product.asOwner.rows('alter table calculation drop constraint broken')
    }
    await product.atRest()
    const [draft] = await messagesOf(claim, 'assessment.draft')
    expect(draft).toMatchObject({ handled: true, given_up: false, last_error: null })
    expect(draft?.attempts).toBeGreaterThan(1)
    expect(await claim.count('calculation')).toBe(1)
  })

  it('gives up after its last try: the claim goes on, and the work has an owner', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.rest(CheckDocumentsProcessor)
    await claim.handIn()
    await claim.submit()
    const disk = await product.takeDiskAway()
    await product.resume(CheckDocumentsProcessor)
    await product.reached(claim.id, 'in_verification')
    await product.atRest()
    await disk.bringBack()
    expect((await claim.history()).map(({ event }) => event)).toContain('checks_stalled')
    const given = (await messagesOf(claim, 'documents.check')).filter((message) => message.given_up)
    expect(given.length).toBeGreaterThan(0)
    for (const message of given)
      expect(message).toMatchObject({ attempts: topicRules['documents.check'].attempts, handled: false })
    const owners = await product.sql.rows(
      `select distinct owner_role, owner_branch_id, closed_at from attention
       where claim_id = $1 and outbox_id is not null and topic = 'documents.check'`,
      [claim.id],
    )
    expect(owners).toEqual([{ owner_role: 'verifier', owner_branch_id: product.branchId, closed_at: null }])
    const ofChecks = `outbox_id is not null and topic = 'documents.check'`
    expect(await claim.count('attention', ofChecks)).toBe(given.length)
  })

  it('goes on when the worker dies in the middle of its work', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.rest(CheckDocumentsProcessor)
    const doomed = await startWorker(product.database, {
      REDIS_URL: store.redisUrl,
      SANTUN_MASTER_KEYS: MASTER_KEYS,
    })
    const message = await product.asOwner.transaction(async (owner) => {
      await owner.rows('lock table document_item in access exclusive mode')
      await claim.submit()
      await until(
        async () => (await messagesOf(claim, 'documents.check'))[0]?.attempts === 1,
        'a worker to begin',
      )
      doomed.child.kill('SIGKILL')
      await doomed.ended
      return (await messagesOf(claim, 'documents.check'))[0]
    })
    expect(message).toMatchObject({ attempts: 1, handled: false })
    await product.resume(CheckDocumentsProcessor)
    await product.reached(claim.id, 'in_verification')
    await product.atRest()
    expect((await messagesOf(claim, 'documents.check'))[0]).toMatchObject({ attempts: 2, handled: true })
  })

  it('may lose everything it holds in mid-flight: every claim is paid, and none twice', async () => {
    let [finished, lost] = [false, 0]
    const journeys = Promise.all(Array.from({ length: CLAIMS }, () => aClaim(product).paid()))
    const under = journeys.finally(() => (finished = true)).catch(() => undefined)
    for (let wipes = 0; wipes < WIPES && !finished; wipes++) {
      const before = await transitions()
      await until(
        async () => finished || (await transitions()) >= before + CLAIMS / 2,
        'the claims to be under way',
      )
      lost += await inTheQueues()
      await store.wipe(product)
    }
    await under
    const claims = await journeys
    expect(lost).toBeGreaterThan(0)
    await product.atRest()
    for (const claim of claims) {
      expect(await claim.state()).toBe('paid')
      expect(await transfersOf(claim)).toBe(1)
      expect(await claim.count('notification', `template = 'payment-settled'`)).toBe(1)
    }
    expect(await linesPaidTwice()).toEqual([])
    expect(await claimsWith('gave_up_at is not null', claims)).toEqual([])
    expect((await verifyHistory(product.sql)).faults).toEqual([])
  })

  const transitions = async (): Promise<number> => {
    const row = await product.sql.first<{ count: number }>(
      'select count(*)::int as count from claim_transition',
    )
    return row?.count ?? 0
  }

  /** Messages that were handed to the queues and have no outcome yet. */
  const inTheQueues = async (): Promise<number> => {
    const row = await product.sql.first<{ count: number }>(
      `select count(*)::int as count from outbox where relayed_at is not null and handled_at is null and gave_up_at is null`,
    )
    return row?.count ?? 0
  }

  const transfersOf = async (claim: TestClaim): Promise<number> => {
    const row = await product.sql.first<{ count: number }>(
      `select count(*)::int as count from bank_simulator.transfer t join payment_reference r on r.reference = t.reference
       join payment p on p.id = r.payment_id where p.claim_id = $1`,
      [claim.id],
    )
    return row?.count ?? 0
  }

  const linesPaidTwice = () =>
    product.sql.rows(
      `select l.benefit_line_id from bank_simulator.transfer t join payment_reference r on r.reference = t.reference
       join payment_line l on l.payment_id = r.payment_id where t.accepted
       group by l.benefit_line_id having count(*) > 1`,
    )

  const claimsWith = (condition: string, claims: readonly TestClaim[]) =>
    product.sql.rows(
      `select claim_id, topic, last_error from outbox where claim_id = any ($1::uuid[]) and ${condition}`,
      [claims.map(({ id }) => id)],
    )
}
