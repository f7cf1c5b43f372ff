import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { FiredTransition } from '../../src/claims/claim-command.port.js'
import { CheckDocumentsProcessor } from '../../src/documents/check-documents.processor.js'
import type { SqlRunner } from '../../src/platform/database/sql.js'
import { aClaim } from '../factories/claim.js'
import { Product } from '../support/product.js'
import { tracesOf } from '../support/traces.js'
import { until } from '../support/until.js'

jest.setTimeout(60_000)

describe('the gate', () => {
  let product: Product
  beforeAll(async () => {
    product = await Product.start()
  })
  afterAll(() => product.close())

  it('writes state, history, clocks and messages of a submission together', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.rest(CheckDocumentsProcessor)
    const fired = await claim.submit()
    expect(fired).toMatchObject({ seq: 1, from: 'draft', event: 'submit', to: 'screening', version: 1 })
    expect(await claim.state()).toBe('screening')
    expect(await claim.history()).toEqual([{ event: 'submit', from: 'draft', to: 'screening' }])
    const clocks = await product.sql.rows(
      'select name, stopped_at is null as runs from clock where claim_id = $1 order by name',
      [claim.id],
    )
    expect(clocks).toEqual([
      { name: 'expiry', runs: false },
      { name: 'service', runs: true },
    ])
    const messages = await product.sql.rows(
      `select topic, payload ->> 'template' as template from outbox where claim_id = $1 order by topic`,
      [claim.id],
    )
    expect(messages).toEqual([
      { topic: 'documents.check', template: null },
      { topic: 'letter.write', template: null },
      { topic: 'notification.send', template: 'claim-received' },
    ])
    await product.resume(CheckDocumentsProcessor)
  })

  it('writes nothing at all when one part of a step cannot be written', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    await product.atRest()
    await product.asOwner.rows('alter table outbox add constraint full_up check (false) not valid')
    try {
      await expect(claim.submit()).rejects.toThrow('full_up')
    } finally {
      await product.asOwner.rows('alter table outbox drop constraint full_up')
    }
    expect([
      await claim.state(),
      await claim.history(),
      await claim.count('clock', 'stopped_at is null'),
    ]).toEqual(['draft', [], 1])
    expect((await claim.submit()).repeated).toBe(false)
  })

  it('writes nothing when an event is refused', async () => {
    const claim = await aClaim(product).lodged()
    await product.atRest()
    const before = await tracesOf(product.sql, claim.id)
    await expect(claim.propose()).rejects.toMatchObject({
      code: 'not-yet',
      refusals: expect.arrayContaining([expect.objectContaining({ code: 'HEIRS_NOT_SETTLED' })]),
    })
    expect(await tracesOf(product.sql, claim.id)).toEqual(before)
  })

  it('says every reason of a refusal at once, and what is possible instead', async () => {
    const claim = await aClaim(product).lodged()
    const refused = claim.propose()
    await expect(refused).rejects.toMatchObject({
      refusals: [
        { code: 'ITEMS_NOT_LOOKED_AT' },
        { code: 'CHECKLIST_NOT_CONFIRMED' },
        { code: 'HEIRS_NOT_SETTLED' },
      ],
    })
    await expect(refused).rejects.toHaveProperty('allowed', expect.arrayContaining(['refer']))
  })

  it('refuses a person who decides on a page that is no longer true', async () => {
    const claim = await aClaim(product).inApproval()
    const { version } = await claim.fire('send_back', product.staff.approver, {
      reason: 'Periksa ahli waris.',
    })
    await claim.propose()
    const stale = product.lifecycle.fire(claim.id, 'approve', product.staff.seniorApprover, {
      idempotencyKey: 'stale',
      expectedVersion: version,
    })
    await expect(stale).rejects.toMatchObject({ code: 'stale-claim', currentVersion: version + 1 })
    expect(await claim.state()).toBe('in_approval')
  })

  it('answers the same key from the first transition', async () => {
    const claim = await aClaim(product).inApproval()
    const approve = () => claim.fire('approve', product.staff.approver, {}, 'one click')
    const first = await approve()
    const second = await approve()
    expect(second).toEqual({ ...first, repeated: true })
    expect(await claim.count('claim_transition', `event = 'approve'`)).toBe(1)
  })

  it('refuses a key that was used for another input or another event', async () => {
    const claim = await aClaim(product).inApproval()
    await claim.fire('send_back', product.staff.approver, { reason: 'Periksa KK.' }, 'one click')
    const other = { code: 'key-reused', key: 'one click' }
    const reason = { reason: 'Periksa KTP.' }
    await expect(claim.fire('send_back', product.staff.approver, reason, 'one click')).rejects.toMatchObject(
      other,
    )
    const same = { reason: 'Periksa KK.' }
    await expect(claim.fire('recall', product.staff.manager, same, 'one click')).rejects.toMatchObject(other)
    expect(await claim.state()).toBe('in_verification')
  })

  it('makes one transition and one obligation of twenty twin approvals', async () => {
    const claim = await aClaim(product).inApproval()
    const twins = await Promise.all(
      Array.from({ length: 20 }, () => claim.fire('approve', product.staff.approver, {}, 'twenty clicks')),
    )
    expect(new Set(twins.map(({ seq, version }) => `${seq}/${version}`)).size).toBe(1)
    expect(twins.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await claim.count('claim_transition', `event = 'approve'`)).toBe(1)
    expect(await claim.count('ledger_entry', `kind = 'obligation'`)).toBe(1)
    expect(await claim.count('payment')).toBe(1)
    expect(await claim.count('outbox', `payload ->> 'template' = 'claim-approved'`)).toBe(1)
  })

  it('lets one of twenty decisions under different keys through', async () => {
    const claim = await aClaim(product).inApproval()
    const decisions = await Promise.allSettled(
      Array.from({ length: 20 }, () => claim.fire('approve', product.staff.approver)),
    )
    expect(decisions.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusals = decisions.filter(({ status }) => status === 'rejected')
    for (const refusal of refusals) expect(refusal).toMatchObject({ reason: { code: 'no-such-step' } })
    expect(await claim.count('ledger_entry', `kind = 'obligation'`)).toBe(1)
  })

  it('decides again, and refuses, when a fact was changed between reading and writing', async () => {
    const claim = await aClaim(product).inApproval()
    await product.atRest()
    const approval = await overtaken(
      (sql) =>
        sql.rows(
          `insert into calculation (claim_id, round, created_at, input, basis_digest, law_digest, decision, total, answer)
           select claim_id, round, created_at, input, 'other facts', law_digest, decision, total, answer
           from calculation where claim_id = $1 order by id desc limit 1`,
          [claim.id],
        ),
      () => claim.fire('approve', product.staff.approver),
    )
    await expect(approval.answer).rejects.toMatchObject({ refusals: [{ code: 'PACKET_CHANGED' }] })
    expect(await claim.count('payment')).toBe(0)
  })

  it('decides again, and goes on, when the change does not matter', async () => {
    const claim = await aClaim(product).inApproval()
    await product.atRest()
    const approval = await overtaken(
      (sql) =>
        sql.rows(
          `insert into claim_party (claim_id, kind, name, joined_at) values ($1, 'heir', 'Adik', '2022-10-17T01:00:00Z')`,
          [claim.id],
        ),
      () => claim.fire('approve', product.staff.approver),
    )
    expect(await approval.answer).toMatchObject({ to: 'approved', repeated: false })
  })

  /** Lets `change` commit while `act` has read and waits to write. */
  async function overtaken(
    change: (sql: SqlRunner) => Promise<unknown>,
    act: () => Promise<FiredTransition>,
  ): Promise<{ answer: Promise<FiredTransition> }> {
    return product.asOwner.transaction(async (sql) => {
      await change(sql)
      const answer = act()
      answer.catch(() => undefined)
      await until(waitsForLock, 'the decision to wait for the claim')
      return { answer }
    })
  }

  async function waitsForLock(): Promise<boolean> {
    const waiting = await product.asOwner.rows(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return waiting.length > 0
  }
})
