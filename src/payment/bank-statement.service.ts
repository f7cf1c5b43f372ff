/**
 * Reads the bank's statement and places every line: it settles or returns a payment, or it lies in the unmatched inbox
 * with the reason. One strange line never stops the rest, and reading a line twice changes nothing.
 */
import { Injectable } from '@nestjs/common'
import type { PaymentState } from '#libs/lifecycle'
import { SYSTEM } from '../claims/planned-transition.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { BankPatience, BankPort, type StatementLine } from './bank.port.js'
import { answerOf } from './bank-answer.js'
import { PaymentInquiry } from './payment-inquiry.service.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'

interface Named {
  id: string
  state: PaymentState
  amount: bigint
  /** A line of this kind is placed with this payment already. */
  taken: boolean
}

interface Placement {
  outcome: 'matched' | 'unmatched'
  paymentId: string | null
  note: string | null
}

export interface StatementReading {
  matched: number
  unmatched: number
}

/** When a line was read, and whom to nudge for the claims it concerns. */
@Injectable()
export class StatementPorts {
  constructor(
    readonly clock: Clock,
    readonly nudge: OutboxNudge,
  ) {}
}

@Injectable()
export class BankStatementService {
  constructor(
    private readonly sql: Sql,
    private readonly bank: BankPort,
    private readonly patience: BankPatience,
    private readonly lifecycle: PaymentLifecycle,
    private readonly inquiry: PaymentInquiry,
    private readonly ports: StatementPorts,
  ) {}

  /** Reads on from the last line read until the bank has no more. A silent bank is asked again at the next reading. */
  async read(): Promise<StatementReading> {
    const reading = { matched: 0, unmatched: 0 }
    let last =
      (
        await this.sql.first<{ id: string }>(
          'select id from bank_statement_line order by read_seq desc limit 1',
        )
      )?.id ?? null
    for (;;) {
      const lines = await answerOf(this.bank.statementAfter(last), this.patience.answerWithin)
      if (!Array.isArray(lines) || lines.length === 0) break
      for (const line of lines) {
        const outcome = await this.place(line)
        if (outcome) reading[outcome] += 1
        last = line.id
      }
    }
    if (reading.matched > 0) this.ports.nudge.afterCommit()
    return reading
  }

  /** Places one line; null when it was placed before. */
  async place(line: StatementLine): Promise<Placement['outcome'] | null> {
    // The line proves that the bank knows the transfer; the inquiry is what may take it out of unknown.
    const unknown = await this.named(this.sql, line)
    if (unknown?.state === 'unknown') await this.inquiry.resolve(unknown.id)
    return this.sql.transaction(async (sql) => {
      const [stored] = await sql.rows(
        `insert into bank_statement_line (id, kind, reference, amount, value_date, reason, read_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
        [
          line.id,
          line.kind,
          line.reference,
          line.amount,
          line.valueDate,
          line.reason ?? null,
          this.ports.clock.now(),
        ],
      )
      if (!stored) return null
      const placement = await this.match(sql, line)
      await sql.rows(
        `insert into statement_placement (line_id, outcome, payment_id, note, placed_by, placed_at) values ($1, $2, $3, $4, $5, $6)`,
        [line.id, placement.outcome, placement.paymentId, placement.note, SYSTEM.id, this.ports.clock.now()],
      )
      return placement.outcome
    })
  }

  private async match(sql: SqlRunner, line: StatementLine): Promise<Placement> {
    const payment = await this.named(sql, line)
    if (!payment) return unmatched('REFERENCE_UNKNOWN')
    if (payment.amount !== line.amount) return unmatched('AMOUNT_DIFFERS', payment)
    if (payment.taken) return unmatched('PAYMENT_HAS_ITS_LINE', payment)
    const event = line.kind === 'settlement' ? 'settle' : 'return'
    const { moved } = await this.lifecycle.move(sql, [payment.id], {
      event,
      actor: SYSTEM,
      input: {
        statementLineId: line.id,
        reason: line.reason ?? (event === 'return' ? 'RETURNED' : undefined),
      },
      valueDate: event === 'settle' ? line.valueDate : undefined,
    })
    if (moved.length > 0) return { outcome: 'matched', paymentId: payment.id, note: null }
    // An inquiry had told us before: the line only confirms it.
    const confirms = line.kind === 'settlement' && payment.state === 'settled'
    if (confirms) return { outcome: 'matched', paymentId: payment.id, note: 'CONFIRMS_INQUIRY' }
    return unmatched(`PAYMENT_${payment.state.toUpperCase()}`, payment)
  }

  private async named(sql: SqlRunner, line: StatementLine): Promise<Named | undefined> {
    const [payment] = await sql.rows<Named>(
      `select p.id, p.state, p.amount, exists (select from statement_placement m join bank_statement_line l on l.id = m.line_id
         where m.payment_id = p.id and m.outcome = 'matched' and l.kind = $2) as taken
       from payment_reference r join payment p on p.id = r.payment_id where r.reference = $1`,
      [line.reference, line.kind],
    )
    return payment
  }
}

function unmatched(note: string, payment?: Named): Placement {
  return { outcome: 'unmatched', paymentId: payment?.id ?? null, note }
}
