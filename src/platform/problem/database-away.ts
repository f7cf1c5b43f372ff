const CONNECTION_CODES = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']
/** Connection failures, shutdown, too many connections, and lost races that a second try wins. */
const SQL_STATES = /^(08...|57P0[123]|53300|40001|40P01)$/

/** Whether an error says that the database cannot be reached just now, rather than that something is wrong with us. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string' && SQL_STATES.test(code)) return true
  if (
    typeof code === 'string' &&
    CONNECTION_CODES.includes(code) &&
    (syscall === 'connect' || syscall === 'read' || syscall === 'write')
  )
    return true
  if (error.message.startsWith('Connection terminated')) return true
  return error.cause !== undefined && isDatabaseAway(error.cause)
}
