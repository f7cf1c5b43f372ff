/** What a reconciler does with lines that nobody expected: takes one, finds out with the bank, and writes down what it is. */
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, violatedUnique } from '../platform/database/sql.js'
import { InvalidInput, NotAllowed, NotFound } from '../platform/problem/problems.js'
import { asSeparation } from './separation.js'
import { type UnmatchedLine, UnmatchedLines } from './unmatched-lines.query.js'

const LONGEST = 1000

@Injectable()
export class StatementInbox {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lines: UnmatchedLines,
  ) {}

  /** The line is this person's from now on, whoever had it before. */
  async take(lineId: string, actor: Actor): Promise<UnmatchedLine> {
    const line = await this.get(lineId, actor)
    await this.sql.rows(
      `insert into statement_line_owner (line_id, owner_id, taken_at) values ($1, $2, $3)
       on conflict (line_id) do update set owner_id = excluded.owner_id, taken_at = excluded.taken_at`,
      [line.id, actor.id, this.clock.now()],
    )
    return line
  }

  /**
   * Closes a line with what it turned out to be. It moves no money: a payment settles by its own line, by the bank's
   * answer or by evidence, never by a sentence.
   */
  async explain(lineId: string, explanation: string, actor: Actor): Promise<void> {
    const text = explanation.trim()
    if (text.length < 10 || text.length > LONGEST)
      throw new InvalidInput('Tulis penjelasan 10 sampai 1.000 huruf: dari mana baris ini, dan apa buktinya.')
    const line = await this.get(lineId, actor)
    try {
      await this.sql.rows(
        `insert into statement_placement (line_id, seq, outcome, payment_id, note, explanation, placed_by, placed_at)
         select line_id, seq + 1, 'explained', payment_id, note, $2, $3, $4 from statement_placement
         where line_id = $1 order by seq desc limit 1`,
        [line.id, text, actor.id, this.clock.now()],
      )
    } catch (error) {
      // Somebody else has just explained it: that is the same outcome.
      if (violatedUnique(error) === undefined) throw asSeparation(error)
    }
    await this.closeFinished(line.id, actor)
  }

  private async get(lineId: string, actor: Actor): Promise<UnmatchedLine> {
    if (actor.role !== 'reconciler')
      throw new NotAllowed('Hanya petugas rekonsiliasi yang menyelesaikan baris rekening koran.')
    const line = await this.lines.find(lineId, actor.branchId)
    if (!line) throw new NotFound('Baris ini tidak ada di kotak baris yang belum cocok.')
    return line
  }

  /** The row that keeps a file on the list of what is stuck goes when its last line is explained. */
  private async closeFinished(lineId: string, actor: Actor): Promise<void> {
    await this.sql.rows(
      `update attention a set closed_at = $2, closed_by = $3 from bank_statement_line l join statement_file f on f.digest = l.file_digest
       where l.id = $1 and a.topic = 'payment.statement' and a.closed_at is null
         and a.reason = f.statement_id || ' ' || left(f.digest, 16)
         and not exists (select from bank_statement_line x join statement_placement m on m.line_id = x.id
           where x.file_digest = f.digest and m.outcome = 'unmatched'
             and not exists (select from statement_placement n where n.line_id = m.line_id and n.seq > m.seq))`,
      [lineId, this.clock.now(), actor.id],
    )
  }
}
