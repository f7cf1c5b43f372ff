import { Readable } from 'node:stream'
import { BankAgreement } from '../../src/payment/bank-agreement.service.js'
import { BankAnswers } from '../../src/payment/bank-answers.service.js'
import { BankByFile } from '../../src/payment/bank-file.adapter.js'
import { BankFiles } from '../../src/payment/bank-files.service.js'
import { statementXml, type WrittenEntry } from '../../src/payment/iso20022/statement-file.js'
import { PaymentEvidence } from '../../src/payment/payment-evidence.service.js'
import { StatementImport, type StatementReport } from '../../src/payment/statement-import.service.js'
import { StatementInbox } from '../../src/payment/statement-inbox.service.js'
import { UnmatchedLines } from '../../src/payment/unmatched-lines.query.js'
import { LawInForce } from '../../src/platform/law-loader/law-in-force.js'
import { personalDataOn } from '../support/personal-data.js'
import { PaymentDesk, Process } from './payment-desk.js'

const OUR_ACCOUNT = '0012345678901'

/** The services around a bank's files and statements, on the desk of a test. */
export class BankDesk {
  readonly agreement = new BankAgreement(new LawInForce())
  readonly answers: BankAnswers
  readonly files: BankFiles
  readonly evidence: PaymentEvidence
  readonly lines: UnmatchedLines
  readonly inbox: StatementInbox
  readonly statements: StatementImport

  constructor(
    readonly desk: PaymentDesk,
    readonly process: Process = desk.process,
  ) {
    const { sql, clock, payments, inquiry, gate, nudge, placing } = process
    this.answers = new BankAnswers(sql, clock, payments, inquiry, nudge)
    this.files = new BankFiles(sql, clock, gate, this.agreement, personalDataOn(sql, clock), this.answers)
    this.evidence = new PaymentEvidence(sql, clock, payments, nudge, personalDataOn(sql, clock))
    this.lines = new UnmatchedLines(sql)
    this.inbox = new StatementInbox(sql, clock, this.lines)
    this.statements = new StatementImport(sql, clock, placing, nudge)
  }

  /** With a bank that is given files. */
  static async byFile(): Promise<BankDesk> {
    const desk = await PaymentDesk.open()
    return new BankDesk(desk, new Process(desk.sql, desk.clock, { bank: () => new BankByFile(desk.sql) }))
  }

  async close(): Promise<void> {
    await this.desk.close()
  }

  /** Imports these entries as a file of the bank; the same number and entries are the same file. */
  importEntries(entries: readonly WrittenEntry[], number = 'RK-1'): Promise<StatementReport> {
    const head = { statementId: number, createdAt: '2022-10-12T10:00:00.000Z', account: OUR_ACCOUNT }
    return this.importText([...statementXml(head, entries)].join(''), number)
  }

  importText(text: string, name = 'rekening-koran'): Promise<StatementReport> {
    return this.statements.import(
      { name: `${name}.xml`, open: () => Readable.from([Buffer.from(text)]) },
      this.desk.reconciler,
    )
  }

  async reference(claimId: string): Promise<string> {
    const row = await this.desk.sql.first<{ reference: string }>(
      `select r.reference from payment_reference r join payment p on p.id = r.payment_id
       where p.claim_id = $1 order by p.created_at desc limit 1`,
      [claimId],
    )
    return row?.reference ?? ''
  }
}

/** The entry with which the bank says that this much left our account. */
export function paidOut(
  bankReference: string,
  reference: string,
  more: Partial<WrittenEntry> = {},
): WrittenEntry {
  return {
    bankReference,
    reference,
    direction: 'debit',
    amount: '42000000',
    valueDate: '2022-10-12',
    ...more,
  }
}

export function cameBack(
  bankReference: string,
  reference: string,
  more: Partial<WrittenEntry> = {},
): WrittenEntry {
  return paidOut(bankReference, reference, {
    direction: 'credit',
    returnReason: 'AC04',
    valueDate: '2022-10-13',
    ...more,
  })
}
