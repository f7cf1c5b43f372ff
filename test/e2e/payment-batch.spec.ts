import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PaymentDesk } from './payment-desk.js'
import { proveRelease } from '../support/proven.js'
import { SecondProofNeeded } from '../../src/platform/problem/http-problems.js'

describe('a payment batch', () => {
  let desk: PaymentDesk
  beforeAll(async () => {
    desk = await PaymentDesk.open()
  })
  afterAll(() => desk.close())

  it('closes only on the count and the total that it holds', async () => {
    await desk.approved()
    const { batches } = desk.process
    const { id } = await batches.open(desk.branchId, desk.closer)
    await expect(batches.close(id, { count: 0, total: 0n }, desk.closer)).rejects.toThrow('BATCH_EMPTY')
    const { batch } = await batches.addQueued(id, desk.closer)
    await expect(batches.close(id, { count: 2, total: batch.total }, desk.closer)).rejects.toThrow(
      'COUNT_DIFFERS',
    )
    await expect(batches.close(id, { count: 1, total: 41_999_999n }, desk.closer)).rejects.toThrow(
      'AMOUNT_DIFFERS',
    )
    const closed = await batches.close(id, { count: 1, total: 42_000_000n }, desk.closer)
    expect(closed).toMatchObject({
      state: 'closed',
      count: 1,
      total: 42_000_000n,
      closedBy: desk.closer.id,
    })
    await desk.release(id, desk.releaser)
  })

  it('opens once for the same key, with all that waits for the claims it is opened for', async () => {
    const one = await desk.approved()
    const other = await desk.approved()
    const open = () => desk.process.batches.openFor(desk.branchId, [one.claimId], desk.closer, 'the same key')
    const opened = await Promise.all([open(), open(), open(), open()])
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
    expect(await open()).toMatchObject({ count: 1, total: 42_000_000n })
    expect(await desk.payments(other.claimId)).toMatchObject([{ state: 'queued' }])
  })

  it('is not released by who verified or approved any of its claims', async () => {
    await desk.approved()
    const batch = await desk.closedBatch()
    for (const hand of [desk.verifier, desk.approver]) {
      const release = desk.release(batch, { ...hand, role: 'releaser' })
      await expect(release).rejects.toThrow(/BATCH_HOLDS_OWN_DECISIONS|DUTY_ALREADY_HELD/)
    }
    await expect(desk.release(batch, desk.approver)).rejects.toThrow('not-your-role')
    expect((await desk.process.batches.get(batch, desk.releaser)).state).toBe('closed')
    await desk.release(batch, desk.releaser)
  })

  it('is not released by who closed it, nor on another count', async () => {
    await desk.approved()
    const batch = await desk.closedBatch()
    const { batches } = desk.process
    const counted = await batches.get(batch, desk.closer)
    await expect(batches.release(batch, counted, desk.closer)).rejects.toThrow('BATCH_CLOSED_BY_ACTOR')
    const miscounted = { count: counted.count + 1, total: counted.total }
    await expect(batches.release(batch, miscounted, desk.releaser)).rejects.toThrow('COUNT_DIFFERS')
    await desk.release(batch)
  })

  it('is not released by anybody who has not proven at that moment who he is, whichever door asks', async () => {
    await desk.approved()
    const batch = await desk.closedBatch()
    const { batches } = desk.process
    const counted = await batches.get(batch, desk.releaser)
    await proveRelease(desk.sql, desk.releaser, 'another batch')
    await expect(batches.release(batch, counted, desk.releaser)).rejects.toThrow(SecondProofNeeded)
    expect((await batches.get(batch, desk.releaser)).state).toBe('closed')
    await desk.release(batch)
  })

  it('is not released as long as the packet of one of its claims has changed', async () => {
    const { claimId } = await desk.approved()
    const batch = await desk.closedBatch()
    await desk.sql.rows(`update claim set answers = answers || '{"packet": "changed"}' where id = $1`, [
      claimId,
    ])
    await expect(desk.release(batch, desk.releaser)).rejects.toThrow('PACKET_CHANGED')
    expect((await desk.process.batches.get(batch, desk.releaser)).state).toBe('closed')
  })

  it('loses its closing when a payment is taken out, until it is counted anew', async () => {
    const one = await desk.approved()
    await desk.approved()
    const batch = await desk.closedBatch()
    const { batches } = desk.process
    const [payment] = await desk.payments(one.claimId)
    await expect(batches.remove(batch, payment?.id ?? '', '', desk.closer)).rejects.toThrow('REASON_MISSING')
    await batches.remove(batch, payment?.id ?? '', 'Rekening diperiksa ulang', desk.closer)
    await expect(desk.release(batch, desk.releaser)).rejects.toThrow('BATCH_CHANGED')
    await batches.reopen(batch, 'Satu pembayaran dikeluarkan', desk.closer)
    const now = await batches.get(batch, desk.releaser)
    await batches.close(batch, now, desk.closer)
    await desk.release(batch, desk.releaser)
    expect(await desk.stateOf(one.claimId)).toBe('approved')
  })

  it('takes a claim into payment only with its last payee', async () => {
    const { claimId } = await desk.approved([
      { accountNumber: desk.account(), amount: 30_000_000n },
      { accountNumber: desk.account(), amount: 12_000_000n },
    ])
    const { batches } = desk.process
    const { id } = await batches.openFor(desk.branchId, [claimId], desk.closer)
    const payments = await desk.payments(claimId)
    await batches.remove(id, payments[1]?.id ?? '', 'Menunggu', desk.closer)
    await batches.close(id, await batches.get(id, desk.releaser), desk.closer)
    const first = await desk.release(id, desk.releaser)
    expect(first.held).toEqual([{ claimId, refusals: [{ code: 'BATCH_NOT_RELEASED' }] }])
    expect(await desk.stateOf(claimId)).toBe('approved')
    await desk.released()
    expect(await desk.stateOf(claimId)).toBe('paying')
  })

  it('is handled by its own branch only', async () => {
    const elsewhere = { ...desk.releaser, branchId: '00000000-0000-4000-8000-000000000000' }
    await expect(desk.process.batches.open(desk.branchId, elsewhere)).rejects.toThrow('kantor cabang lain')
    await expect(desk.process.batches.open(desk.branchId, desk.approver)).rejects.toThrow('petugas pencairan')
  })

  it('gives back what a recall takes out of it, and the ledger forgets nothing', async () => {
    const { claimId } = await desk.approved()
    const batch = await desk.closedBatch()
    await desk.process.claims.fire(claimId, 'recall', desk.manager, {
      idempotencyKey: 'recall',
      input: { reason: 'Ahli waris lain melapor' },
    })
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'cancelled', outcome_reason: 'RECALLED' }])
    expect(await desk.ledger(claimId)).toEqual({})
    const entries = await desk.sql.rows(`select kind from ledger_entry where claim_id = $1 order by kind`, [
      claimId,
    ])
    expect(entries).toEqual([{ kind: 'cancellation' }, { kind: 'obligation' }])
    await expect(desk.release(batch, desk.releaser)).rejects.toThrow('BATCH_CHANGED')
  })

  it('holds its claims to the decision once it is released: no recall any more', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    const recall = desk.process.claims.fire(claimId, 'recall', desk.manager, {
      idempotencyKey: 'too late',
      input: { reason: 'Ahli waris lain melapor' },
    })
    await expect(recall).rejects.toThrow('no-such-step')
  })
})
