import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import type { ClaimEvent } from '#libs/lifecycle'
import { verifyHistory } from '../../src/claims/verify-history.query.js'
import {
  type Actor,
  type ClaimCommand,
  type FiredTransition,
  SYSTEM,
} from '../../src/claims/claim-command.port.js'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import type { Problem } from '../../src/platform/problem/problems.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'

jest.setTimeout(120_000)
/** The database gives up waiting for a lock after thirty seconds, and whoever was kept waiting would go on. */
const LESS_THAN_PATIENCE = 25_000

describe('transitions that wait together', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start()
    await product.rest(CheckDocumentsProcessor)
  })
  afterAll(() => product.close())

  const draft = (): Promise<TestClaim> => aClaim(product).withoutDocuments().draft()
  const drafts = (count: number): Promise<TestClaim[]> => Promise.all(Array.from({ length: count }, draft))
  const submit = (claim: TestClaim) => claim.fire('submit', claim.heir)

  it('share commits', async () => {
    const claims = await drafts(10)
    await Promise.all(claims.map(submit))
    const [{ commits = 0 } = {}] = await product.sql.rows<{ commits: number }>(
      'select count(distinct xmin::text)::int as commits from claim_transition where claim_id = any ($1::uuid[])',
      [claims.map(({ id }) => id)],
    )
    expect(commits).toBeGreaterThan(0)
    expect(commits).toBeLessThan(claims.length)
  })

  it('are answered one by one when the database refuses one of them', async () => {
    const [wrong, fine] = [await draft(), await drafts(5)]
    const stranger = { ...product.staff.officer, id: randomUUID() }
    const answers = await Promise.allSettled([...fine.map(submit), wrong.fire('submit', stranger)])
    expect(answers.map(({ status }) => status)).toEqual([...fine.map(() => 'fulfilled'), 'rejected'])
    expect(answers.at(-1)).toMatchObject({ reason: { code: 'SN002' } })
    expect(await wrong.history()).toEqual([])
    for (const claim of fine) expect(await claim.state()).toBe('screening')
  })

  it(
    'do not wait for a claim that somebody else holds',
    async () => {
      const [held, free] = [await draft(), await drafts(4)]
      const answer = await product.asOwner.transaction(async (sql) => {
        await sql.rows('select from claim where id = $1 for update', [held.id])
        const late = submit(held)
        await Promise.all(free.map(submit))
        expect(await held.state()).toBe('draft')
        return { late }
      })
      expect(await answer.late).toMatchObject({ to: 'screening', repeated: false })
    },
    LESS_THAN_PATIENCE,
  )

  it('are each the only one of its claim', async () => {
    const claim = await draft()
    const twins = await Promise.all(
      Array.from({ length: 12 }, () => claim.fire('submit', claim.heir, {}, 'one click')),
    )
    expect(twins.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await claim.history()).toHaveLength(1)
  })

  /** What is asked of one draft; every kind has another answer. */
  const kinds = {
    submit: { event: 'submit' },
    withdraw: { event: 'withdraw', actor: (claim) => ({ ...claim.heir, codeConfirmed: true }) },
    'withdraw without the code': { event: 'withdraw' },
    'a step of another state': { event: 'refer', actor: () => product.staff.verifier },
    'a step of another role': { event: 'submit', actor: () => product.staff.approver },
    'a stranger': { event: 'submit', actor: () => ({ ...product.staff.officer, branchId: randomUUID() }) },
    'nobody on the staff': { event: 'submit', actor: () => ({ ...product.staff.officer, id: randomUUID() }) },
    'a page that is no longer true': { event: 'submit', command: { expectedVersion: 7 } },
    'a page that is true': { event: 'submit', command: { expectedVersion: 0 } },
    'the same once more': { first: true, event: 'submit' },
    'another event under the key': { first: true, event: 'withdraw' },
    'another input under the key': { first: true, event: 'submit', command: { input: { reason: 'Lain.' } } },
  } as const satisfies Record<string, Asked>
  interface Asked {
    /** Its draft was submitted under the same key before. */
    first?: boolean
    event: ClaimEvent
    actor?: (claim: TestClaim) => Actor
    command?: Partial<ClaimCommand>
  }

  const KEY = 'one key'
  async function ready(kind: Asked): Promise<TestClaim> {
    const claim = await draft()
    if (kind.first) await claim.fire('submit', claim.heir, undefined, KEY)
    return claim
  }
  const ask = ({ event, actor, command }: Asked, claim: TestClaim): Promise<FiredTransition> =>
    product.lifecycle.fire(claim.id, event, actor?.(claim) ?? claim.heir, { idempotencyKey: KEY, ...command })
  const answerOf = (fired: Promise<FiredTransition>): Promise<object> =>
    fired.then(
      ({ seq, from, event, to, round, version, repeated }) => ({
        seq,
        from,
        event,
        to,
        round,
        version,
        repeated,
      }),
      ({ code, ...error }: Problem) => ({ code, ...JSON.parse(JSON.stringify(error)) }) as object,
    )
  /** Everything of a claim that a step writes, without what differs between two claims. */
  async function left(claim: TestClaim): Promise<object[]> {
    return product.sql.rows(
      `select c.state, c.version, c.seq, c.round,
         (select jsonb_agg(jsonb_build_array(t.seq, t.from_state, t.event, t.to_state, t.duty, t.input, t.idempotency_key, t.reasons)
            order by t.seq) from claim_transition t where t.claim_id = c.id) as history,
         (select jsonb_agg(jsonb_build_array(k.name, k.due_at, k.stopped_at) order by k.name) from clock k where k.claim_id = c.id) as clocks,
         (select jsonb_agg(jsonb_build_array(o.topic, o.payload) order by o.topic, o.payload::text)
            from outbox o where o.claim_id = c.id) as messages
       from claim c where c.id = $1`,
      [claim.id],
    )
  }

  it('end as if each had come alone, in every mixture', async () => {
    const names = Object.keys(kinds) as (keyof typeof kinds)[]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...names), { minLength: 2, maxLength: 9 }),
        async (mixture) => {
          const asked: Asked[] = mixture.map((name) => kinds[name])
          const together = await Promise.all(asked.map(ready))
          const alone = await Promise.all(asked.map(ready))
          const answers = await Promise.all(
            asked.map((kind, index) => answerOf(ask(kind, claimAt(together, index)))),
          )
          for (const [index, kind] of asked.entries()) {
            const claim = claimAt(alone, index)
            expect([mixture[index], answers[index]]).toEqual([
              mixture[index],
              await answerOf(ask(kind, claim)),
            ])
            expect(await left(claimAt(together, index))).toEqual(await left(claim))
          }
        },
      ),
      { numRuns: 15 },
    )
    expect((await verifyHistory(product.sql)).faults).toEqual([])
  })

  function claimAt(claims: readonly TestClaim[], index: number): TestClaim {
    const claim = claims[index]
    if (!claim) throw new Error('no such claim in the mixture')
    return claim
  }

  it('are heard although a claim in their midst does not exist', async () => {
    const claim = await draft()
    const lost = product.lifecycle.fire(randomUUID(), 'lapse', SYSTEM, { idempotencyKey: 'lost' })
    const fired = submit(claim)
    await expect(lost).rejects.toMatchObject({ code: 'not-found' })
    expect(await fired).toMatchObject({ to: 'screening' })
  })
})
