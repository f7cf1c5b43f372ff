/**
 * Brings participants into the registry from a CSV: streamed, checked row by row, and applied in one transaction. Who is
 * new is written while the rest is read; whom the registry knows is staged and compared as a set. Nothing is half-done,
 * nothing sent is lost, and the same file for the same cohort is taken once. It knows files and participants; whose money
 * pays is the cohort's business.
 */
import { setImmediate as othersFirst } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import { dateOfInstant, type LocalDate, parseInstant } from '#libs/local-date'
import { readHeader } from '#libs/participant-row'
import type { PoolClient } from 'pg'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import { announceImport } from './announce-change.js'
import { addStaged, CheckedRows, type RefusedRow, stagedColumns, type TakenRow } from './checked-rows.js'
import { CopyLines } from './copy-lines.js'
import { IMPORT_LOCK } from './import-lock.js'
import { choicesFor, looksLikeData } from './import-headings.service.js'
import { loadMostRefusedPercent } from './import-limits.js'
import { ImportWords } from './import-words.js'
import { districtNames } from './known-districts.js'
import { NewRows, nextBatchId } from './new-rows.js'
import * as statements from './participant-import.sql.js'
import { type FileRow, ParticipantFile } from './participant-file.js'

export { HeadingsRefused } from './import-words.js'

export interface ImportRequest {
  /** The bytes of the CSV: an upload, a file, a generator. */
  readonly source: AsyncIterable<Uint8Array | string>
  readonly fileName: string
  /** Whose sponsor pays for these participants; null when they or their employers pay. */
  readonly cohortId: string | null
  /** Checks everything and changes no participant. */
  readonly dryRun?: boolean
  /**
   * The bytes come over a line that may be slow: they are read to the end before anything is written, because whoever
   * writes keeps other imports and bills waiting.
   */
  readonly uploaded?: boolean
  /** Why the file is to be applied though too many of its rows are refused; the caller sees to it that a manager says so. */
  readonly acceptRefusals?: string
  /** Who imports, as an actor id. */
  readonly by: string
  readonly onProgress?: (progress: ImportProgress) => void
}

export interface ImportProgress {
  readonly phase: 'reading' | 'comparing' | 'applying'
  readonly rows: number
  readonly refused: number
}

export interface ImportCounts {
  readonly rows: number
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  /** Rows that were taken though something in them is doubtful. */
  readonly warned: number
}

export interface ImportReport extends ImportCounts {
  readonly batchId: bigint
  readonly dryRun: boolean
  /** This very file was imported for this cohort before; the answer is that of the first time. */
  readonly repeated: boolean
  /** So many rows are refused that a manager must say why the others are applied. */
  readonly needsAcceptance: boolean
}

type StagedCounts = Omit<ImportCounts, 'unchanged'>
/** Of a file of which every row was new and is written. */
const NOTHING_STAGED: StagedCounts = { rows: 0, new: 0, changed: 0, refused: 0, warned: 0 }

/** From this many rows on, a plan that looks up row by row would be the slow one. */
const BULK_ROWS = 10_000
/** Enough to see what a column is. */
const ROWS_TO_SEE = 3
const PIECE_ROWS = 4_000
/** Nothing is written while the first piece is checked, so it is short. */
const FIRST_PIECE_ROWS = 1_000

