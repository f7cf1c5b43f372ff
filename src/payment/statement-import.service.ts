/**
 * Imports a camt.053 file of any size: every entry becomes a stored line and is placed. A strange entry, a file that
 * breaks off, a second import of the same file: nothing stops the rest, and the answer names the line of the file.
 */
import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { InvalidInput, NotAllowed } from '../platform/problem/problems.js'
import { MessageInvalid } from './iso20022/messages.js'
import type { StatementHeader } from './iso20022/statement-entries.js'
import { NoStatement, type StatementPiece, statementPieces } from './iso20022/statement-pieces.js'
import { faultLine, type FileFault, sameMovement, storedLine, type StoredLine } from './statement-lines.js'
import { withSpool } from './statement-spool.js'
import { StatementPlacing } from './statement-placing.service.js'

export interface StatementReport {
  digest: string
  /** The same file had been imported before. */
  repeated: boolean
  /** Lines of the file. */
  lines: number
  /** Movements that another file had told already. */
  known: number
  /** Placed now. */
  matched: number
  unmatched: number
  /** Could not be placed yet: the fate of their payment is unknown. They are tried again by themselves. */
  waiting: number
  /** Line of the file and what is wrong there; never a value. */
  faults: { line: number; fault: FileFault; what: string }[]
}

/** A file that can be read more than once. */
export interface StatementSource {
  name: string
  open: () => AsyncIterable<Buffer>
}

/** Where an account's lines go, and what its header promised. */
interface Account {
  header: StatementHeader
  entries: number
}

