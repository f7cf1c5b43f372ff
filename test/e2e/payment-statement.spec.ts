import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Logger } from '@nestjs/common'
import { BankPatience, BankSilent } from '../../src/payment/bank.port.js'
import type { BankSimulator } from '../../src/payment/bank-simulator.adapter.js'
import { Sql, type SqlRunner } from '../../src/platform/database/sql.js'
import { PaymentDesk, Process } from './payment-desk.js'

/** A database that fails twice in the middle of a placement: of all lines together, and of the first one alone. */
class FailingSql extends Sql {
  failures = 2

  override transaction<Result>(work: (sql: SqlRunner) => Promise<Result>): Promise<Result> {
    return super.transaction((sql) =>
      work({
        rows: (text, values) => {
          if (text.includes('insert into statement_placement') && this.failures-- > 0)
            throw new Error('canceling statement due to lock timeout')
          return sql.rows(text, values)
        },
      }),
    )
  }
}

describe('a line of the bank’s statement', () => {
  let desk: PaymentDesk
  beforeEach(async () => {
    desk = await PaymentDesk.open(new BankPatience(5, 60))
  })
  afterEach(() => desk.close())

  async function sentToReturning(): Promise<string> {
    const accountNumber = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'return', days: 1 })
    return (await desk.approved([{ accountNumber, amount: 42_000_000n }])).claimId
  }

  it('that could not be placed once is placed at the next reading, although later lines were', async () => {
    const claims = [await sentToReturning(), await sentToReturning()]
    await desk.released()
    await desk.process.settle()
    desk.clock.moveTo('2022-10-13T02:00:00.000Z')
    const sql = new FailingSql(desk.database.application, 4)
    const failing = new Process(sql, desk.clock)
    expect(await failing.reader.read()).toEqual({ matched: 1, unmatched: 0, failed: 1 })
    expect(await failing.reader.read()).toEqual({ matched: 1, unmatched: 0, failed: 0 })
    for (const claimId of claims) expect(await desk.payments(claimId)).toMatchObject([{ state: 'returned' }])
    await sql.onApplicationShutdown()
  })

  it('that returns money waits for a payment whose outcome the bank has not told yet', async () => {
    const accountNumber = desk.account()
    await desk.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'silent' })
    const { claimId } = await desk.approved([{ accountNumber, amount: 42_000_000n }])
    await desk.released()
    const silent = (simulator: BankSimulator) => {
      const bank = Object.create(simulator) as BankSimulator
      bank.inquire = () => Promise.reject(new BankSilent('closed'))
      bank.statementAfter = () => Promise.resolve([])
      return bank
    }
    const deaf = new Process(desk.sql, desk.clock, { bank: silent })
    await deaf.work()
    const [payment] = await desk.payments(claimId)
    const line = {
      id: 'R1',
      kind: 'return' as const,
      reference: payment?.id.replaceAll('-', '') ?? '',
      amount: 42_000_000n,
      valueDate: '2022-10-12',
    }
    expect(await deaf.statement.place(line)).toBeNull()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'unknown' }])
    await desk.process.settle()
    expect(await desk.payments(claimId)).toMatchObject([{ state: 'returned' }])
    expect(await desk.stateOf(claimId)).toBe('awaiting_account')
  })

  it('that is strange twice for one claim is placed both times', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    await desk.process.work()
    const reference = (await desk.payments(claimId))[0]?.id.replaceAll('-', '') ?? ''
    for (const id of ['D1', 'D2']) {
      const line = { id, kind: 'settlement' as const, reference, amount: 1n, valueDate: '2022-10-12' }
      expect(await desk.process.statement.place(line)).toBe('unmatched')
    }
  })

  it('is written about without what it holds of people', async () => {
    const { claimId } = await desk.approved()
    await desk.released()
    await desk.process.work()
    const reference = (await desk.payments(claimId))[0]?.id.replaceAll('-', '') ?? ''
    const bank = (simulator: BankSimulator) => {
      const strange = Object.create(simulator) as BankSimulator
      strange.statementAfter = () =>
        Promise.resolve([{ id: 'E1', kind: 'settlement', reference, amount: 1n, valueDate: 'Budi Santoso' }])
      return strange
    }
    const process = new Process(desk.sql, desk.clock, { bank })
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined)
    const { failures } = await process.sweep.run()
    const written = JSON.stringify(logged.mock.calls)
    logged.mockRestore()
    const reasons = await desk.sql.rows<{ reason: string }>('select reason from attention')
    expect(reasons).toHaveLength(1)
    expect(written).toContain('date')
    expect(JSON.stringify([failures, reasons, written])).not.toContain('Budi')
  })
})
