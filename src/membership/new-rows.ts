/**
 * Writes people and cards nobody knew yet straight into the registry by COPY, a piece of the file at a time, while the
 * next piece is read and checked. Whoever the registry, or an earlier row, knows already is left to the comparison of
 * all such rows as a set.
 */
import pg, { type PoolClient } from 'pg'
import { addStaged, type EarlierRows, type RefusedRow, stagedColumns, type TakenRow } from './checked-rows.js'
import { CopyLines } from './copy-lines.js'
import { IMPORT_LOCK } from './import-lock.js'
import * as statements from './participant-import.sql.js'

const PERSON_COLUMNS =
  'id, nik_index, name, birth_date, sex, occupation, area_code, identity, batch_id, recorded_at'
const CARD_COLUMNS =
  'participant_id, kpj, segment, started_on, reported_income, income_since, cohort_id, enrolled_batch_id, batch_id, recorded_at'
const NULL = '\\N'
const UNIQUE_VIOLATION = '23505'
/** A few numbers are lost with each import; a question for each piece would cost more. */
const IDS_AT_ONCE = 16_000

interface Hit {
  readonly at: number
  readonly person: bigint | null
  readonly holder: bigint | null
}

/** People whose ids follow each other as their rows do. */
interface Run {
  readonly id: number
  readonly row: number
  length: number
}

export class NewRows {
  /** The number of this import; given when the first piece is written. */
  batchId?: bigint
  /** People written here. */
  count = 0
  warned = 0
  /** Rows about somebody known wait in the staging table: from here on every row is looked up. */
  private somebodyKnown = false
  private otherPayers = true
  /** The savepoint before the last piece that was written unasked is still there. */
  private begunUnasked = false
  private readonly runs: Run[] = []
  /** Taken and not yet given to anybody. */
  private ids: string[] = []
  private readonly people = new CopyLines()
  private readonly cards = new CopyLines()
  private readonly staged = new CopyLines()

  constructor(
    private readonly client: PoolClient,
    private readonly cohortId: string | null,
    private readonly at: string,
  ) {}

  async write(rows: readonly (TakenRow | RefusedRow)[]): Promise<void> {
    const batchId = (this.batchId ??= await this.begin())
    const taken = rows.filter((row): row is TakenRow => !('refused' in row))
    const known = new Map<TakenRow, EarlierRows>()
    if (!(await this.writeUnasked(taken, batchId))) {
      addTwins(taken, known)
      await this.findKnown(taken, known)
      this.somebodyKnown ||= known.size > 0
      const fresh = taken.filter((row) => !known.has(row))
      await this.writeFresh(fresh, batchId)
    }
    const staged = this.staged.cleared()
    for (const row of rows) {
      if ('refused' in row) staged.add(row.refused)
      else if (known.has(row)) addStaged(staged, row, known.get(row))
    }
    await staged.copyInto(this.client, `staged (${stagedColumns})`)
  }

  /**
   * As long as nobody in the file was known, most likely nobody in this piece is, nor twice in it, and the unique numbers of
   * the registry tell without a question for each. A card of another payer they do not see, so that is asked where there are any.
   * Returns whether the rows are written.
   */
  private async writeUnasked(rows: readonly TakenRow[], batchId: bigint): Promise<boolean> {
    if (this.somebodyKnown || (this.otherPayers && (await this.otherPayersHave(rows)))) return false
    await this.client.query(
      this.begunUnasked ? 'release savepoint piece; savepoint piece' : 'savepoint piece',
    )
    this.begunUnasked = true
    try {
      await this.writeFresh(rows, batchId)
      return true
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error
      await this.client.query('rollback to savepoint piece; release savepoint piece')
      this.begunUnasked = false
      return false
    }
  }

  private async otherPayersHave(rows: readonly TakenRow[]): Promise<boolean> {
    const kpjs = rows.map(({ kpj }) => kpj)
    const found = await this.client.query(statements.findCardsOfOthers, [kpjs, this.cohortId])
    return found.rows.length > 0
  }

  /** From here on this import is the only one that writes, and every look-up goes by an index, however old the statistics. */
  private async begin(): Promise<bigint> {
    await this.client.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
    const others = await this.client.query(statements.findOtherPayers, [this.cohortId])
    this.otherPayers = others.rows.length > 0
    await this.client.query('set local enable_seqscan = off')
    await this.client.query('set local jit = off')
    await this.client.query(statements.declareChecked)
    return nextBatchId(this.client)
  }

