/**
 * A bank that is given files and gives files: instructions leave in the pain.001 of their batch, answers come as pain.002
 * and camt.053. It can be asked nothing; what it said so far is all that it says.
 */
import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import {
  BankPort,
  BankSilent,
  type InquiryAnswer,
  type StatementLine,
  type TransferAnswer,
} from './bank.port.js'

@Injectable()
export class BankByFile extends BankPort {
  override readonly rail = 'file'
  override readonly tellsHolders = false

  constructor(private readonly sql: Sql) {
    super()
  }

  transfer(): Promise<TransferAnswer> {
    return Promise.resolve({ kind: 'in_file' })
  }

  /** A line of its statement says more than its report, and a no in the report more than a yes before. */
  async inquire(reference: string): Promise<InquiryAnswer> {
    const said = await this.sql.first<{ settled_on: string | null; refused: string | null; taken: boolean }>(
      `select (select min(l.value_date) from bank_statement_line l join payment_reference r on r.reference = l.reference
           join payment p on p.id = r.payment_id and p.amount = l.amount
           where l.reference = $1 and l.kind = 'settlement') as settled_on,
         (select coalesce(reason, 'REFUSED') from bank_answer where reference = $1 and answer = 'refused' limit 1) as refused,
         exists (select from bank_answer where reference = $1 and answer = 'acknowledged') as taken`,
      [reference],
    )
    if (said?.settled_on) return { kind: 'settled', valueDate: said.settled_on }
    if (said?.refused) return { kind: 'refused', reason: said.refused }
    if (said?.taken) return { kind: 'acknowledged' }
    throw new BankSilent('The bank has said nothing of this transfer yet.')
  }

  holderOf(): Promise<string | null> {
    return Promise.reject(new BankSilent('A bank that is given files is asked nothing.'))
  }

  /** Statements come as files, by the hand of a person. */
  statementAfter(): Promise<StatementLine[]> {
    return Promise.resolve([])
  }
}
