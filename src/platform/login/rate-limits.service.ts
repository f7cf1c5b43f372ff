/**
 * How often something may be asked, counted in one row for all processes. What is limited is named by whoever typed it,
 * so an unknown number is limited exactly like a known one.
 */
import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock, type InstantText } from '../clock/clock.js'
import { Sql, type SqlRunner } from '../database/sql.js'

interface Rule {
  max: number
  minutes: number
}

/**
 * Whole villages share one network address, so that limit is wide; the narrow ones are on what was typed, by whom. The
 * limits over everybody who types the same are wider than those of one: nobody uses them up for a family alone, and a
 * browser that the family has used before is counted apart.
 */
export const rateRules = {
  code_asked: { max: 5, minutes: 60 },
  code_asked_by_anybody: { max: 10, minutes: 60 },
  code_asked_daily: { max: 30, minutes: 24 * 60 },
  code_asked_by_known: { max: 5, minutes: 60 },
  code_to_phone: { max: 10, minutes: 60 },
  code_from_address: { max: 60, minutes: 15 },
  code_tried_from_address: { max: 120, minutes: 15 },
  /** Laid by the fifth wrong code; while it stands, no further code is sent or taken. */
  code_locked: { max: 1, minutes: 15 },
  card_from_address: { max: 20, minutes: 60 },
  card_asked: { max: 10, minutes: 60 },
  /** Failures only: a whole branch office signs in from one address. */
  staff_failed_from_address: { max: 30, minutes: 15 },
  staff_code_tried: { max: 5, minutes: 15 },
  /** Proofs before a decision; a right one sets it back, so that deciding much is not guessing. */
  staff_proof_tried: { max: 5, minutes: 15 },
} as const satisfies Record<string, Rule>
export type RateRule = keyof typeof rateRules

export type Taken = { ok: true } | { ok: false; until: InstantText }

@Injectable()
export class RateLimits {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Counts one more; refused once the window holds more than the rule allows, until the window is over. */
  async take(rule: RateRule, subject: string | Buffer, sql: SqlRunner = this.sql): Promise<Taken> {
    const { max, minutes } = rateRules[rule]
    const [row] = await sql.rows<{ count: number; until: InstantText }>(
      `insert into rate_limit as r (rule, subject, window_start, count) values ($1, $2, $3, 1)
       on conflict (rule, subject) do update set
         count = case when r.window_start + make_interval(mins => $4) > $3 then r.count + 1 else 1 end,
         window_start = case when r.window_start + make_interval(mins => $4) > $3 then r.window_start else $3 end
       returning count, window_start + make_interval(mins => $4) as until`,
      [rule, digestOf(subject), this.clock.now(), minutes],
    )
    return !row || row.count <= max ? { ok: true } : { ok: false, until: row.until }
  }

  /** Begins to count anew, after a success. */
  async setBack(rule: RateRule, subject: string | Buffer, sql: SqlRunner = this.sql): Promise<void> {
    await sql.rows('delete from rate_limit where rule = $1 and subject = $2', [rule, digestOf(subject)])
  }

  /** Until when a limit is used up, without counting; null while it is not. */
  async usedUpUntil(rule: RateRule, subject: string | Buffer): Promise<InstantText | null> {
    const { max, minutes } = rateRules[rule]
    const row = await this.sql.first<{ until: InstantText }>(
      `select window_start + make_interval(mins => $4) as until from rate_limit
       where rule = $1 and subject = $2 and count >= $5 and window_start + make_interval(mins => $4) > $3`,
      [rule, digestOf(subject), this.clock.now(), minutes, max],
    )
    return row?.until ?? null
  }
}

function digestOf(subject: string | Buffer): Buffer {
  return createHash('sha256').update(subject).digest()
}
