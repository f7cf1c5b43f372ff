/**
 * A participants file as it arrives: bytes in, rows of cells out, never more than a piece of it in memory. It knows the
 * form of a CSV and nothing of participants; what cannot be read gets one answer with the line and the cure.
 */
import { createHash } from 'node:crypto'
import { isUtf8 } from 'node:buffer'
import { pipeline } from 'node:stream/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import type { FileRefusalCode, ImportWords } from './import-words.js'

export interface FileRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly number: number
  readonly cells: readonly string[]
}

const LONGEST_LINE = 64 * 1024
const NEWLINE = 0x0a
/** Checked in about two milliseconds: so long a write may wait for its next word. */
const BATCH_ROWS = 100
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
/** An archive (xlsx, ods), an old workbook (xls), and text of two bytes a character. */
const FOREIGN_BEGINNINGS: readonly (readonly [Buffer, FileRefusalCode])[] = [
  [Buffer.from('PK\u0003\u0004'), 'FILE_IS_SPREADSHEET'],
  [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'FILE_IS_SPREADSHEET'],
  [Buffer.from([0xff, 0xfe]), 'FILE_NOT_UTF8'],
  [Buffer.from([0xfe, 0xff]), 'FILE_NOT_UTF8'],
]

export class ParticipantFile {
  private readonly hash = createHash('sha256')

  constructor(
    private readonly source: AsyncIterable<Uint8Array | string>,
    private readonly words: ImportWords,
  ) {}

  /** SHA-256 of what was read; of the whole file once `rows` has ended. */
  digest(): Buffer {
    return this.hash.copy().digest()
  }

  /**
   * All rows that are not empty, the header first, a batch of them at a time.
   * @throws InvalidInput when the file cannot be read on
   */
  async *batches(): AsyncGenerator<FileRow[]> {
    const bytes = this.bytes()
    const text = this.text(bytes)
    try {
      yield* this.batchesOf(text)
    } finally {
      await text.return(undefined)
      await bytes.return(undefined)
    }
  }

  /** Lines are split as they stand, which is most of the speed, until a quotation mark asks for a reader of CSV. */
  private async *batchesOf(text: AsyncGenerator<string>): AsyncGenerator<FileRow[]> {
    let separator: string | undefined
    let number = 0
    let rest = ''
    for await (const piece of text) {
      separator ??= separatorOf(firstLineOf(piece))
      const open = rest + piece
      if (open.includes('"') || (number === 0 && !open.includes('\n'))) {
        yield* this.quoted(number, separator, chain(open, text))
        return
      }
      const lines = open.split('\n')
      rest = lines.pop() ?? ''
      for (let at = 0; at < lines.length; at += BATCH_ROWS)
        yield this.split(lines.slice(at, at + BATCH_ROWS), number + at, separator)
      number += lines.length
      if (rest.length > LONGEST_LINE) throw this.words.fileRefused('FILE_LINE_TOO_LONG', { line: number + 1 })
    }
    if (rest !== '') yield this.split([rest], number, separator ?? ',')
  }

  private split(lines: readonly string[], before: number, separator: string): FileRow[] {
    const rows: FileRow[] = []
    lines.forEach((line, index) => {
      const number = before + index + 1
      if (line.length > LONGEST_LINE) throw this.words.fileRefused('FILE_LINE_TOO_LONG', { line: number })
      const cells = (line.endsWith('\r') ? line.slice(0, -1) : line).split(separator)
      if (hasContent(cells)) rows.push({ number, cells })
    })
    return rows
  }

  private async *quoted(
    before: number,
    separator: string,
    text: AsyncIterable<string>,
  ): AsyncGenerator<FileRow[]> {
    const parser = parserFor(separator)
    // What goes wrong here also destroys the parser, so the loop below meets it.
    const feeding = pipeline(text, parser).catch(() => undefined)
    let number = before
    let batch: FileRow[] = []
    try {
      for await (const cells of parser as AsyncIterable<string[]>) {
        number += 1
        if (hasContent(cells)) batch.push({ number, cells })
        if (batch.length < BATCH_ROWS) continue
        yield batch
        batch = []
      }
      yield batch
    } catch (error) {
      throw error instanceof CsvError ? this.refused(error, before) : error
    } finally {
      parser.destroy()
      await feeding
    }
  }

  private async *bytes(): AsyncGenerator<Buffer> {
    for await (const piece of this.source) {
      const bytes =
        typeof piece === 'string'
          ? Buffer.from(piece)
          : Buffer.from(piece.buffer, piece.byteOffset, piece.length)
      this.hash.update(bytes)
      yield bytes
    }
  }

  /** The first line, and whatever came with it: from it follow the kind of file and the separator. */
  private async readHead(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
    let head = Buffer.alloc(0)
    while (head.length < LONGEST_LINE && !head.includes(NEWLINE)) {
      const next = await bytes.next()
      if (next.done) break
      head = Buffer.concat([head, next.value])
    }
    const foreign = FOREIGN_BEGINNINGS.find(([beginning]) =>
      head.subarray(0, beginning.length).equals(beginning),
    )
    if (foreign) throw this.words.fileRefused(foreign[1], { line: 1 })
    if (head.subarray(0, 3).equals(BYTE_ORDER_MARK)) head = head.subarray(3)
    if (head.toString('utf8').trim() === '') throw this.words.fileRefused('FILE_EMPTY')
    return head
  }

  /** The file as text, without its byte order mark, as long as it is UTF-8. */
  private async *text(bytes: AsyncGenerator<Buffer>): AsyncGenerator<string> {
    const head = await this.readHead(bytes)
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    let line = 1
    let unfinished: Buffer = Buffer.alloc(0)
    const decode = (piece: Buffer, last: boolean): string => {
      try {
        return decoder.decode(piece, { stream: !last })
      } catch {
        const broken = brokenLine(Buffer.concat([unfinished, piece]))
        throw this.words.fileRefused('FILE_NOT_UTF8', { line: line + broken })
      } finally {
        const end = piece.lastIndexOf(NEWLINE)
        line += linesIn(piece)
        unfinished = end < 0 ? Buffer.concat([unfinished, piece]) : piece.subarray(end + 1)
      }
    }
    yield decode(head, false)
    for await (const piece of bytes) yield decode(piece, false)
    const last = decode(Buffer.alloc(0), true)
    if (last !== '') yield last
  }

  private refused(error: CsvError, before: number): Error {
    const line = before + Number(error['lines'] ?? 0)
    const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'FILE_LINE_TOO_LONG' : 'FILE_QUOTE_NOT_CLOSED'
    return this.words.fileRefused(code, { line })
  }
}

function parserFor(separator: string): Parser {
  return parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_LINE,
  })
}

async function* chain(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

function hasContent(cells: readonly string[]): boolean {
  return cells.some((cell) => cell !== '')
}

function firstLineOf(text: string): string {
  return text.slice(0, text.includes('\n') ? text.indexOf('\n') : text.length)
}

/** Comma, semicolon (what spreadsheets write in Indonesia) or tab: whichever the header has most of. */
function separatorOf(firstLine: string): string {
  const count = (separator: string) => firstLine.split(separator).length
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
}

function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count
}

/** How many lines before the first one that is not UTF-8. */
function brokenLine(bytes: Buffer): number {
  let line = 0
  let from = 0
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
    if (!isUtf8(bytes.subarray(from, end))) return line
    line += 1
    from = end + 1
  }
  return line
}