  /** Adds the rows whose NIK or KPJ somebody has: in the registry before, or since an earlier piece of this file. */
  private async findKnown(rows: readonly TakenRow[], known: Map<TakenRow, EarlierRows>): Promise<void> {
    if (rows.length === 0) return
    const numbers = [rows.map(({ nikIndex }) => nikIndex).join(','), rows.map(({ kpj }) => kpj).join(',')]
    const hits = await this.client.query<Hit>(statements.findKnown, numbers)
    for (const { at, person, holder } of hits.rows) {
      const row = rows[at - 1]
      if (row) known.set(row, { ...known.get(row), ...this.rowsOf(person, holder) })
    }
    if (!this.somebodyKnown) return
    const staged = await this.client.query<{ at: number }>(statements.findStaged, numbers)
    for (const { at } of staged.rows) {
      const row = rows[at - 1]
      if (row && !known.has(row)) known.set(row, {})
    }
  }

  private async writeFresh(rows: readonly TakenRow[], batchId: bigint): Promise<void> {
    if (rows.length === 0) return
    const ids = await this.takeIds(rows.length)
    const end = `\t${batchId}\t${this.at}\n`
    const people = this.people.cleared()
    rows.forEach((row, index) => {
      people.add(`${ids[index]}\t`)
      people.addFrom(row.parts, row.personAt, row.cardAt)
      people.add(end)
    })
    const copied = people.copyInto(this.client, `participant (${PERSON_COLUMNS})`)
    // While people are on their way.
    const cardEnd = `\t${this.cohortId ?? NULL}\t${batchId}${end}`
    const cards = this.cards.cleared()
    rows.forEach((row, index) => {
      cards.add(`${ids[index]}\t`)
      cards.addFrom(row.parts, row.cardAt, row.endsAt)
      cards.add(`\t${row.startedOn}${cardEnd}`)
    })
    await copied
    await cards.copyInto(this.client, `membership (${CARD_COLUMNS})`)
    await this.writeDoubts(rows)
    rows.forEach(({ number }, index) => this.remember(Number(ids[index]), number))
    this.count += rows.length
  }

  private async writeDoubts(rows: readonly TakenRow[]): Promise<void> {
    const doubtful = rows.filter(({ doubts }) => doubts !== null)
    if (doubtful.length === 0) return
    const lines = new CopyLines()
    for (const { number, doubts } of doubtful) lines.add(`${number}\t${doubts}\n`)
    await lines.copyInto(this.client, 'doubt (row_number, warnings)')
    this.warned += doubtful.length
  }

  private async takeIds(count: number): Promise<readonly string[]> {
    if (this.ids.length < count) {
      const given = await this.client.query<{ ids: string }>(statements.nextPersonIds, [
        Math.max(count, IDS_AT_ONCE),
      ])
      this.ids = this.ids.concat((given.rows[0]?.ids ?? '').split(','))
    }
    return this.ids.splice(0, count)
  }

  private remember(id: number, row: number): void {
    const last = this.runs.at(-1)
    if (last && last.id + last.length === id && last.row + last.length === row) last.length += 1
    else this.runs.push({ id, row, length: 1 })
  }

  private rowsOf(person: bigint | null, holder: bigint | null): EarlierRows {
    const [nik, kpj] = [this.rowOf(person), this.rowOf(holder)]
    return { ...(nik === undefined ? {} : { nik }), ...(kpj === undefined ? {} : { kpj }) }
  }

  /** The row of this file that brought a person; undefined for somebody the registry knew before. */
  private rowOf(person: bigint | null): number | undefined {
    const id = Number(person ?? -1)
    let [low, high] = [0, this.runs.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.runs[middle]?.id ?? 0) <= id) low = middle + 1
      else high = middle
    }
    const run = this.runs[low - 1]
    return run && id < run.id + run.length ? run.row + id - run.id : undefined
  }
}

/** The number of an import, also before it is known what it brings. */
export async function nextBatchId(client: PoolClient): Promise<bigint> {
  const given = await client.query<{ id: bigint }>(statements.nextBatchId)
  const [batch] = given.rows
  if (!batch) throw new Error('the import got no number')
  return batch.id
}

/** Adds the rows with the NIK or KPJ of an earlier one among them. */
function addTwins(rows: readonly TakenRow[], known: Map<TakenRow, EarlierRows>): void {
  const [byNik, byKpj] = [new Map<string, number>(), new Map<string, number>()]
  for (const row of rows) {
    const [nik, kpj] = [byNik.get(row.nikIndex), byKpj.get(row.kpj)]
    if (nik === undefined) byNik.set(row.nikIndex, row.number)
    if (kpj === undefined) byKpj.set(row.kpj, row.number)
    if (nik !== undefined || kpj !== undefined) known.set(row, { nik, kpj })
  }
}
