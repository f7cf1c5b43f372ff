import { loggedError } from './scrub.js'

/** Why something failed, for a row or the log: what the error says, without the names and numbers of people. */
export function reasonOf(error: unknown): string {
  const logged = loggedError(error)
  return 'message' in logged ? logged.message : logged.type
}
