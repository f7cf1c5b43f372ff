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
   * All rows that are not empty, the header first.
   * @throws InvalidInput when the file cannot be read on
   */
  async *rows(): AsyncGenerator<FileRow> {
    const bytes = this.bytes()
    try {
      const head = await this.readHead(bytes)
      yield* this.rowsOf(parserFor(head), this.text(head, bytes))
    } finally {
      await bytes.return(undefined)
    }
  }

  private async *rowsOf(parser: Parser, text: AsyncGenerator<Buffer>): AsyncGenerator<FileRow> {
    // What goes wrong here also destroys the parser, so the loop below meets it.
    const feeding = pipeline(text, parser).catch(() => undefined)
    let number = 0
    try {
      for await (const cells of parser as AsyncIterable<string[]>) {
        number += 1
        if (cells.some((cell) => cell !== '')) yield { number, cells }
      }
    } catch (error) {
      throw error instanceof CsvError ? this.refused(error) : error
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

  /** Passes the bytes on as long as they are UTF-8. */
  private async *text(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let line = 1
    let unfinished: Buffer = Buffer.alloc(0)
    const check = (piece: Buffer, last: boolean) => {
      try {
        decoder.decode(piece, { stream: !last })
      } catch {
        const broken = brokenLine(Buffer.concat([unfinished, piece]))
        throw this.words.fileRefused('FILE_NOT_UTF8', { line: line + broken })
      }
      const end = piece.lastIndexOf(NEWLINE)
      line += linesIn(piece)
      unfinished = end < 0 ? Buffer.concat([unfinished, piece]) : piece.subarray(end + 1)
    }
    check(head, false)
    yield head
    for await (const piece of rest) {
      check(piece, false)
      yield piece
    }
    check(Buffer.alloc(0), true)
  }

  private refused(error: CsvError): Error {
    const line = Number(error['lines'] ?? 0)
    const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'FILE_LINE_TOO_LONG' : 'FILE_QUOTE_NOT_CLOSED'
    return this.words.fileRefused(code, { line })
  }
}

function parserFor(head: Buffer): Parser {
  const firstLine = head
    .subarray(0, head.includes(NEWLINE) ? head.indexOf(NEWLINE) : head.length)
    .toString('utf8')
  return parse({
    delimiter: separatorOf(firstLine),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_LINE,
  })
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
