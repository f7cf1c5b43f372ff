/**
 * Codes to phones: the family's way in without an account. Six digits, five minutes, five tries, used once. Whoever asks
 * learns nothing from the answer: for a number that leads to nobody the same is done and said, only nothing is sent.
 *
 * The asking browser holds a secret, the handle. Its digest names the row, and the code is kept as an HMAC under it: who
 * reads the database finds no code, and who guesses codes must first hold the handle.
 */
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { Injectable, Logger, type OnModuleDestroy, Optional } from '@nestjs/common'
import { Clock, type InstantText } from '../clock/clock.js'
import { Sql } from '../database/sql.js'
import { reasonOf } from '../logging/reason-of.js'
import { seal, unseal } from '../personal-data/sealing.js'
import { ClaimantSessions } from './claimant-sessions.service.js'
import { type AskedBy, type Asker, CodeLimits, NOBODY } from './code-limits.service.js'
import { CodeSender } from './code-sender.port.js'
import { SimulatedPhone } from './simulated-phone.js'

/** `begin` a draft, `resume` what was begun on any phone, look at the `status` of one claim. */
export type CodePurpose = 'begin' | 'resume' | 'status'

const HANDLE_BYTES = 32
const TRIES = 5
const MINUTES = 5
const RESEND_SECONDS = 60

export interface AskedFrom extends AskedBy {
  /** A path of ours to go on to once the code was right. */
  next: string
  /** The claim that was asked for, where there is one. */
  claimId?: string
}

export type CodeRequested = { ok: true; handle: string } | { ok: false; until: InstantText }

/** A code that somebody may still type. */
export interface PendingCode {
  purpose: CodePurpose
  next: string
  resendAt: InstantText
  expiresAt: InstantText
  triesLeft: number
  /** Shown in a demonstration only. */
  simulated: string | null
}

export type CodeConfirmed =
  | {
      ok: true
      token: string
      /** For this browser to keep: it opens nothing. */
      device: string
      phone: string
      purpose: CodePurpose
      next: string
      claimId: string | null
    }
  | { ok: false; why: 'wrong'; triesLeft: number }
  | { ok: false; why: 'locked'; until: InstantText }
  /** Used, too old, or never asked for: a new one is needed. */
  | { ok: false; why: 'over' }

interface CodeRow extends Asker {
  purpose: CodePurpose
  code_hmac: Buffer
  phone_sealed: Buffer | null
  claim_id: string | null
  next_path: string
  tries: number
}

