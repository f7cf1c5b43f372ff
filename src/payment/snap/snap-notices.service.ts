/**
 * What a bank sends by itself over SNAP: heard only with the bank's signature over this very text at this very time, taken
 * once, and never more than a reason to move as the bank's own answer would.
 */
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Sql } from '../../platform/database/sql.js'
import { BankAnswers } from '../bank-answers.service.js'
import { isNoticeSignature } from './signatures.js'
import type { SnapSettings } from './snap-settings.js'

export interface SnapNotice {
  /** From the root on, as the bank called it. */
  path: string
  /** As it came over the wire. */
  body: string
  timestamp: string
  signature: string
  externalId: string
}

/** The answer to the bank: `HHHSSCC` and its words, as the standard has them. */
export interface SnapReply {
  status: number
  responseCode: string
  responseMessage: string
}

const noticeShape = z.looseObject({
  originalPartnerReferenceNo: z.string().min(1).max(64),
  latestTransactionStatus: z.string().regex(/^0[0-7]$/),
  transactionStatusDesc: z.string().optional(),
})

const SERVICE = '18'
const TOLERANCE_SECONDS = 900
const reply = (status: number, kase: string, responseMessage: string): SnapReply => ({
  status,
  responseCode: `${status}${SERVICE}${kase}`,
  responseMessage,
})

/** Settings of the bank; null = no bank speaks to us this way. */
export abstract class SnapBankKeys {
  abstract readonly settings: SnapSettings | null
}

@Injectable()
export class SnapNotices {
  constructor(
    private readonly sql: Sql,
    private readonly answers: BankAnswers,
    private readonly keys: SnapBankKeys,
  ) {}

  async hear(notice: SnapNotice): Promise<SnapReply> {
    const { settings } = this.keys
    if (!settings) return reply(404, '00', 'Not Found')
    const { path, body, timestamp, signature, externalId } = notice
    const request = { method: 'POST', path, body, timestamp }
    if (!isNoticeSignature(request, signature, settings.bankKey) || !(await this.isFresh(timestamp)))
      return reply(401, '00', 'Unauthorized. Signature')
    const said = noticeShape.safeParse(parsedJson(body))
    if (!said.success || !/^\d{1,36}$/.test(externalId)) return reply(400, '01', 'Invalid Field Format')
    const { originalPartnerReferenceNo: reference, latestTransactionStatus: status } = said.data
    const answer = answerOf(status)
    if (answer === null) return reply(200, '00', 'Successful')
    const { unknown } = await this.answers.take('snap.callback', externalId, [
      { reference, answer, reason: answer === 'refused' ? 'REFUSED' : null },
    ])
    return unknown.length > 0 ? reply(404, '01', 'Transaction Not Found') : reply(200, '00', 'Successful')
  }

  /** An old text with a good signature says nothing of today. */
  private async isFresh(timestamp: string): Promise<boolean> {
    const row = await this.sql.first<{ fresh: boolean }>(
      `select pg_input_is_valid($1, 'timestamptz') and $1 ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d' as fresh`,
      [timestamp],
    )
    if (!row?.fresh) return false
    const near = await this.sql.first<{ near: boolean }>(
      `select abs(extract(epoch from clock_timestamp() - $1::timestamptz)) <= $2 as near`,
      [timestamp, TOLERANCE_SECONDS],
    )
    return near?.near === true
  }
}

/** Under way says nothing; only a yes or a no is an answer. */
function answerOf(status: string): 'acknowledged' | 'refused' | null {
  if (status === '00' || status === '04') return 'acknowledged'
  return status === '05' || status === '06' ? 'refused' : null
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
