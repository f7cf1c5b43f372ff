/**
 * The few ways in which a request may not succeed. Services throw these; one filter turns them into
 * problem+json for machines and into a sentence for people. Codes never change; words live in config/messages.
 */
export interface RefusalDetail {
  code: string
  params?: Record<string, string | number>
}

export interface FieldError {
  /** JSON pointer to the field, e.g. `/answers/eventDate`. */
  pointer: string
  code: string
  detail: string
}

export abstract class Problem extends Error {
  abstract readonly status: number
  abstract readonly code: string
  /** Members added to the problem document. */
  extensions(): Record<string, unknown> {
    return {}
  }
}

export class NotFound extends Problem {
  readonly status = 404
  readonly code = 'not-found'
}

export class NotSignedIn extends Problem {
  readonly status = 401
  readonly code = 'not-signed-in'
}

export class NotAllowed extends Problem {
  readonly status = 403
  readonly code = 'not-allowed'
}

export class InvalidInput extends Problem {
  readonly status = 422
  readonly code = 'invalid-input'
  constructor(
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message)
  }
  override extensions(): Record<string, unknown> {
    return { errors: this.errors }
  }
}

export class TransitionRefused extends Problem {
  readonly status = 409
  readonly code: string
  constructor(
    readonly event: string,
    why: 'no-such-step' | 'not-your-role' | 'not-yet',
    readonly refusals: readonly RefusalDetail[],
    readonly allowed: readonly string[],
  ) {
    super(
      `"${event}" is refused: ${why}${refusals.length ? ` (${refusals.map((r) => r.code).join(', ')})` : ''}`,
    )
    this.code = why
  }
  override extensions(): Record<string, unknown> {
    return { refusals: this.refusals, allowed: this.allowed }
  }
}

export class StaleClaim extends Problem {
  readonly status = 409
  readonly code = 'stale-claim'
  constructor(
    readonly expectedVersion: number | undefined,
    readonly currentVersion: number | undefined,
  ) {
    super('Klaim ini sudah diubah orang lain. Muat ulang, periksa perubahannya, lalu coba lagi.')
  }
  override extensions(): Record<string, unknown> {
    return { expectedVersion: this.expectedVersion, currentVersion: this.currentVersion }
  }
}

export class KeyReused extends Problem {
  readonly status = 409
  readonly code = 'key-reused'
  constructor(readonly key: string) {
    super(
      'Kunci Idempotency-Key ini sudah dipakai untuk permintaan lain. Pakai kunci baru untuk permintaan baru.',
    )
  }
}

export class UpstreamUnavailable extends Problem {
  readonly status = 503
  readonly code = 'upstream-unavailable'
}
