/** camt.053.001.08: the entries of a statement as lines that can be placed, each with the line of the file it stands on. */
import { MessageInvalid } from './messages.js'
import { type Part, readMessage } from './read-message.js'
import type { StatementPiece } from './statement-pieces.js'

/** One movement on our account, as the bank states it. */
export interface StatedLine {
  /** The bank's own name for the movement, the same in every file that tells of it; empty when the bank gave none. */
  bankReference: string
  direction: 'credit' | 'debit'
  /** As it stands in the file, e.g. `42000000.00`. */
  amount: string
  currency: string
  /** Ours, when the bank repeats it. */
  reference: string | null
  /** `YYYY-MM-DD`; null when the bank gave neither value nor booking date. */
  valueDate: string | null
  /** Money that came back, with the bank's reason. */
  returned: { reason: string | null } | null
  /** The bank's code for the kind of movement, e.g. `PMNT-ICDT-DMCT`. */
  transactionCode: string
  /** Line of the file. */
  line: number
  /** The how manieth transfer of an entry that books several; 0 for the only one. */
  part: number
}

export interface UnreadableEntry {
  line: number
  /** Element and rule, never a value. */
  what: string
}

const NAME = 'camt.053.001.08'

/**
 * The lines of one piece. When the piece does not follow the schema, each of its entries is read by itself, and those
 * that do not follow it are named.
 * @throws MessageInvalid when it is the header that does not
 */
export function readPiece(piece: StatementPiece): { lines: StatedLine[]; unreadable: UnreadableEntry[] } {
  const texts = piece.entries.map(({ text }) => text)
  try {
    return { lines: read(piece, texts, piece.entries), unreadable: [] }
  } catch (error) {
    if (!(error instanceof MessageInvalid)) throw error
  }
  read(piece, [], [])
  const unreadable: UnreadableEntry[] = []
  const lines = piece.entries.flatMap((entry) => {
    try {
      return read(piece, [entry.text], [entry])
    } catch (error) {
      if (!(error instanceof MessageInvalid)) throw error
      unreadable.push({ line: entry.line, what: error.faults[0]?.what ?? '' })
      return []
    }
  })
  return { lines, unreadable }
}

function read(
  piece: StatementPiece,
  texts: readonly string[],
  entries: StatementPiece['entries'],
): StatedLine[] {
  return readMessage(NAME, piece.xml(texts), (root) =>
    root.all('BkToCstmrStmt/Stmt/Ntry').flatMap((entry, index) => linesOf(entry, entries[index]?.line ?? 0)),
  )
}

/** A bank may book several transfers as one entry: each of them is a line. What is only pending is not money yet. */
function linesOf(entry: Part, line: number): StatedLine[] {
  const status = entry.text('Sts/Cd') ?? 'BOOK'
  if (status !== 'BOOK') return []
  const details = entry.all('NtryDtls/TxDtls')
  if (details.length <= 1) return [lineOf(entry, details[0], line, 0)]
  return details.map((detail, index) => lineOf(entry, detail, line, index + 1))
}

function lineOf(entry: Part, detail: Part | undefined, line: number, part: number): StatedLine {
  const many = part > 0
  const amountIn = many && detail?.text('Amt') !== undefined ? detail : entry
  const direction = (many ? detail?.text('CdtDbtInd') : undefined) ?? entry.text('CdtDbtInd')
  const bankReference = entry.text('AcctSvcrRef') ?? detail?.text('Refs/AcctSvcrRef') ?? ''
  const [returnInfo] = detail?.all('RtrInf') ?? []
  const reversed = ['true', '1'].includes(entry.text('RvslInd') ?? '')
  return {
    bankReference: bankReference !== '' && many ? `${bankReference}/${part}` : bankReference,
    direction: direction === 'CRDT' ? 'credit' : 'debit',
    amount: amountIn.text('Amt') ?? '',
    currency: amountIn.text('Amt/@Ccy') ?? '',
    reference: detail?.text('Refs/EndToEndId') ?? null,
    valueDate: dateIn(entry, 'ValDt') ?? dateIn(entry, 'BookgDt'),
    returned: (returnInfo ?? reversed) ? { reason: reasonIn(returnInfo) } : null,
    transactionCode: codeOf(entry),
    line,
    part,
  }
}

function dateIn(entry: Part, element: string): string | null {
  const text = entry.text(`${element}/Dt`) ?? entry.text(`${element}/DtTm`)
  return text === undefined ? null : text.slice(0, 10)
}

function reasonIn(returned: Part | undefined): string | null {
  return returned?.text('Rsn/Cd') ?? returned?.text('Rsn/Prtry') ?? null
}

function codeOf(entry: Part): string {
  const domain = ['Domn/Cd', 'Domn/Fmly/Cd', 'Domn/Fmly/SubFmlyCd'].map((path) =>
    entry.text(`BkTxCd/${path}`),
  )
  if (domain.every((part) => part !== undefined)) return domain.join('-')
  return entry.text('BkTxCd/Prtry/Cd') ?? ''
}

/** What the header of a statement says of the whole: the account, and what its entries must come to. */
export interface StatementHeader {
  statementId: string
  account: string
  currency: string | null
  /** As the file counts them; null when it does not. */
  entries: number | null
  sum: string | null
}

/** @throws MessageInvalid */
export function readHeader(piece: StatementPiece): StatementHeader {
  return readMessage(NAME, piece.xml([]), (root) => {
    const at = (path: string): string | undefined => root.text(`BkToCstmrStmt/Stmt/${path}`)
    const entries = at('TxsSummry/TtlNtries/NbOfNtries')
    return {
      statementId: at('Id') ?? '',
      account: at('Acct/Id/Othr/Id') ?? at('Acct/Id/IBAN') ?? '',
      currency: at('Acct/Ccy') ?? null,
      entries: entries === undefined ? null : Number(entries),
      sum: at('TxsSummry/TtlNtries/Sum') ?? null,
    }
  })
}
