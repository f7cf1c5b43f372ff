import { join, resolve } from 'node:path'
import pg from 'pg'
import { parse } from 'pg-connection-string'
import { OWNER_ROLE, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js'

/** The role of the running application: it may not change history (see the migrations). */
export const APPLICATION_ROLE = 'santun_app'

/** How to reach one database as one role. */
export interface DatabaseSettings {
  host: string
  port?: number
  user: string
  password?: string
  database: string
  /** Role taken on with SET ROLE at connection, where the login role is another one. */
  role?: string
}

export interface Database {
  /** Runs migrations; owns every table. */
  owner: DatabaseSettings
  /** Everything else. */
  application: DatabaseSettings
  embedded?: EmbeddedPostgres
}

/** Options for `pg`, MikroORM's driver and BullMQ alike. */
export function poolOptions(settings: DatabaseSettings): pg.PoolConfig {
  const { role, ...connection } = settings
  return role ? { ...connection, options: `-c role=${role}` } : connection
}

/**
 * The database named by DATABASE_URL, or the embedded server in `.data` where it is not set.
 * MIGRATION_DATABASE_URL may name another login for migrations; otherwise the same login migrates and then works as
 * the application role.
 */
export async function openDatabase(environment: NodeJS.ProcessEnv = process.env): Promise<Database> {
  const url = environment.DATABASE_URL
  if (url) {
    const login = fromUrl(url)
    const owner = environment.MIGRATION_DATABASE_URL ? fromUrl(environment.MIGRATION_DATABASE_URL) : login
    return { owner, application: { ...login, role: APPLICATION_ROLE } }
  }
  const dataFolder = resolve(environment.SANTUN_DATA ?? '.data')
  const embedded = await startEmbeddedPostgres({ dataFolder: join(dataFolder, 'postgres') })
  await createDatabase(embedded, 'santun')
  return { ...embeddedDatabase(embedded.socketFolder, 'santun'), embedded }
}

export function embeddedDatabase(socketFolder: string, database: string): Database {
  return {
    owner: { host: socketFolder, user: OWNER_ROLE, database },
    application: { host: socketFolder, user: APPLICATION_ROLE, database },
  }
}

export async function createDatabase(embedded: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ host: embedded.socketFolder, user: OWNER_ROLE, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

function fromUrl(url: string): DatabaseSettings {
  const parts = parse(url)
  if (!parts.host || !parts.database) {
    throw new Error(
      'DATABASE_URL must name a host and a database, e.g. postgres://user:password@host:5432/santun',
    )
  }
  return {
    host: parts.host,
    port: parts.port ? Number(parts.port) : undefined,
    user: parts.user ?? 'postgres',
    password: typeof parts.password === 'string' ? parts.password : undefined,
    database: parts.database,
  }
}
