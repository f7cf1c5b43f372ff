/**
 * Looks for what time has brought: releases cut off, answers overdue, outcomes unknown, money settled or returned.
 * Everything it finds is a row, and what follows for a claim leaves through the outbox; a part that fails is reported
 * and does not stop the others.
 */
import { Injectable, Logger } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import type { StatementReading } from './bank-statement.service.js'
import { inTransaction } from './in-transaction.js'
import { PaymentInquiry } from './payment-inquiry.service.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { PaymentRelease } from './payment-release.service.js'
import { StatementReader } from './statement-reader.service.js'
import { reasonOf } from '../platform/logging/reason-of.js'

export interface SweepReport {
  /** Claims whose cut-off release was carried out. */
  released: number
  /** Payments whose answer is overdue and which now count as unknown. */
  overdue: number
  /** Unknown payments about which the bank gave an answer that decides. */
  resolved: number
  statement: StatementReading
  failures: string[]
}

/** Payments looked at in one run, how many at once, and calls without an answer after which the bank is left in peace. */
const AT_A_TIME = 200
const AT_ONCE = 8
const SILENCES = 3

@Injectable()
export class PaymentSweep {
  private readonly log = new Logger(PaymentSweep.name)

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly releases: PaymentRelease,
    private readonly payments: PaymentLifecycle,
    private readonly inquiry: PaymentInquiry,
    private readonly statement: StatementReader,
  ) {}

  /** One look. Safe to run in several workers at once. */
  async run(): Promise<SweepReport> {
    const report: SweepReport = {
      released: 0,
      overdue: 0,
      resolved: 0,
      statement: { matched: 0, unmatched: 0, failed: 0 },
      failures: [],
    }
    await this.part(report, async () => (report.released = await this.releases.resume()))
    await this.part(report, async () => (report.overdue = await this.giveUpOverdue()))
    await this.inquireUnknown(report)
    await this.part(report, async () => (report.statement = await this.statement.read()))
    return report
  }

  private async part(report: SweepReport, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const reason = reasonOf(error)
      this.log.error(reason)
      report.failures.push(reason)
    }
  }

  /** By the clock of the procedure, or because whoever sent it has surely stopped waiting. */
  private async giveUpOverdue(): Promise<number> {
    const overdue = await this.sql.rows<{ id: string }>(
      `select p.id from payment p join payment_reference r on r.payment_id = p.id
       where p.state in ('sent', 'acknowledged')
         and (p.answer_due_at < $1 or (p.state = 'sent' and r.valid_until < clock_timestamp()))
       order by p.answer_due_at limit $2`,
      [this.clock.now(), AT_A_TIME],
    )
    if (overdue.length === 0) return 0
    const ids = overdue.map(({ id }) => id)
    const { moved } = await inTransaction(this.sql, (sql) =>
      this.payments.move(sql, ids, { event: 'outcome_unknown', actor: SYSTEM }),
    )
    return moved.length
  }

  private async inquireUnknown(report: SweepReport): Promise<void> {
    let silences = 0
    const unknown = await this.unknown()
    while (unknown.length > 0 && silences < SILENCES) {
      const some = unknown.splice(0, AT_ONCE)
      const ask = async (id: string): Promise<void> => {
        const outcome = await this.inquiry.resolve(id)
        if (outcome === 'resolved') report.resolved += 1
        if (outcome === 'no_answer') silences += 1
      }
      await Promise.all(some.map((id) => this.part(report, () => ask(id))))
    }
  }

  /** In no order, so that a few about which the bank never answers do not hide the others for ever. */
  private async unknown(): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `select id from payment where state = 'unknown' order by random() limit $1`,
      [AT_A_TIME],
    )
    return rows.map(({ id }) => id)
  }
}
