import { createHash } from 'node:crypto'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import pg from 'pg'
import { type DatabaseSettings, poolOptions } from './database-settings.js'
import { GROUPS } from './waiting-group.js'

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184

/** bigint for rupiah, text for calendar dates, ISO 8601 text for instants: never a float, never a `Date`. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return (text: string) => BigInt(text)
    if (oid === DATE) return (text: string) => text
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString()
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown
  }) as typeof pg.types.getTypeParser,
}

/** As many again as write at once, so that a look-up need not wait behind them. */
const CONNECTIONS_FOR_GROUPS = 2 * GROUPS
const CONNECT_WITHIN_MS = 30_000
/** Nobody waits for a lock, or keeps others waiting in an idle transaction, without end. */
const PATIENCE = '-c lock_timeout=30s -c idle_in_transaction_session_timeout=10min'

/** Something that runs SQL: the pool itself, or one connection within a transaction. */
export interface SqlRunner {
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/**
 * Hand-written SQL on a small pool of its own, as prepared statements: for the gate, the relay, lists and bulk work.
 * Everything else uses MikroORM.
 */
@Injectable()
export class Sql implements SqlRunner, OnApplicationShutdown {
  private readonly pool: pg.Pool
  private readonly groupPool: pg.Pool
  /**
   * For statements of the hot path: on few connections, each of which plans them once, for all values to come. They must
   * not wait for locks.
   */
  readonly forGroups: SqlRunner = { rows: (text, values = []) => rowsOf(this.groupPool, text, values) }

  constructor(settings: DatabaseSettings, size = 10) {
    this.pool = open(settings, size, PATIENCE)
    this.groupPool = open(
      settings,
      CONNECTIONS_FOR_GROUPS,
      `${PATIENCE} -c plan_cache_mode=force_generic_plan`,
    )
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(this.pool, text, values)
  }

  /** One row or undefined. */
  async first<Row>(text: string, values: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.rows<Row>(text, values))[0]
  }

  /** Runs `work` in one transaction: all of it is committed or none. */
  async transaction<Result>(work: (sql: SqlRunner) => Promise<Result>): Promise<Result> {
    return this.connection(async (client) => {
      await client.query('begin')
      try {
        const result = await work({ rows: (text, values = []) => rowsOf(client, text, values) })
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch(() => undefined)
        throw error
      }
    })
  }

  /** Lends one raw connection, e.g. for COPY or LISTEN. */
  async connection<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect()
    let broken = false
    // A server that goes away ends the connection in use; its next query says so, and nothing else may end the process.
    const onError = (): void => {
      broken = true
    }
    client.on('error', onError)
    try {
      return await work(client)
    } catch (error) {
      broken ||= !(error instanceof pg.DatabaseError)
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.pool.end(), this.groupPool.end()])
  }
}

function open(settings: DatabaseSettings, size: number, more: string): pg.Pool {
  const { options = '', ...connection } = poolOptions(settings)
  const pool = new pg.Pool({
    ...connection,
    options: `${options} ${more}`,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    max: size,
    types,
  })
  // An idle connection may break when the server restarts; the next query opens a new one and reports its own error.
  pool.on('error', () => undefined)
  return pool
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = createHash('md5').update(text).digest('hex')
    names.set(text, name)
  }
  return name
}

async function rowsOf<Row>(
  runner: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  // Only texts with parameters are prepared: a plain text may hold several statements.
  const query = values.length > 0 ? { name: nameOf(text), text, values: [...values], types } : { text, types }
  const result = await runner.query(query)
  return result.rows as Row[]
}

/** The name of the violated constraint, when an error says that a unique rule was broken. */
export function violatedUnique(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === '23505' ? error.constraint : undefined
}

/** The name of the constraint that an error says was broken, of whatever kind it is. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}

/** The database answered, and said no: nothing of the statement was written. */
export function isRefusedByDatabase(error: unknown): boolean {
  return error instanceof pg.DatabaseError
}

/** Two transactions waited for each other, or could not both be right: PostgreSQL ended ours, and it may be tried again. */
export function lostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001')
}
