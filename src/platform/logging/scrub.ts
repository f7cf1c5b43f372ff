/**
 * Keeps people out of the log. A NIK, a KPJ, a phone and an account are all long runs of digits; names stand in the
 * values that a database error quotes. Neither is needed to find a fault.
 */

/** Runs of digits as people write them, with spaces, dots or dashes between; shorter ones (years, counts) stay. */
const LONG_NUMBER = /\+?\d(?:[ .-]?\d){7,}/g
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g
/** What a machine wrote and people's numbers never look like: kept, although full of digits. */
const MACHINE_MADE =
  /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|[A-Z]{3}-[A-Z]{3}-\d{4}-\d{6}/g

export function withoutNumbers(text: string): string {
  let kept = 0
  let result = ''
  for (const match of text.matchAll(MACHINE_MADE)) {
    result += text.slice(kept, match.index).replace(LONG_NUMBER, '•') + match[0]
    kept = match.index + match[0].length
  }
  return result + text.slice(kept).replace(LONG_NUMBER, '•')
}

export interface LoggedError {
  type: string
  message: string
  code?: string
  constraint?: string
  /** Where it happened, without the message that a stack begins with. */
  stack: string[]
  cause?: LoggedError
}

export function loggedError(error: unknown): LoggedError | { type: string } {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  const fromDatabase = typeof code === 'string' && /^[\dA-Z]{5}$/.test(code)
  const { cause } = error
  return {
    type: error.name,
    message: withoutNumbers(fromDatabase ? firstLine(error.message).replace(QUOTED, "'•'") : error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: (error.stack ?? '').split('\n').flatMap((line) => (/^\s+at /.test(line) ? [line.trim()] : [])),
    ...(cause instanceof Error ? { cause: loggedError(cause) as LoggedError } : {}),
  }
}

/** An ORM puts the whole statement with its values into the message; its last line is what the database said. */
function firstLine(message: string): string {
  return message.split(' - ').at(-1) ?? message
}
