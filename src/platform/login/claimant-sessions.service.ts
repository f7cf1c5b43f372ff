/**
 * Sessions of families: somebody proved to hold a phone. A session is an opaque token of which only the digest is kept,
 * and the phone is sealed under that token; a copy of the database signs nobody in and reads no phone here.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock, type InstantText } from '../clock/clock.js'
import { Sql } from '../database/sql.js'
import { seal, unseal } from '../personal-data/sealing.js'
import { PhoneIndex } from './phone-index.js'

const TOKEN_BYTES = 32
const HOURS = 12
const PURPOSE = 'claimant_session.phone'

/** A family with an open session. */
export interface SignedInClaimant {
  sessionId: string
  /** As `+628…`; masked wherever it is shown. */
  phone: string
  /** By this the phone is found on the parties of claims. */
  phoneIndex: Buffer
  /** The draft that was opened in this session, while it has no party with this phone yet. */
  claimId: string | null
  partyId: string | null
  expiresAt: InstantText
}

interface SessionRow {
  id: string
  phone_index: Buffer
  phone_sealed: Buffer
  claim_id: string | null
  party_id: string | null
  expires_at: InstantText
}

@Injectable()
export class ClaimantSessions {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly phones: PhoneIndex,
  ) {}

  /** A token is always drawn anew: one that a browser brought along is never made valid. */
  async open(phone: string): Promise<{ token: string }> {
    const token = randomBytes(TOKEN_BYTES)
    await this.sql.rows(
      `insert into claimant_session (token_digest, phone_index, phone_sealed, created_at, expires_at)
       values ($1, $2, $3, $4, $4::timestamptz + make_interval(hours => $5))`,
      [
        digestOf(token),
        await this.phones.of(phone),
        seal(Buffer.from(phone), keyOf(token), PURPOSE),
        this.clock.now(),
        HOURS,
      ],
    )
    return { token: token.toString('base64url') }
  }

  /** Null for a token that is unknown, expired or revoked. */
  async read(tokenText: string): Promise<SignedInClaimant | null> {
    const token = Buffer.from(tokenText, 'base64url')
    const row = await this.sql.first<SessionRow>(
      `select id, phone_index, phone_sealed, claim_id, party_id, expires_at from claimant_session
       where token_digest = $1 and revoked_at is null and expires_at > $2`,
      [digestOf(token), this.clock.now()],
    )
    if (!row) return null
    return {
      sessionId: row.id,
      phone: unseal(row.phone_sealed, keyOf(token), PURPOSE).toString(),
      phoneIndex: row.phone_index,
      claimId: row.claim_id,
      partyId: row.party_id,
      expiresAt: row.expires_at,
    }
  }

  /** The claim that was opened in this session, and who in it this is. */
  async attachClaim(sessionId: string, claimId: string, partyId: string | null = null): Promise<void> {
    await this.sql.rows('update claimant_session set claim_id = $2, party_id = $3 where id = $1', [
      sessionId,
      claimId,
      partyId,
    ])
  }

  /** Ends a session; one that is already over stays as it is. */
  async close(tokenText: string): Promise<void> {
    await this.sql.rows(
      'update claimant_session set revoked_at = $2 where token_digest = $1 and revoked_at is null',
      [digestOf(Buffer.from(tokenText, 'base64url')), this.clock.now()],
    )
  }
}

function digestOf(token: Buffer): Buffer {
  return createHash('sha256').update(token).digest()
}

function keyOf(token: Buffer): Buffer {
  return createHmac('sha256', token).update('phone').digest()
}
