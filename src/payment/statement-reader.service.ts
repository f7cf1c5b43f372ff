/**
 * Reads the statement of a bank that tells its lines when it is asked: page by page, each page stored and placed as a
 * whole. A silent bank is asked again at the next reading.
 */
import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { BankPatience, BankPort, type StatementLine } from './bank.port.js'
import { answerOf } from './bank-answer.js'
import { BankStatementService, type StatementReading, StatementPorts } from './bank-statement.service.js'
import { StatementPlacing } from './statement-placing.service.js'

/** Lines looked at again in one reading. */
const AT_A_TIME = 200

@Injectable()
export class StatementReader {
  constructor(
    private readonly sql: Sql,
    private readonly bank: BankPort,
    private readonly patience: BankPatience,
    private readonly placing: StatementPlacing,
    private readonly careful: BankStatementService,
    private readonly ports: StatementPorts,
  ) {}

  /** Places what could not be placed before, then reads on from the last line stored until the bank has no more. */
  async read(): Promise<StatementReading> {
    const reading = await this.placing.place(await this.unplaced())
    let last = await this.lastRead()
    for (;;) {
      const lines = await answerOf(this.bank.statementAfter(last), this.patience.answerWithin)
      if (!Array.isArray(lines) || lines.length === 0) break
      await this.store(lines)
      const ids = lines.map(({ id }) => id)
      last = ids.at(-1) ?? last
      const { matched, unmatched, failed } = await this.placing.place(ids)
      reading.matched += matched
      reading.unmatched += unmatched
      reading.failed += failed
    }
    if (reading.matched > 0) this.ports.nudge.afterCommit()
    return reading
  }

  /** A line that the database does not take stops the reading before it: the next reading begins with it again. */
  private async store(lines: readonly StatementLine[]): Promise<void> {
    try {
      await this.careful.store(lines)
    } catch {
      for (const line of lines) await this.storeOrStop(line)
    }
  }

  private async storeOrStop(line: StatementLine): Promise<void> {
    try {
      await this.careful.store([line])
    } catch (error) {
      await this.careful.askForAttention(line.id, error)
      throw error
    }
  }

  private async lastRead(): Promise<string | null> {
    const line = await this.sql.first<{ id: string }>(
      'select id from bank_statement_line where file_digest is null order by read_seq desc limit 1',
    )
    return line?.id ?? null
  }

  /** In no order, so that a few lines which fail for ever do not hide the others. */
  private async unplaced(): Promise<string[]> {
    const lines = await this.sql.rows<{ id: string }>(
      `select l.id from bank_statement_line l
       where not exists (select from statement_placement m where m.line_id = l.id) order by random() limit $1`,
      [AT_A_TIME],
    )
    return lines.map(({ id }) => id)
  }
}
