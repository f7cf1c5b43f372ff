import { type Database, openDatabase } from './database-settings.js'

/** Set by the parent process for the processes it starts, so that all of them use the server it opened. */
export const DATABASE_VARIABLE = 'SANTUN_DATABASE'

/** The environment for a child process that shall work on `database`. */
export function environmentFor({ owner, application }: Database): NodeJS.ProcessEnv {
  return { ...process.env, [DATABASE_VARIABLE]: JSON.stringify({ owner, application }) }
}

/** The database of this process: the one its parent opened, or else DATABASE_URL, or else the embedded one. */
export async function runtimeDatabase(): Promise<Database> {
  const given = process.env[DATABASE_VARIABLE]
  return given ? (JSON.parse(given) as Database) : openDatabase()
}