@Injectable()
export class ParticipantImport {
  private readonly mostRefusedPercent = loadMostRefusedPercent()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly words: ImportWords,
    private readonly personal: PersonalData,
  ) {}

  /**
   * @throws InvalidInput when the file as a whole cannot be read, NotFound when there is no such cohort; nothing has
   * happened then
   */
  async run(request: ImportRequest): Promise<ImportReport> {
    return this.sql.connection(async (client) => {
      client.on('error', heardElsewhere)
      try {
        await client.query('begin')
        const report = await this.runWithin(client, request)
        // A file that was taken before has brought nothing, and leaves nothing.
        await client.query(report.repeated ? 'rollback' : 'commit')
        return report
      } catch (error) {
        await client.query('rollback').catch(heardElsewhere)
        throw error
      } finally {
        client.off('error', heardElsewhere)
      }
    })
  }

  private async runWithin(client: PoolClient, request: ImportRequest): Promise<ImportReport> {
    await assertCohort(client, request.cohortId)
    await client.query(statements.createStaged)
    const file = new ParticipantFile(request.source, this.words)
    const direct = !request.dryRun && !request.uploaded
    if (direct) await client.query(statements.indexStaged)
    const written = direct ? new NewRows(client, request.cohortId, this.clock.now()) : undefined
    const checked = await this.read(client, file, request, written ?? new RowsForLater(client))
    const progress = (phase: ImportProgress['phase']) =>
      request.onProgress?.({ phase, rows: checked.count, refused: checked.refused })
    progress('comparing')
    await client.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
    if (!request.dryRun) {
      const before = await findApplied(client, request.cohortId, file.digest())
      if (before) return { ...before, needsAcceptance: this.tooMany(before) }
    }
    const staged = checked.count - (written?.count ?? 0)
    const compared = staged > 0 ? await compare(client, request.cohortId, staged) : NOTHING_STAGED
    const counts = withWritten(compared, written, checked.count)
    const needsAcceptance = this.tooMany(counts)
    if (needsAcceptance && !request.dryRun && !request.acceptRefusals) throw this.tooManyRefused(counts)
    const batchId = written?.batchId ?? (await nextBatchId(client))
    await this.record(client, request, file.digest(), counts, batchId, needsAcceptance)
    progress('applying')
    if (!request.dryRun && staged > 0) await this.apply(client, batchId, request.cohortId)
    if (!request.dryRun && counts.new + counts.changed > 0)
      await client.query(announceImport, [this.clock.now(), String(batchId)])
    return { batchId, dryRun: request.dryRun ?? false, repeated: false, needsAcceptance, ...counts }
  }

  /** Checks a piece of the file while the piece before it is written. */
  private async read(
    client: PoolClient,
    file: ParticipantFile,
    request: ImportRequest,
    writer: RowWriter,
  ): Promise<CheckedRows> {
    const batches = file.batches()
    let writing = Promise.resolve()
    try {
      const [checked, first] = await this.readHeader(client, batches, request)
      for await (const piece of piecesOf(first, batches, checked)) {
        await writing
        request.onProgress?.({ phase: 'reading', rows: checked.count, refused: checked.refused })
        writing = writer.write(piece)
        // It is awaited before the next piece; until then its failure must not count as unheard.
        writing.catch(heardElsewhere)
      }
      await writing
      if (checked.count === 0) throw this.words.fileRefused('FILE_WITHOUT_ROWS')
      return checked
    } finally {
      await batches.return(undefined)
      await writing.catch(heardElsewhere)
    }
  }

  /** Reads the first row; the rows that came with it in one piece are given back. */
  private async readHeader(
    client: PoolClient,
    batches: AsyncGenerator<FileRow[]>,
    request: ImportRequest,
  ): Promise<[CheckedRows, FileRow[]]> {
    for (;;) {
      const batch = await batches.next()
      if (batch.done) throw this.words.fileRefused('FILE_EMPTY')
      const [first, ...rest] = batch.value
      if (!first) continue
      const header = readHeader(first.cells, await choicesFor(client, request.cohortId))
      if (!header.ok) {
        if (looksLikeData(first.cells)) throw this.words.fileRefused('FILE_WITHOUT_HEADINGS')
        const rows = await firstCells(rest, batches)
        throw this.words.headerRefused(header.refusals, first.cells, rows)
      }
      const context = {
        asOf: this.today(),
        sponsored: request.cohortId !== null,
        knownDistricts: await districtNames(),
      }
      return [new CheckedRows(header.layout, context, await this.personal.ofRegistry()), rest]
    }
  }

  private async record(
    client: PoolClient,
    request: ImportRequest,
    digest: Buffer,
    counts: ImportCounts,
    batchId: bigint,
    accepted: boolean,
  ): Promise<void> {
    await client.query(statements.recordBatch, [
      request.cohortId,
      request.fileName,
      digest,
      request.dryRun ?? false,
      counts.rows,
      counts.new,
      counts.changed,
      counts.unchanged,
      counts.refused,
      counts.warned,
      request.by,
      this.clock.now(),
      batchId,
      accepted ? await this.sealed(request.acceptRefusals) : null,
    ])
    if (counts.refused + counts.warned > 0) await client.query(statements.recordFindings, [batchId])
  }

  private async sealed(reason: string | undefined): Promise<string | null> {
    if (!reason) return null
    return (await this.personal.ofRegistry()).text('import_batch.accepted_reason', reason)
  }

  private tooMany({ refused, rows }: ImportCounts): boolean {
    return refused * 100 > this.mostRefusedPercent * rows
  }

  private tooManyRefused({ refused, rows }: ImportCounts): Error {
    return this.words.fileRefused('TOO_MANY_REFUSED', { refused, rows, percent: this.mostRefusedPercent })
  }

  private async apply(client: PoolClient, batchId: bigint, cohortId: string | null): Promise<void> {
    const now = this.clock.now()
    await client.query(statements.changeParticipants, [batchId, now])
    await client.query(statements.addParticipants, [batchId, now])
    await client.query(statements.changeMemberships, [batchId, now, cohortId, this.today()])
    await client.query(statements.declareChecked)
    await client.query(statements.addMemberships, [batchId, now, cohortId])
  }

  /** The easternmost date of Indonesia, so that nobody born today is called unborn. */
  private today(): LocalDate {
    return dateOfInstant(parseInstant(this.clock.now()), 'WIT')
  }
}

