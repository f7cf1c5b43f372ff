/**
 * Places many lines of a statement at once: all that settle or return a payment as expected move together, what is
 * strange goes to the inbox, and whatever needs a closer look is placed one by one as if it had come alone.
 */
import { Injectable } from '@nestjs/common'
import type { PaymentState } from '#libs/lifecycle'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { BankStatementService, type StatementReading } from './bank-statement.service.js'
import { inTransaction } from './in-transaction.js'
import type { PlacementNote } from './payment-codes.js'
import { type LineOfPayment, PaymentLifecycle } from './payment-lifecycle.service.js'
import { noteOf, type StoredLine } from './statement-lines.js'

interface LineWithPayment extends StoredLine {
  payment_id: string | null
  payment_state: PaymentState | null
  payment_amount: bigint | null
  /** A line of this kind is placed with this payment already. */
  taken: boolean
}

interface Placed {
  line_id: string
  outcome: 'matched' | 'unmatched'
  payment_id: string | null
  note: PlacementNote | null
}

/** What is to be done with the lines of one piece. */
interface Sorted {
  settle: Map<string, LineOfPayment>
  bounce: Map<string, LineOfPayment>
  placed: Placed[]
  /** Lines for the careful way, one by one. */
  single: string[]
}

/** $1 lines; those that are placed nowhere yet */
const unplacedWithPayments = `
  select l.*, p.id as payment_id, p.state as payment_state, p.amount as payment_amount,
    exists (select from statement_placement m join bank_statement_line o on o.id = m.line_id
      where m.payment_id = p.id and m.outcome = 'matched' and o.kind = l.kind) as taken
  from bank_statement_line l
    left join payment_reference r on r.reference = l.reference left join payment p on p.id = r.payment_id
  where l.id = any ($1) and not exists (select from statement_placement m where m.line_id = l.id)
  order by l.read_seq`

/** Only one at a time places in bulk; the careful way has its lock line by line, and the primary key settles the rest. */
const holdPlacing = `select pg_advisory_xact_lock(hashtextextended('statement_placement', 0))`

@Injectable()
export class StatementPlacing {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: PaymentLifecycle,
    private readonly careful: BankStatementService,
  ) {}

  /** Places these stored lines as far as they are not placed; none of them stops another. */
  async place(lineIds: readonly string[]): Promise<StatementReading> {
    const reading = { matched: 0, unmatched: 0, failed: 0 }
    if (lineIds.length === 0) return reading
    let single: readonly string[] = lineIds
    try {
      const together = await inTransaction(this.sql, (sql) => this.together(sql, lineIds))
      for (const { outcome } of together.placed) reading[outcome] += 1
      single = together.single
    } catch {
      // One of them spoils the whole: each by itself then, and whoever spoils it gets an owner.
    }
    const alone = single.length > 0 ? await this.careful.placeAgain(single) : undefined
    reading.matched += alone?.matched ?? 0
    reading.unmatched += alone?.unmatched ?? 0
    reading.failed += alone?.failed ?? 0
    return reading
  }

  private async together(sql: SqlRunner, lineIds: readonly string[]): Promise<Sorted> {
    await sql.rows(holdPlacing)
    const sorted = sort(await sql.rows<LineWithPayment>(unplacedWithPayments, [lineIds]))
    await this.move(sql, 'settle', sorted.settle, sorted)
    await this.move(sql, 'return', sorted.bounce, sorted)
    await sql.rows(
      `insert into statement_placement (line_id, outcome, payment_id, note, placed_by, placed_at)
       select x.line_id, x.outcome, x.payment_id, x.note, $2, $3
       from jsonb_to_recordset($1::jsonb) as x(line_id text, outcome text, payment_id uuid, note text)`,
      [JSON.stringify(sorted.placed), SYSTEM.id, this.clock.now()],
    )
    return sorted
  }

  private async move(
    sql: SqlRunner,
    event: 'settle' | 'return',
    lines: ReadonlyMap<string, LineOfPayment>,
    { placed, single }: Sorted,
  ): Promise<void> {
    if (lines.size === 0) return
    const { moved, refused } = await this.lifecycle.move(sql, [...lines.keys()], {
      event,
      actor: SYSTEM,
      lines,
    })
    for (const { paymentId } of moved)
      placed.push({
        line_id: lines.get(paymentId)?.statementLineId ?? '',
        outcome: 'matched',
        payment_id: paymentId,
        note: null,
      })
    for (const { paymentId } of refused) single.push(lines.get(paymentId)?.statementLineId ?? '')
  }
}

function sort(lines: readonly LineWithPayment[]): Sorted {
  const sorted: Sorted = { settle: new Map(), bounce: new Map(), placed: [], single: [] }
  const seen = new Set<string>()
  for (const line of lines) {
    const note = strangeness(line)
    const { payment_id: id, kind } = line
    // A strange line of a file is in the file's row of the inbox; one that came alone gets a row of its own.
    if (note && line.file_digest === null) sorted.single.push(line.id)
    else if (note) sorted.placed.push({ line_id: line.id, outcome: 'unmatched', payment_id: id, note })
    else if (id === null || seen.has(id) || !expects(line)) sorted.single.push(line.id)
    else {
      const day =
        kind === 'settlement'
          ? { valueDate: line.value_date ?? undefined }
          : { reason: line.reason ?? undefined }
      sorted[kind === 'settlement' ? 'settle' : 'bounce'].set(id, { statementLineId: line.id, ...day })
    }
    if (id !== null) seen.add(id)
  }
  return sorted
}

/** What can be said of a line without looking at how its payment stands. */
function strangeness(line: LineWithPayment): PlacementNote | null {
  if (noteOf(line)) return noteOf(line)
  if (line.payment_id === null) return 'REFERENCE_UNKNOWN'
  if (line.payment_amount !== line.amount) return 'AMOUNT_DIFFERS'
  return line.taken ? 'PAYMENT_HAS_ITS_LINE' : null
}

function expects({ kind, payment_state: state }: LineWithPayment): boolean {
  if (kind === 'settlement') return state === 'sent' || state === 'acknowledged'
  return state === 'acknowledged' || state === 'settled'
}