@Injectable()
export class ClaimantCodes implements OnModuleDestroy {
  private readonly log = new Logger(ClaimantCodes.name)
  private readonly onTheirWay = new Set<Promise<void>>()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly limits: CodeLimits,
    private readonly sessions: ClaimantSessions,
    private readonly simulated: SimulatedPhone,
    @Optional() private readonly sender?: CodeSender,
  ) {}

  /**
   * Makes a code and sends it on its way; the handle is the asking browser's to keep.
   * @param phone as `+628…`; null when what was asked for leads to nobody
   */
  async request(phone: string | null, purpose: CodePurpose, from: AskedFrom): Promise<CodeRequested> {
    const asker = await this.limits.askerOf(phone, from)
    const refusedUntil = await this.limits.mayNotAsk(asker, from.address)
    if (refusedUntil) return { ok: false, until: refusedUntil }
    const handle = randomBytes(HANDLE_BYTES)
    const code = drawCode()
    const sealed = sealPhone(phone, handle)
    await this.sql.rows(
      `insert into one_time_code (handle_digest, purpose, code_hmac, phone_sealed, asked, claim_id, next_path, sent_at, expires_at,
         asker, known)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8::timestamptz + make_interval(mins => $9), $10, $11)`,
      [
        digestOf(handle),
        purpose,
        hmacOf(code, handle),
        sealed,
        asker.asked,
        from.claimId ?? null,
        from.next,
        this.clock.now(),
        MINUTES,
        asker.asker,
        asker.known,
      ],
    )
    await this.send(handle, code, { phone, claimId: from.claimId, asker })
    return { ok: true, handle: handle.toString('base64url') }
  }

  /** Another code in the place of this one, a minute after it at the earliest; the tries that were used stay used. */
  async resend(handleText: string, address: string): Promise<CodeRequested> {
    const handle = Buffer.from(handleText, 'base64url')
    const now = this.clock.now()
    const code = drawCode()
    const row = await this.sql.first<
      Pick<CodeRow, 'phone_sealed' | 'claim_id'> & Asker & { wait: InstantText }
    >(
      `select phone_sealed, asked, asker, known, claim_id, sent_at + make_interval(secs => $2) as wait from one_time_code
       where handle_digest = $1 and used_at is null and tries < ${TRIES}`,
      [digestOf(handle), RESEND_SECONDS],
    )
    if (!row || row.wait > now) return { ok: false, until: row?.wait ?? now }
    const refusedUntil = await this.limits.mayNotAsk(row, address)
    if (refusedUntil) return { ok: false, until: refusedUntil }
    const changed = await this.sql.rows(
      `update one_time_code set code_hmac = $2, sent_at = $3, expires_at = $3::timestamptz + make_interval(mins => $4)
       where handle_digest = $1 and used_at is null and sent_at + make_interval(secs => $5) <= $3 returning purpose`,
      [digestOf(handle), hmacOf(code, handle), now, MINUTES, RESEND_SECONDS],
    )
    const phone = openPhone(row.phone_sealed, handle)
    if (changed.length > 0)
      await this.send(handle, code, { phone, claimId: row.claim_id ?? undefined, asker: row })
    return { ok: true, handle: handleText }
  }

  /** What the page that waits for the code shows; undefined when there is nothing to wait for. */
  async pending(handleText: string | undefined): Promise<PendingCode | undefined> {
    if (!handleText) return undefined
    const digest = digestOf(Buffer.from(handleText, 'base64url'))
    const row = await this.sql.first<{
      purpose: CodePurpose
      next_path: string
      resend_at: InstantText
      expires_at: InstantText
      tries: number
    }>(
      `select purpose, next_path, sent_at + make_interval(secs => $2) as resend_at, expires_at, tries from one_time_code
       where handle_digest = $1 and used_at is null`,
      [digest, RESEND_SECONDS],
    )
    if (!row) return undefined
    return {
      purpose: row.purpose,
      next: row.next_path,
      resendAt: row.resend_at,
      expiresAt: row.expires_at,
      triesLeft: TRIES - row.tries,
      simulated: await this.simulated.show(digest),
    }
  }

  /**
   * Tries a code. The try is counted before the code is looked at, so that many guesses at once are not more guesses.
   * When it is right, a session with a token of its own is opened.
   */
  async confirm(handleText: string | undefined, code: string, address: string): Promise<CodeConfirmed> {
    const handle = Buffer.from(handleText ?? '', 'base64url')
    const now = this.clock.now()
    const crowd = await this.limits.tried(address)
    if (!crowd.ok) return { ok: false, why: 'locked', until: crowd.until }
    const row = await this.sql.first<CodeRow>(
      `update one_time_code set tries = tries + 1
       where handle_digest = $1 and used_at is null and tries < ${TRIES} and expires_at > $2
       returning purpose, code_hmac, phone_sealed, asked, asker, known, claim_id, next_path, tries`,
      [digestOf(handle), now],
    )
    if (!row) return this.overOrLocked(handle)
    const lockedUntil = await this.limits.lockedUntil(row)
    if (lockedUntil) return { ok: false, why: 'locked', until: lockedUntil }
    const right = timingSafeEqual(hmacOf(code.replace(/\D/g, ''), handle), row.code_hmac)
    const phone = openPhone(row.phone_sealed, handle)
    if (!right || phone === null) return this.wrong(row)
    if (!(await this.use(handle, now))) return { ok: false, why: 'over' }
    const [{ token }, device] = [await this.sessions.open(phone), await this.limits.remember(phone)]
    return {
      ok: true,
      token,
      device,
      phone,
      purpose: row.purpose,
      next: row.next_path,
      claimId: row.claim_id,
    }
  }

  /** A process that stops still hands over the codes that somebody is waiting for. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.onTheirWay)
  }

  private async overOrLocked(handle: Buffer): Promise<CodeConfirmed> {
    const row = await this.sql.first<{ asker: Buffer }>(
      'select asker from one_time_code where handle_digest = $1',
      [digestOf(handle)],
    )
    const until = row && (await this.limits.lockedUntil(row))
    return until ? { ok: false, why: 'locked', until } : { ok: false, why: 'over' }
  }

  private async wrong({ tries, asker }: CodeRow): Promise<CodeConfirmed> {
    if (tries < TRIES) return { ok: false, why: 'wrong', triesLeft: TRIES - tries }
    const until = await this.limits.lock({ asker })
    return { ok: false, why: 'locked', until: until ?? this.clock.now() }
  }

  private async use(handle: Buffer, now: InstantText): Promise<boolean> {
    const used = await this.sql.rows(
      'update one_time_code set used_at = $2 where handle_digest = $1 and used_at is null returning purpose',
      [digestOf(handle), now],
    )
    return used.length > 0
  }

  /** Nobody waits for the gateway, so a number that exists does not answer later than one that does not. */
  private async send(
    handle: Buffer,
    code: string,
    { phone, claimId, asker }: { phone: string | null; claimId?: string; asker: Asker },
  ): Promise<void> {
    const mayReach = await this.limits.mayReach(asker, phone)
    if (phone === null || !mayReach) return
    await this.simulated.receive(digestOf(handle), code)
    if (!this.sender) return
    const sending: Promise<void> = this.sender
      .sendCode({ phone, code, claimId })
      .catch((error: unknown) => this.log.warn(`A code was not sent: ${reasonOf(error)}`))
      .finally(() => this.onTheirWay.delete(sending))
    this.onTheirWay.add(sending)
  }
}

function drawCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

function hmacOf(code: string, handle: Buffer): Buffer {
  return createHmac('sha256', handle).update(code).digest()
}

function digestOf(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest()
}

const PURPOSE = 'one_time_code.phone'

/** The same work for nobody's phone, and nothing of it kept. */
function sealPhone(phone: string | null, handle: Buffer): Buffer | null {
  const sealed = seal(Buffer.from(phone ?? NOBODY), keyOf(handle), PURPOSE)
  return phone === null ? null : sealed
}

function openPhone(sealed: Buffer | null, handle: Buffer): string | null {
  return sealed && unseal(sealed, keyOf(handle), PURPOSE).toString()
}

function keyOf(handle: Buffer): Buffer {
  return createHmac('sha256', handle).update('phone').digest()
}
