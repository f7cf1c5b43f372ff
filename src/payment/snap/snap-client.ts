/**
 * Calls to a bank that speaks SNAP BI. A call goes out once: its row with an external id of its own is written before, no
 * answer within its time is no answer, and nothing here ever tries again.
 */
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Sql } from '../../platform/database/sql.js'
import { BankSilent } from '../bank.port.js'
import { callSignature, tokenSignature } from './signatures.js'
import type { SnapSettings } from './snap-settings.js'

export interface SnapAnswer {
  /** `HHHSSCC`: HTTP status, service, case. */
  code: string
  body: Record<string, unknown>
}

export interface SnapCall {
  service: 'transfer' | 'status' | 'account'
  path: string
  body: Readonly<Record<string, unknown>>
  /** The payment that the call is about. */
  reference: string | null
  /** Instant of the machine's time after which the call must not go out any more. */
  validUntil?: string
}

/** The time of a call is over before it began. */
export class TooLate extends Error {}

const answerShape = z.looseObject({ responseCode: z.string().regex(/^\d{7}$/) })
const tokenShape = z.object({ accessToken: z.string().min(1), expiresIn: z.coerce.number().positive() })

/** A token is not used in its last moments: a call must not fail over it. */
const SPARE_SECONDS = 60
const LONGEST_ANSWER = 64 * 1024

interface Opened {
  external_id: string
  timestamp: string
  left_ms: number
}

/** The time of the bank's country, as the standard wants it. */
const timestampOf = (instant: string): string =>
  `to_char(${instant} at time zone 'Asia/Jakarta', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')`

@Injectable()
export class SnapClient {
  private token: { text: string; until: string } | undefined

  constructor(
    private readonly sql: Sql,
    private readonly settings: SnapSettings,
    private readonly answerWithinMs: number,
  ) {}

  /** @throws TooLate when it did not go out, BankSilent when it did or may have, without an answer that can be read */
  async call(call: SnapCall): Promise<SnapAnswer> {
    // Before the call has its row: without a token nothing has left.
    const token = await this.tokenNow()
    const opened = await this.open(call)
    const body = JSON.stringify(call.body)
    const request = { method: 'POST', path: call.path, body, timestamp: opened.timestamp }
    const answer = await this.post(call.path, body, Math.min(this.answerWithinMs, opened.left_ms), {
      Authorization: `Bearer ${token}`,
      'X-TIMESTAMP': opened.timestamp,
      'X-SIGNATURE': callSignature(request, token, this.settings.clientSecret),
      'X-PARTNER-ID': this.settings.partnerId,
      'X-EXTERNAL-ID': opened.external_id,
      'CHANNEL-ID': this.settings.channelId,
    })
    if (answer.code.startsWith('401')) this.token = undefined
    await this.sql.rows(
      'insert into snap_answer (external_id, response_code, answered_at) values ($1, $2, clock_timestamp())',
      [opened.external_id, answer.code],
    )
    return answer
  }

  /** One row a call, with a number that was never used before. */
  private async open({ service, path, reference, validUntil }: SnapCall): Promise<Opened> {
    const [opened] = await this.sql.rows<Opened>(
      `insert into snap_call (external_id, service, path, reference, called_at)
       select to_char(now() at time zone 'UTC', 'YYYYMMDD') || lpad(nextval('snap_external_id')::text, 12, '0'), $1, $2, $3, t.at
       from (select clock_timestamp() as at) t where $4::timestamptz is null or t.at < $4::timestamptz
       returning external_id, ${timestampOf('called_at')} as timestamp,
         greatest(1, least(600000, coalesce(extract(epoch from $4::timestamptz - clock_timestamp()) * 1000, 600000)))::int as left_ms`,
      [service, path, reference, validUntil ?? null],
    )
    if (!opened) throw new TooLate('The time of this instruction is over.')
    return opened
  }

  private async tokenNow(): Promise<string> {
    const [{ timestamp, now } = { timestamp: '', now: '' }] = await this.sql.rows<{
      timestamp: string
      now: string
    }>(`select ${timestampOf('clock_timestamp()')} as timestamp, clock_timestamp() as now`)
    if (this.token && this.token.until > now) return this.token.text
    const { clientId, privateKey } = this.settings
    const path = '/v1.0/access-token/b2b'
    const { code, body } = await this.post(
      path,
      JSON.stringify({ grantType: 'client_credentials' }),
      this.answerWithinMs,
      {
        'X-TIMESTAMP': timestamp,
        'X-CLIENT-KEY': clientId,
        'X-SIGNATURE': tokenSignature(clientId, timestamp, privateKey),
      },
    )
    const given = tokenShape.safeParse(body)
    if (!code.startsWith('200') || !given.success) throw new BankSilent(`The bank gave no token (${code}).`)
    const { accessToken, expiresIn } = given.data
    const [{ until } = { until: now }] = await this.sql.rows<{ until: string }>(
      `select clock_timestamp() + make_interval(secs => $1) as until`,
      [Math.max(0, expiresIn - SPARE_SECONDS)],
    )
    this.token = { text: accessToken, until }
    return accessToken
  }

  private async post(
    path: string,
    body: string,
    withinMs: number,
    headers: Record<string, string>,
  ): Promise<SnapAnswer> {
    let text: string
    try {
      const response = await fetch(`${this.settings.url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(withinMs),
      })
      text = await response.text()
    } catch (error) {
      throw new BankSilent(error instanceof Error ? error.name : 'no answer')
    }
    const answer = text.length <= LONGEST_ANSWER ? answerShape.safeParse(parsedJson(text)) : undefined
    if (!answer?.success) throw new BankSilent('The bank answered with something that cannot be read.')
    return { code: answer.data.responseCode, body: answer.data }
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
