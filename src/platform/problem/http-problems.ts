/** What can be wrong with a request before any service sees it. */
import { Problem } from './problems.js'

export class MalformedRequest extends Problem {
  readonly status = 400
  readonly code = 'malformed-request'
}

export class KeyMissing extends Problem {
  readonly status = 400
  readonly code = 'key-missing'
  constructor() {
    super(
      'Kirim header Idempotency-Key, 8 sampai 128 huruf atau angka, misalnya sebuah UUID; pakai lagi kunci itu bila mengulang.',
    )
  }
}

export class SignInFailed extends Problem {
  readonly status = 401
  readonly code = 'sign-in-failed'
  constructor() {
    super(
      'Nama pengguna atau kata sandi belum cocok, atau akun sedang dikunci. Periksa lagi, atau coba 15 menit lagi.',
    )
  }
}

/** The password was right; a code of the second factor is missing, or the factor itself. */
export class SecondFactorNeeded extends Problem {
  readonly status = 401
  readonly code = 'second-factor-needed'
}

/** A decision over money wants to be proven at that moment; nothing was done. */
export class SecondProofNeeded extends Problem {
  readonly status = 401
  readonly code = 'second-proof-needed'
}

export class SecondProofWrong extends Problem {
  readonly status = 401
  readonly code = 'second-proof-wrong'
}

export class CrossSiteWrite extends Problem {
  readonly status = 403
  readonly code = 'cross-site'
  constructor() {
    super(
      'Permintaan ini tidak datang dari halaman kami, jadi tidak kami kerjakan. Ulangi dari halaman Santun.',
    )
  }
}

export class RequestInProgress extends Problem {
  readonly status = 409
  readonly code = 'request-in-progress'
  constructor() {
    super(
      'Permintaan dengan kunci ini masih dikerjakan. Tunggu sebentar, lalu ulangi dengan kunci yang sama.',
    )
  }
}

export class BodyTooLarge extends Problem {
  readonly status = 413
  readonly code = 'body-too-large'
}

export class UnsupportedMediaType extends Problem {
  readonly status = 415
  readonly code = 'unsupported-media-type'
}

export class VersionMissing extends Problem {
  readonly status = 428
  readonly code = 'version-missing'
  constructor() {
    super(
      'Kirim header If-Match berisi ETag klaim yang Anda lihat, misalnya "3", supaya perubahan rekan Anda tidak tertimpa.',
    )
  }
}

export class TooManyRequests extends Problem {
  readonly status = 429
  readonly code = 'too-many-requests'
}

export class InternalError extends Problem {
  readonly status = 500
  readonly code = 'internal-error'
  constructor(readonly errorId: string) {
    super('')
  }
  override extensions(): Record<string, unknown> {
    return { errorId: this.errorId }
  }
}
