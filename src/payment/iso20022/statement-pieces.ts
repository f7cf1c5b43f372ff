/**
 * Cuts a statement of any size into small whole messages, without ever holding more than one: the beginning of the
 * message up to its first entry, some entries, and an end. Each piece follows the schema by itself, so a strange entry
 * spoils its piece and not the file, and a file that breaks off is whole up to there.
 */
import { StringDecoder } from 'node:string_decoder'

export interface StatementPiece {
  /** A whole message with the header of its statement and these entries. */
  xml: (entries: readonly string[]) => string
  entries: { text: string; line: number }[]
}

export interface StatementEnd {
  /** The line on which the file breaks off, or stops making sense; null when it was whole. */
  truncatedAt: number | null
}

/** Raised for a file that is no statement at all. */
export class NoStatement extends Error {}

const ENTRIES_A_PIECE = 250
/** More text than this without the end of an entry is not a statement. */
const LONGEST = 4 * 1024 * 1024
/** A tag with its name without prefix, or what must be stepped over as a whole. */
const MARK =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>/y

/** Yields the pieces of the file; returns how it ended. @throws NoStatement */
export async function* statementPieces(
  file: AsyncIterable<Buffer>,
): AsyncGenerator<StatementPiece, StatementEnd> {
  const cutter = new Cutter()
  const decoder = new StringDecoder('utf8')
  for await (const chunk of file) {
    cutter.add(decoder.write(chunk))
    yield* cutter.closed.splice(0)
    while (cutter.ready.length >= ENTRIES_A_PIECE) yield cutter.piece(ENTRIES_A_PIECE)
  }
  cutter.add(decoder.end())
  yield* cutter.closed.splice(0)
  yield cutter.piece(cutter.ready.length)
  return { truncatedAt: cutter.whole && !cutter.broken ? null : cutter.line }
}

/** The depth of an entry's statement: Document, BkToCstmrStmt, Stmt. */
const STATEMENT = 3

class Cutter {
  /** Entries of the present statement that are whole and not handed out. */
  ready: { text: string; line: number }[] = []
  /** The last pieces of statements that are followed by another one in the same file. */
  closed: StatementPiece[] = []
  whole = false
  /** What came after this line makes no sense; what came before it does. */
  broken = false
  line = 1
  private rest = ''
  /** From the start of the file to the first statement: declaration, document, group header. */
  private envelope = ''
  /** From the start of the statement to its first entry. */
  private header = ''
  private inHeader = false
  private path: string[] = []
  /** Document, message and statement as the file writes them, with a prefix or without. */
  private readonly written: string[] = []
  private entry: { text: string; line: number } | undefined

  add(text: string): void {
    if (this.broken) return
    this.rest += text
    let from = 0
    for (let at = this.rest.indexOf('<'); at >= 0; at = this.rest.indexOf('<', from)) {
      MARK.lastIndex = at
      const mark = MARK.exec(this.rest)
      if (!mark) break
      this.take(this.rest.slice(from, at), mark)
      from = MARK.lastIndex
      if (this.broken) return
    }
    this.rest = this.rest.slice(from)
    if (/^\s*<!DOCTYPE/i.test(this.rest)) throw new NoStatement('DOCTYPE tidak diterima')
    if (this.rest.length > LONGEST) this.giveUp('tidak ada elemen yang selesai')
  }

  piece(count: number): StatementPiece {
    if (this.header === '') throw new NoStatement('bukan camt.053')
    const begin = this.envelope + this.header
    const end = this.written
      .map((name) => `</${name}>`)
      .reverse()
      .join('')
    return { xml: (entries) => begin + entries.join('') + end, entries: this.ready.splice(0, count) }
  }

  private take(before: string, [mark, slash, name, more = '']: RegExpExecArray): void {
    const startsAt = this.line + newlinesIn(before)
    this.line = startsAt + newlinesIn(mark)
    const opening = name !== undefined && slash === ''
    if (opening && name === 'Stmt' && this.path.length === STATEMENT - 1) this.openStatement()
    if (opening && name === 'Ntry' && this.path.length === STATEMENT) this.openEntry(startsAt)
    if (slash !== '/' || !this.endsStatement(name)) this.keep(before, mark)
    if (opening && !more.endsWith('/')) this.open(name, mark)
    if (slash === '/' && name !== undefined) this.close(name)
  }

  /** The ends of a statement and of what it stands in: each piece brings its own. */
  private endsStatement(name: string | undefined): boolean {
    return this.path.length < STATEMENT || (this.path.length === STATEMENT && name === 'Stmt')
  }

  private open(name: string, tag: string): void {
    this.path.push(name)
    if (this.path.length <= STATEMENT)
      this.written[this.path.length - 1] = /^<([\w.:-]+)/.exec(tag)?.[1] ?? name
  }

  private close(name: string): void {
    if (this.path.pop() !== name) return this.giveUp(`elemen ${name} tidak berpasangan`)
    if (this.path.length === 0) this.whole = true
    if (this.path.length !== STATEMENT || !this.entry) return
    this.ready.push(this.entry)
    this.entry = undefined
  }

  /** A file that has said nothing yet is refused; of another one, what it said before is taken. */
  private giveUp(why: string): void {
    if (this.header === '') throw new NoStatement(`${why}, baris ${this.line}`)
    this.broken = true
    this.entry = undefined
  }

  private openStatement(): void {
    if (this.header !== '') this.closed.push(this.piece(this.ready.length))
    this.header = ''
    this.inHeader = true
  }

  private openEntry(line: number): void {
    this.inHeader = false
    this.entry = { text: '', line }
  }

  /** What stands after the entries says nothing that they do not. */
  private keep(before: string, mark: string): void {
    if (this.entry) {
      this.entry.text += this.entry.text === '' ? mark : before + mark
      if (this.entry.text.length > LONGEST) this.giveUp('satu baris terlalu panjang')
    } else if (this.inHeader) this.header += before + mark
    else if (this.header === '') this.envelope += before + mark
  }
}

function newlinesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
