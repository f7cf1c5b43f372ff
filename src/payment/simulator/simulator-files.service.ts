/** The bank in the box as one that is given files: it takes a pain.001, reports in a pain.002, and tells its days in a camt.053. */
import { create } from 'xmlbuilder2'
import type { Sql } from '../../platform/database/sql.js'
import type { BankSimulator } from '../bank-simulator.adapter.js'
import type { TransferAnswer } from '../bank.port.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { MessageInvalid, namespaceOf } from '../iso20022/messages.js'
import type { Part } from '../iso20022/read-message.js'
import { statementXml, type WrittenEntry } from '../iso20022/statement-file.js'

/** A file is valid until it is carried out; the box does so at once. */
const NO_LAST_MOMENT = '9999-12-31T00:00:00.000Z'

interface Row {
  seq: bigint
  reference: string
  kind: 'settlement' | 'return'
  amount: bigint
  value_date: string
  reason: string | null
}

export class SimulatorFiles {
  constructor(
    private readonly bank: BankSimulator,
    private readonly sql: Sql,
  ) {}

  /** Carries a file out and reports on it; transfers of which the bank says nothing are left out. @throws InvalidInput */
  async report(file: string, at: string): Promise<string> {
    const { messageId, transfers } = await orderIn(file)
    const said: object[] = []
    for (const transfer of transfers) {
      const answer = await this.bank.transfer({ ...transfer, validUntil: NO_LAST_MOMENT }).catch(() => null)
      const [row] = await this.sql.rows<{ behaviour: string }>(
        'select behaviour from bank_simulator.transfer where reference = $1',
        [transfer.reference],
      )
      if (answer && row?.behaviour !== 'unsaid') said.push(statusOf(transfer.reference, answer))
    }
    const whole = said.length === transfers.length ? 'ACSP' : 'PART'
    const mixed = said.some((status) => 'StsRsnInf' in status)
    return `${create(
      { version: '1.0', encoding: 'UTF-8' },
      {
        Document: {
          '@xmlns': namespaceOf('pain.002.001.10'),
          CstmrPmtStsRpt: {
            GrpHdr: { MsgId: `R-${messageId}`.slice(0, 35), CreDtTm: at },
            OrgnlGrpInfAndSts: {
              OrgnlMsgId: messageId,
              OrgnlMsgNmId: 'pain.001.001.09',
              GrpSts: mixed ? 'PART' : whole,
            },
            OrgnlPmtInfAndSts: { OrgnlPmtInfId: messageId, TxInfAndSts: said },
          },
        },
      },
    ).end({ prettyPrint: true })}\n`
  }

  /** Every movement that the bank has booked so far, as one statement, in pieces of text. */
  async *statement(account: string, at: string): AsyncGenerator<string> {
    await this.bank.statementAfter(null)
    const rows = await this.sql.rows<Row>(
      'select seq, reference, kind, amount, value_date, reason from bank_simulator.statement_line order by seq',
    )
    yield* statementXml(
      { statementId: `SIM-${rows.at(-1)?.seq ?? 0}`, createdAt: at, account },
      rows.map(entryOf),
    )
  }
}

async function orderIn(file: string) {
  const { readMessage } = await import('../iso20022/read-message.js')
  try {
    return readMessage('pain.001.001.09', file, (root) => ({
      messageId: root.text('CstmrCdtTrfInitn/GrpHdr/MsgId') ?? '',
      transfers: root.all('CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf').map(transferIn),
    }))
  } catch (error) {
    if (!(error instanceof MessageInvalid)) throw error
    throw new InvalidInput(`Berkas ini bukan perintah bayar yang dibaca bank (${error.message}).`)
  }
}

function transferIn(part: Part) {
  return {
    reference: part.text('PmtId/EndToEndId') ?? '',
    amount: BigInt((part.text('Amt/InstdAmt') ?? '0').split('.')[0] ?? 0),
    bankCode: part.text('CdtrAgt/FinInstnId/ClrSysMmbId/MmbId') ?? '',
    accountNumber: part.text('CdtrAcct/Id/Othr/Id') ?? '',
    accountHolder: part.text('Cdtr/Nm') ?? '',
  }
}

function statusOf(reference: string, answer: TransferAnswer): object {
  return answer.kind === 'refused'
    ? { OrgnlEndToEndId: reference, TxSts: 'RJCT', StsRsnInf: { Rsn: { Prtry: answer.reason } } }
    : { OrgnlEndToEndId: reference, TxSts: 'ACSP' }
}

function entryOf({ seq, reference, kind, amount, value_date: valueDate, reason }: Row): WrittenEntry {
  return {
    bankReference: `SIM${seq}`,
    direction: kind === 'settlement' ? 'debit' : 'credit',
    amount: amount.toString(),
    reference,
    valueDate,
    ...(kind === 'return' ? { returnReason: reason ?? 'RETURNED' } : {}),
  }
}
