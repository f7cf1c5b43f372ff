/**
 * Places one line of the bank's statement, with care: it settles or returns a payment, or it lies in the unmatched inbox
 * with the reason. One strange line never stops the rest, and placing a line twice changes nothing.
 */
import { Injectable } from '@nestjs/common'
import type { PaymentState } from '#libs/lifecycle'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import type { StatementLine } from './bank.port.js'
import { inTransaction } from './in-transaction.js'
import { type PlacementNote, RETURNED } from './payment-codes.js'
import { noteOf, type StoredLine } from './statement-lines.js'
import { PaymentInquiry } from './payment-inquiry.service.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { reasonOf } from '../platform/logging/reason-of.js'

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
  note: PlacementNote | null
}

export interface StatementReading {
  matched: number
  unmatched: number
  /** Lines that could not be placed at all; each is a row with an owner. */
  failed: number
}

/** What placing looks at. */
type Stored = Pick<
  StoredLine,
  'id' | 'kind' | 'reference' | 'amount' | 'currency' | 'value_date' | 'reason' | 'fault' | 'file_digest'
>

const storedLines = `select l.id, l.kind, l.reference, l.amount, l.currency, l.value_date, l.reason, l.fault, l.file_digest
  from bank_statement_line l`

/** One open row a claim is enough; $1 payment named by the line, $2 reason, $3 now */
const inInbox = `
  insert into attention (claim_id, topic, reason, owner_role, owner_branch_id, opened_at)
  select c.id, 'payment.statement', $2, 'reconciler', c.branch_id, $3
  from (select 1) one left join payment p on p.id = $1::uuid left join claim c on c.id = p.claim_id
  where not exists (select from attention a where a.topic = 'payment.statement' and a.reason = $2 and a.closed_at is null)
  on conflict do nothing`

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
    private readonly lifecycle: PaymentLifecycle,
    private readonly inquiry: PaymentInquiry,
    private readonly ports: StatementPorts,
  ) {}

  /** Places lines that are stored already, one by one, whatever becomes of each. */
  async placeAgain(lineIds: readonly string[]): Promise<StatementReading> {
    const reading = { matched: 0, unmatched: 0, failed: 0 }
    const lines = await this.sql.rows<Stored>(`${storedLines} where l.id = any ($1) order by l.read_seq`, [
      lineIds,
    ])
    for (const line of lines) count(reading, await this.placeOrAskForAttention(line))
    if (reading.matched > 0) this.ports.nudge.afterCommit()
    return reading
  }

  /**
   * Stores one line for good, then places it. Null when it was placed before, or when it must wait until the fate of its
   * payment is known: then it is a stored line without a placement, and every reading tries it again.
   */
  async place(line: StatementLine): Promise<Placement['outcome'] | null> {
    await this.store([line])
    return this.placeStored(ofPayment(line))
  }

  private async placeStored(line: Stored): Promise<Placement['outcome'] | null> {
    // The line proves that the bank knows the transfer; the inquiry is what may take it out of unknown.
    const unknown = await this.named(this.sql, line)
    if (unknown?.state === 'unknown') await this.inquiry.resolve(unknown.id)
    return inTransaction(this.sql, async (sql) => {
      // One reader at a time places a line.
      await sql.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [line.id])
      const placed = await sql.rows('select from statement_placement where line_id = $1', [line.id])
      const placement = placed.length > 0 ? null : await this.match(sql, line)
      if (!placement) return null
      const { outcome, paymentId, note } = placement
      const now = this.ports.clock.now()
      await sql.rows(
        `insert into statement_placement (line_id, outcome, payment_id, note, placed_by, placed_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [line.id, outcome, paymentId, note, SYSTEM.id, now],
      )
      if (outcome === 'unmatched' && line.file_digest === null)
        await sql.rows(inInbox, [paymentId, `${note}: ${line.id}`, now])
      return outcome
    })
  }

  private async placeOrAskForAttention(line: Stored): Promise<keyof StatementReading | null> {
    try {
      return await this.placeStored(line)
    } catch (error) {
      await this.askForAttention(line.id, error)
      return 'failed'
    }
  }

  /** Stores lines as the bank told them, once each. */
  async store(lines: readonly StatementLine[]): Promise<void> {
    const rows = lines.map((line, place) => ({ ...line, amount: line.amount.toString(), place }))
    await this.sql.rows(
      `insert into bank_statement_line (id, kind, reference, amount, value_date, reason, read_at)
       select x.id, x.kind, x.reference, x.amount, x."valueDate", x.reason, $2
       from jsonb_to_recordset($1::jsonb)
         as x(id text, kind text, reference text, amount bigint, "valueDate" date, reason text, place int)
       order by x.place on conflict (id) do nothing`,
      [JSON.stringify(rows), this.ports.clock.now()],
    )
  }

  /** A line that cannot be stored, or placed, gets an owner. */
  async askForAttention(lineId: string, error: unknown): Promise<void> {
    await this.sql.rows(inInbox, [null, `${lineId}: ${reasonOf(error)}`, this.ports.clock.now()])
  }

  /** Null while nobody knows what became of the payment: money that came back must find it later. */
  private async match(sql: SqlRunner, line: Stored): Promise<Placement | null> {
    const payment = await this.named(sql, line)
    const strange = noteOf(line)
    if (strange) return unmatched(strange, payment)
    if (!payment) return unmatched('REFERENCE_UNKNOWN')
    if (payment.amount !== line.amount) return unmatched('AMOUNT_DIFFERS', payment)
    if (payment.taken) return unmatched('PAYMENT_HAS_ITS_LINE', payment)
    const event = line.kind === 'settlement' ? 'settle' : 'return'
    const { moved, refused } = await this.lifecycle.move(sql, [payment.id], {
      event,
      actor: SYSTEM,
      input: {
        statementLineId: line.id,
        reason: line.reason ?? (event === 'return' ? RETURNED : undefined),
      },
      valueDate: event === 'settle' ? (line.value_date ?? undefined) : undefined,
    })
    if (moved.length > 0) return { outcome: 'matched', paymentId: payment.id, note: null }
    // An inquiry had told us before: the line only confirms it.
    const confirms = line.kind === 'settlement' && payment.state === 'settled'
    if (confirms) return { outcome: 'matched', paymentId: payment.id, note: 'CONFIRMS_INQUIRY' }
    if (refused.some(({ state }) => state === 'sent' || state === 'unknown')) return null
    return unmatched('PAYMENT_NOT_AWAITING_IT', payment)
  }

  private async named(sql: SqlRunner, line: Stored): Promise<Named | undefined> {
    const [payment] = await sql.rows<Named>(
      `select p.id, p.state, p.amount, exists (select from statement_placement m join bank_statement_line l on l.id = m.line_id
         where m.payment_id = p.id and m.outcome = 'matched' and l.kind = $2) as taken
       from payment_reference r join payment p on p.id = r.payment_id where r.reference = $1`,
      [line.reference, line.kind],
    )
    return payment
  }
}

function ofPayment({ id, kind, reference, amount, valueDate, reason = null }: StatementLine): Stored {
  return {
    id,
    kind,
    reference,
    amount,
    reason,
    value_date: valueDate,
    currency: 'IDR',
    fault: null,
    file_digest: null,
  }
}

function count(reading: StatementReading, outcome: keyof StatementReading | null): void {
  if (outcome) reading[outcome] += 1
}

function unmatched(note: PlacementNote, payment?: Named): Placement {
  return { outcome: 'unmatched', paymentId: payment?.id ?? null, note }
}