async function assertCohort(client: PoolClient, cohortId: string | null): Promise<void> {
  if (cohortId === null) return
  const found = await client.query('select from cohort where id = $1', [cohortId])
  if (found.rowCount === 0)
    throw new NotFound('Kelompok peserta ini tidak ada. Periksa pilihan penyandang iuran.')
}

/** A connection that breaks says so to its query, which fails, and once more as an event nobody may leave unheard. */
function heardElsewhere(): void {
  // The failed query tells the caller.
}

/** Where checked rows go, a piece at a time. */
interface RowWriter {
  write(rows: readonly (TakenRow | RefusedRow)[]): Promise<void>
}

/** Keeps every row in the staging table until the file was read to its end. */
class RowsForLater implements RowWriter {
  private readonly lines = new CopyLines()

  constructor(private readonly client: PoolClient) {}

  async write(rows: readonly (TakenRow | RefusedRow)[]): Promise<void> {
    const lines = this.lines.cleared()
    for (const row of rows)
      if ('refused' in row) lines.add(row.refused)
      else addStaged(lines, row)
    await lines.copyInto(this.client, `staged (${stagedColumns})`)
  }
}

/** Checked rows, so many at a time as are worth a write; between batches of them the write before goes on. */
async function* piecesOf(
  first: readonly FileRow[],
  batches: AsyncIterable<FileRow[]>,
  checked: CheckedRows,
): AsyncGenerator<(TakenRow | RefusedRow)[]> {
  let piece: (TakenRow | RefusedRow)[] = []
  let enough = FIRST_PIECE_ROWS
  for await (const rows of chain(first, batches)) {
    for (const row of rows) piece.push(checked.check(row))
    await othersFirst()
    if (piece.length < enough) continue
    yield piece
    checked.beginPiece()
    piece = []
    enough = PIECE_ROWS
  }
  if (piece.length > 0) yield piece
}

async function firstCells(
  first: readonly FileRow[],
  batches: AsyncIterable<FileRow[]>,
): Promise<readonly (readonly string[])[]> {
  const seen: (readonly string[])[] = []
  for await (const rows of chain(first, batches)) {
    seen.push(...rows.map(({ cells }) => cells))
    if (seen.length >= ROWS_TO_SEE) break
  }
  return seen.slice(0, ROWS_TO_SEE)
}

async function* chain(
  first: readonly FileRow[],
  rest: AsyncIterable<readonly FileRow[]>,
): AsyncGenerator<readonly FileRow[]> {
  yield first
  yield* rest
}

/** What becomes of the rows that wait in the staging table, so many of them. */
async function compare(client: PoolClient, cohortId: string | null, staged: number): Promise<StagedCounts> {
  await client.query('set local enable_seqscan = on')
  // After a large rollback the planner believes the registry empty and would look up row by row, without end.
  if (staged >= BULK_ROWS) await client.query('set local enable_nestloop = off')
  await client.query("set local work_mem = '64MB'")
  // A sample is enough to choose a plan; compiling statements that run once costs more than it saves.
  await client.query('set local default_statistics_target = 10')
  await client.query('set local jit = off')
  await client.query('analyze staged (row_number, nik_index, kpj)')
  const found = await client.query<{ twins: boolean }>(statements.findTwins)
  if (found.rows[0]?.twins) await client.query(statements.refuseTwins)
  await client.query(statements.refuseForeignCards)
  await client.query(statements.createKnown, [cohortId])
  const counted = await client.query<StagedCounts>(statements.countRows)
  const [counts] = counted.rows
  if (!counts) throw new Error('counting gave no row')
  return counts
}

function withWritten(staged: StagedCounts, written: NewRows | undefined, rows: number): ImportCounts {
  const counts = {
    ...staged,
    rows,
    new: staged.new + (written?.count ?? 0),
    warned: staged.warned + (written?.warned ?? 0),
  }
  return { ...counts, unchanged: rows - counts.new - counts.changed - counts.refused }
}

async function findApplied(
  client: PoolClient,
  cohortId: string | null,
  digest: Buffer,
): Promise<Omit<ImportReport, 'needsAcceptance'> | undefined> {
  const result = await client.query<ImportCounts & { batchId: bigint }>(
    `select id as "batchId", row_count as rows, new_count as new, changed_count as changed, unchanged_count as unchanged,
       refused_count as refused, warned_count as warned
     from import_batch where cohort_id is not distinct from $1 and file_hash = $2 and not dry_run and undone_at is null`,
    [cohortId, digest],
  )
  const batch = result.rows[0]
  return batch && { ...batch, dryRun: false, repeated: true }
}