@Injectable()
export class StatementImport {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly placing: StatementPlacing,
    private readonly nudge: OutboxNudge,
  ) {}

  /** @throws InvalidInput for a file that is no camt.053 */
  async import(source: StatementSource, actor: Actor): Promise<StatementReport> {
    if (actor.role !== 'reconciler')
      throw new NotAllowed('Hanya petugas rekonsiliasi yang mengimpor rekening koran.')
    const digest = await digestOf(source)
    const report: StatementReport = {
      digest,
      repeated: (await this.sql.rows('select from statement_file where digest = $1', [digest])).length > 0,
      lines: 0,
      known: 0,
      matched: 0,
      unmatched: 0,
      waiting: 0,
      faults: [],
    }
    try {
      await this.readAll(source, actor, report)
    } catch (error) {
      if (!(error instanceof NoStatement || error instanceof MessageInvalid)) throw error
      const message = `Berkas ini bukan rekening koran camt.053.001.08 (${error.message}). Mintalah berkas itu kepada bank.`
      throw new InvalidInput(message)
    }
    await this.openInbox(digest)
    if (report.matched > 0) this.nudge.afterCommit()
    return report
  }

  /** As `import`, for a file that can be read only as it arrives. */
  importArriving(
    { name, content }: { name: string; content: AsyncIterable<Uint8Array> },
    actor: Actor,
  ): Promise<StatementReport> {
    return withSpool(content, (open) => this.import({ name, open }, actor))
  }

  private async readAll(source: StatementSource, actor: Actor, report: StatementReport): Promise<void> {
    const { readHeader } = await import('./iso20022/statement-entries.js')
    const pieces = statementPieces(source.open())
    let account: Account | undefined
    for (;;) {
      const next = await pieces.next()
      if (next.done) {
        const end = next.value.truncatedAt
        if (end === null) await this.checkTotals(account, report)
        else await this.takeFault(report, 'TRUNCATED', end, 'berkas terpotong atau rusak di sini')
        return
      }
      const header = readHeader(next.value)
      if (account && account.header.statementId !== header.statementId)
        await this.checkTotals(account, report)
      if (account?.header.statementId !== header.statementId) {
        account = { header, entries: 0 }
        await this.open(report.digest, source.name, header, actor)
      }
      account.entries += next.value.entries.length
      await this.takePiece(next.value, account, report)
    }
  }

  private async takePiece(
    piece: StatementPiece,
    { header }: Account,
    report: StatementReport,
  ): Promise<void> {
    const { readPiece } = await import('./iso20022/statement-entries.js')
    const { lines, unreadable } = readPiece(piece)
    const source = { digest: report.digest, account: header.account }
    const stored = lines.map((line) => storedLine(line, source))
    report.lines += stored.length + unreadable.length
    await this.keepAndPlace(stored, report)
    for (const { line, what } of unreadable) await this.takeFault(report, 'UNREADABLE', line, what)
  }

  private async checkTotals(account: Account | undefined, report: StatementReport): Promise<void> {
    const promised = account?.header.entries ?? null
    if (!account || promised === null || promised === account.entries) return
    await this.takeFault(report, 'TOTALS_DIFFER', 1, `disebut ${promised} baris, ada ${account.entries}`)
  }

  private async takeFault(
    report: StatementReport,
    fault: FileFault,
    line: number,
    what: string,
  ): Promise<void> {
    report.faults.push({ line, fault, what })
    await this.keepAndPlace([faultLine(fault, line, what, report.digest)], report)
  }

  private async keepAndPlace(lines: readonly StoredLine[], report: StatementReport): Promise<void> {
    const ids = await this.store(lines, report)
    const { matched, unmatched } = await this.placing.place(ids)
    report.matched += matched
    report.unmatched += unmatched
    const [{ count = 0 } = {}] = await this.sql.rows<{ count: number }>(
      `select count(*)::int as count from unnest($1::text[]) id
       where not exists (select from statement_placement m where m.line_id = id)`,
      [ids],
    )
    report.waiting += count
  }

  /**
   * Stores what is new and returns the names of all lines of this file. A name that the bank has used before is the same
   * movement when it tells the same; else it is kept as a line of its own, for a person.
   */
  private async store(lines: readonly StoredLine[], report: StatementReport): Promise<string[]> {
    const direct = await this.toldDirectly(lines)
    report.known += direct.size
    const once = withoutTwins(lines.filter(({ id }) => !direct.has(id)))
    const fresh = new Set(await this.insert(once))
    const others = once.filter(({ id }) => !fresh.has(id))
    const before = await this.sql.rows<StoredLine>('select * from bank_statement_line where id = any ($1)', [
      others.map(({ id }) => id),
    ])
    const known = new Map(before.map((line) => [line.id, line]))
    const strange: StoredLine[] = []
    const ids = [...fresh]
    for (const line of others) {
      const told = known.get(line.id)
      if (told?.file_digest === line.file_digest && told.file_line === line.file_line) ids.push(line.id)
      else if (told && told.file_digest !== line.file_digest && sameMovement(told, line)) report.known += 1
      else strange.push(renamed(line))
    }
    await this.insert(strange)
    return [...ids, ...strange.map(({ id }) => id)]
  }

  /** Lines that the bank told us itself, one by one, before it gave them to us as a file: it uses the same names. */
  private async toldDirectly(lines: readonly StoredLine[]): Promise<ReadonlySet<string>> {
    const told = await this.sql.rows<{ id: string }>(
      `select x.id from jsonb_to_recordset($1::jsonb) as x(id text, name text, kind text, reference text, amount bigint)
       join bank_statement_line l on l.id = x.name and l.file_digest is null
         and (l.kind, l.reference, l.amount) = (x.kind, x.reference, x.amount)`,
      [
        JSON.stringify(
          lines.map((line) => ({ ...line, name: nameIn(line.id) })),
          bigintAsText,
        ),
      ],
    )
    return new Set(told.map(({ id }) => id))
  }

  private async insert(lines: readonly StoredLine[]): Promise<string[]> {
    if (lines.length === 0) return []
    const rows = await this.sql.rows<{ id: string }>(
      `insert into bank_statement_line (id, kind, reference, amount, currency, value_date, reason, direction, stated_amount,
         transaction_code, file_digest, file_line, fault, fault_detail, read_at)
       select x.id, x.kind, x.reference, x.amount, x.currency, x.value_date, x.reason, x.direction, x.stated_amount,
         x.transaction_code, x.file_digest, x.file_line, x.fault, x.fault_detail, $2
       from jsonb_to_recordset($1::jsonb)  as x(id text, kind text, reference text, amount bigint, currency text,
         value_date date, reason text, direction text, stated_amount text, transaction_code text, file_digest text, file_line int,
         fault text, fault_detail text)
       order by x.file_line on conflict (id) do nothing returning id`,
      [JSON.stringify(lines, bigintAsText), this.clock.now()],
    )
    return rows.map(({ id }) => id)
  }

  private async open(digest: string, name: string, header: StatementHeader, actor: Actor): Promise<void> {
    await this.sql.rows(
      `insert into statement_file (digest, name, statement_id, account, imported_by, imported_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (digest) do nothing`,
      [digest, name.slice(0, 200), header.statementId, header.account, actor.id, this.clock.now()],
    )
  }

  /** One open row a file, however many lines of it wait for a person. */
  private async openInbox(digest: string): Promise<void> {
    await this.sql.rows(
      `insert into attention (topic, reason, owner_role, opened_at)
       select 'payment.statement', f.statement_id || ' ' || left(f.digest, 16), 'reconciler', $2 from statement_file f
       where f.digest = $1 and exists (select from bank_statement_line l join statement_placement m on m.line_id = l.id
           where l.file_digest = f.digest and m.outcome = 'unmatched'
             and not exists (select from statement_placement n where n.line_id = m.line_id and n.seq > m.seq))
         and not exists (select from attention a where a.topic = 'payment.statement'
           and a.reason = f.statement_id || ' ' || left(f.digest, 16) and a.closed_at is null)`,
      [digest, this.clock.now()],
    )
  }
}

/** A name that comes twice in one piece: the second line is one of its own. */
function withoutTwins(lines: readonly StoredLine[]): StoredLine[] {
  const seen = new Set<string>()
  return lines.map((line) => {
    const twin = seen.has(line.id)
    seen.add(line.id)
    return twin ? renamed(line) : line
  })
}

/** What the bank calls a line, without our account before it. */
function nameIn(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

function renamed(line: StoredLine): StoredLine {
  return { ...line, id: `${line.id}#${line.file_digest?.slice(0, 8)}:${line.file_line}` }
}

const bigintAsText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value

async function digestOf(source: StatementSource): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of source.open()) hash.update(chunk)
  return hash.digest('hex')
}
