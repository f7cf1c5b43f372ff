/**
 * Brings participants into the registry from a CSV: streamed, checked row by row, staged by COPY, compared with the
 * registry as a set, and applied in one transaction. Nothing is half-done, nothing sent is lost, and the same file for
 * the same cohort is taken once. It knows files and participants; whose money pays is the cohort's business.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Injectable } from '@nestjs/common'
import { dateOfInstant, type LocalDate, parseInstant } from '#libs/local-date'
import { readHeader } from '#libs/participant-row'
import { from as copyFrom } from 'pg-copy-streams'
import type { PoolClient } from 'pg'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import { announceChange } from './announce-change.js'
import { IMPORT_LOCK } from './import-lock.js'
import { ImportWords } from './import-words.js'
import { knownDistricts } from './known-districts.js'
import * as statements from './participant-import.sql.js'
import { type FileRow, ParticipantFile } from './participant-file.js'
import { StagedRows, stagedColumns } from './staged-rows.js'

export interface ImportRequest {
  /** The bytes of the CSV: an upload, a file, a generator. */
  readonly source: AsyncIterable<Uint8Array | string>
  readonly fileName: string
  /** Whose sponsor pays for these participants; null when they or their employers pay. */
  readonly cohortId: string | null
  /** Checks everything and changes no participant. */
  readonly dryRun?: boolean
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
}

/** From this many rows on, a plan that looks up row by row would be the slow one. */
const BULK_ROWS = 10_000

@Injectable()
export class ParticipantImport {
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
        await client.query('commit')
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
    const file = new ParticipantFile(request.source, this.words)
    const staged = await this.stage(client, file, request)
    const progress = (phase: ImportProgress['phase']) =>
      request.onProgress?.({ phase, rows: staged.count, refused: staged.refused })
    progress('comparing')
    await client.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
    if (!request.dryRun) {
      const before = await findApplied(client, request.cohortId, file.digest())
      if (before) return before
    }
    const counts = await compare(client, request.cohortId, staged.count)
    const batchId = await this.record(client, request, file.digest(), counts)
    progress('applying')
    if (!request.dryRun) await this.apply(client, batchId, request.cohortId)
    if (!request.dryRun && counts.new + counts.changed > 0)
      await client.query(announceChange, [this.clock.now()])
    return { batchId, dryRun: request.dryRun ?? false, repeated: false, ...counts }
  }

  private async stage(
    client: PoolClient,
    file: ParticipantFile,
    request: ImportRequest,
  ): Promise<StagedRows> {
    const batches = file.batches()
    try {
      const [staged, first] = await this.readHeader(batches, request)
      await client.query(statements.createStaged)
      const copy = client.query(copyFrom(`copy staged (${stagedColumns.join(', ')}) from stdin`))
      copy.on('error', heardElsewhere)
      await pipeline(Readable.from(linesOf(first, batches, staged, request.onProgress)), copy)
      if (staged.count === 0) throw this.words.fileRefused('FILE_WITHOUT_ROWS')
      return staged
    } finally {
      await batches.return(undefined)
    }
  }

  /** Reads the first row; the rows that came with it in one piece are given back. */
  private async readHeader(
    batches: AsyncGenerator<FileRow[]>,
    request: ImportRequest,
  ): Promise<[StagedRows, FileRow[]]> {
    for (;;) {
      const batch = await batches.next()
      if (batch.done) throw this.words.fileRefused('FILE_EMPTY')
      const [first, ...rest] = batch.value
      if (!first) continue
      const header = readHeader(first.cells)
      if (!header.ok) throw this.words.headerRefused(header.refusals)
      const context = {
        asOf: this.today(),
        sponsored: request.cohortId !== null,
        knownDistricts: await knownDistricts(),
      }
      return [new StagedRows(header.layout, context, await this.personal.ofRegistry()), rest]
    }
  }

  private async record(
    client: PoolClient,
    request: ImportRequest,
    digest: Buffer,
    counts: ImportCounts,
  ): Promise<bigint> {
    const result = await client.query<{ id: bigint }>(statements.recordBatch, [
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
    ])
    const batchId = result.rows[0]?.id
    if (batchId === undefined) throw new Error('the import batch was not recorded')
    if (counts.refused + counts.warned > 0) await client.query(statements.recordFindings, [batchId])
    return batchId
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

/** COPY lines, one piece for each piece of the file: a piece a row would cost more than the checking. */
async function* linesOf(
  first: readonly FileRow[],
  batches: AsyncIterable<FileRow[]>,
  staged: StagedRows,
  onProgress: ImportRequest['onProgress'],
): AsyncGenerator<string> {
  yield staged.lines(first)
  for await (const rows of batches) {
    if (rows.length === 0) continue
    yield staged.lines(rows)
    onProgress?.({ phase: 'reading', rows: staged.count, refused: staged.refused })
  }
}

async function compare(client: PoolClient, cohortId: string | null, staged: number): Promise<ImportCounts> {
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
  const counted = await client.query<Omit<ImportCounts, 'unchanged'>>(statements.countRows)
  const counts = counted.rows[0]
  if (!counts) throw new Error('counting gave no row')
  return { ...counts, unchanged: counts.rows - counts.new - counts.changed - counts.refused }
}

async function findApplied(
  client: PoolClient,
  cohortId: string | null,
  digest: Buffer,
): Promise<ImportReport | undefined> {
  const result = await client.query<ImportCounts & { batchId: bigint }>(
    `select id as "batchId", row_count as rows, new_count as new, changed_count as changed, unchanged_count as unchanged,
       refused_count as refused, warned_count as warned
     from import_batch where cohort_id is not distinct from $1 and file_hash = $2 and not dry_run and undone_at is null`,
    [cohortId, digest],
  )
  const batch = result.rows[0]
  return batch && { ...batch, dryRun: false, repeated: true }
}
