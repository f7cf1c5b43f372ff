import { type Database, openDatabase } from './database-settings.js'

/** Set by the parent process for the processes it starts, so that all of them use the server it opened. */
export const DATABASE_VARIABLE = 'SANTUN_DATABASE'

/** The environment for a child process that shall work on `database`: it gets the application's login and no other. */
export function environmentFor({ application }: Database): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, SANTUN_CLOCK: ___, ...environment } = process.env
  return { ...environment, [DATABASE_VARIABLE]: JSON.stringify({ owner: application, application }) }
}

/** The database of this process: the one its parent opened, or else DATABASE_URL, or else the embedded one. */
export async function runtimeDatabase(): Promise<Database> {
  const given = process.env[DATABASE_VARIABLE]
  return given ? (JSON.parse(given) as Database) : openDatabase()
}
