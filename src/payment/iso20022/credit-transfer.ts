/** pain.001.001.09: the payments of a released batch as one file. The same batch is the same bytes for ever. */
import { create } from 'xmlbuilder2'
import { namespaceOf } from './messages.js'
import { assertValid } from './read-message.js'

export interface Debtor {
  name: string
  account: string
  bankCode: string
}

export interface CreditTransfer {
  /** Under which the bank knows the transfer for ever: the EndToEndId. */
  reference: string
  /** Whole rupiah. */
  amount: bigint
  bankCode: string
  accountNumber: string
  accountHolder: string
}

export interface CreditTransferFile {
  messageId: string
  /** ISO instant. */
  createdAt: string
  /** `YYYY-MM-DD`: the day on which the bank is to carry it out. */
  executionDate: string
  debtor: Debtor
  transfers: readonly CreditTransfer[]
}

const NAME = 'pain.001.001.09'

/** @throws MessageInvalid when a value does not fit the message: then nothing may leave */
export function creditTransferXml({
  messageId,
  createdAt,
  executionDate,
  debtor,
  transfers,
}: CreditTransferFile): string {
  const count = transfers.length
  const total = transfers.reduce((sum, { amount }) => sum + amount, 0n).toString()
  const xml = create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      Document: {
        '@xmlns': namespaceOf(NAME),
        CstmrCdtTrfInitn: {
          GrpHdr: {
            MsgId: messageId,
            CreDtTm: createdAt,
            NbOfTxs: count,
            CtrlSum: total,
            InitgPty: party(debtor.name),
          },
          PmtInf: {
            PmtInfId: messageId,
            PmtMtd: 'TRF',
            BtchBookg: 'false',
            NbOfTxs: count,
            CtrlSum: total,
            ReqdExctnDt: { Dt: executionDate },
            Dbtr: party(debtor.name),
            DbtrAcct: account(debtor.account),
            DbtrAgt: agent(debtor.bankCode),
            ChrgBr: 'DEBT',
            CdtTrfTxInf: transfers.map((transfer) => ({
              PmtId: { InstrId: transfer.reference, EndToEndId: transfer.reference },
              Amt: { InstdAmt: { '@Ccy': 'IDR', '#': transfer.amount.toString() } },
              CdtrAgt: agent(transfer.bankCode),
              Cdtr: party(transfer.accountHolder),
              CdtrAcct: account(transfer.accountNumber),
            })),
          },
        },
      },
    },
  ).end({ prettyPrint: true })
  assertValid(NAME, xml)
  return `${xml}\n`
}

/** A name is at most 140 characters in the message; a bank compares less than that. */
function party(name: string): object {
  return { Nm: name.slice(0, 140) }
}

/** Indonesia has no IBAN: an account is a number of its bank, and a bank a member of the clearing. */
function account(number: string): object {
  return { Id: { Othr: { Id: number } } }
}

function agent(bankCode: string): object {
  return { FinInstnId: { ClrSysMmbId: { MmbId: bankCode } } }
}
