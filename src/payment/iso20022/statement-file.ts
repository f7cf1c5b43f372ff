/** camt.053.001.08 as a bank writes it, for the bank in the box: written entry by entry, for files of any size. */
import { create } from 'xmlbuilder2'
import { namespaceOf } from './messages.js'

export interface WrittenEntry {
  bankReference: string
  direction: 'credit' | 'debit'
  amount: string
  currency?: string
  reference?: string | null
  valueDate: string
  /** Money that comes back, and why. */
  returnReason?: string | null
  transactionCode?: readonly [string, string, string]
}

export interface WrittenStatement {
  statementId: string
  createdAt: string
  account: string
  currency?: string
}

const OUT = ['PMNT', 'ICDT', 'DMCT'] as const
const BACK = ['PMNT', 'RCDT', 'RRTN'] as const

/** The message in pieces of text; one after the other they are the file. */
export function* statementXml(
  { statementId, createdAt, account, currency = 'IDR' }: WrittenStatement,
  entries: Iterable<WrittenEntry>,
): Generator<string> {
  const zero = { Amt: { '@Ccy': currency, '#': '0' }, CdtDbtInd: 'CRDT', Dt: { Dt: createdAt.slice(0, 10) } }
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespaceOf('camt.053.001.08')}">\n<BkToCstmrStmt>\n`
  yield fragment('GrpHdr', { MsgId: statementId, CreDtTm: createdAt })
  yield '<Stmt>\n'
  yield fragment('Id', statementId)
  yield fragment('CreDtTm', createdAt)
  yield fragment('Acct', { Id: { Othr: { Id: account } }, Ccy: currency })
  yield fragment('Bal', { Tp: { CdOrPrtry: { Cd: 'OPBD' } }, ...zero })
  for (const entry of entries) yield fragment('Ntry', entryOf(entry))
  yield '</Stmt>\n</BkToCstmrStmt>\n</Document>\n'
}

function entryOf(entry: WrittenEntry): object {
  const { reference, returnReason, valueDate } = entry
  const [domain, family, sub] = entry.transactionCode ?? (returnReason === undefined ? OUT : BACK)
  return {
    Amt: { '@Ccy': entry.currency ?? 'IDR', '#': entry.amount },
    CdtDbtInd: entry.direction === 'credit' ? 'CRDT' : 'DBIT',
    Sts: { Cd: 'BOOK' },
    BookgDt: { Dt: valueDate },
    ValDt: { Dt: valueDate },
    AcctSvcrRef: entry.bankReference,
    BkTxCd: { Domn: { Cd: domain, Fmly: { Cd: family, SubFmlyCd: sub } } },
    ...(reference
      ? {
          NtryDtls: {
            TxDtls: {
              Refs: { EndToEndId: reference },
              ...(returnReason === undefined
                ? {}
                : { RtrInf: { Rsn: { Prtry: returnReason ?? 'RETURNED' } } }),
            },
          },
        }
      : {}),
  }
}

function fragment(name: string, content: object | string): string {
  return `${create({ [name]: content })
    .root()
    .toString()}\n`
}
