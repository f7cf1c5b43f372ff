/** A bank behind SNAP BI: interbank transfer, status inquiry, account inquiry. Its statements come as files. */
import { Injectable } from '@nestjs/common'
import { Sql } from '../../platform/database/sql.js'
import {
  type AccountAsked,
  type BankPatience,
  BankPort,
  BankSilent,
  type InquiryAnswer,
  type StatementLine,
  type TransferAnswer,
  type TransferInstruction,
} from '../bank.port.js'
import { type SnapAnswer, SnapClient, TooLate } from './snap-client.js'
import type { SnapSettings } from './snap-settings.js'

const TRANSFER = '18'
/**
 * Refusals that say for certain that no money moved: account closed, unknown, blocked, limits, funds. Any other answer
 * that is no yes leaves the outcome unknown.
 */
const FINAL_REFUSALS: Readonly<Record<string, string>> = {
  '40302': 'LIMIT_EXCEEDED',
  '40303': 'SUSPECTED_FRAUD',
  '40305': 'BLOCKED_ACCOUNT',
  '40309': 'DORMANT_ACCOUNT',
  '40314': 'INSUFFICIENT_FUNDS',
  '40318': 'INACTIVE_ACCOUNT',
  '40411': 'INVALID_ACCOUNT',
  '40412': 'INVALID_ACCOUNT',
}

/** How long a call may lie about before a bank must refuse it by its timestamp; until then "not found" is not final. */
const TIMESTAMP_TOLERANCE = '15 minutes'

@Injectable()
export class SnapBank extends BankPort {
  constructor(
    private readonly sql: Sql,
    private readonly client: SnapClient,
    private readonly sourceAccount: string,
    private readonly tolerance = TIMESTAMP_TOLERANCE,
  ) {
    super()
  }

  /** The bank that these settings name. */
  static at(settings: SnapSettings, sql: Sql, sourceAccount: string, patience: BankPatience): SnapBank {
    return new SnapBank(sql, new SnapClient(sql, settings, patience.answerWithin * 1000), sourceAccount)
  }

  async transfer(instruction: TransferInstruction): Promise<TransferAnswer> {
    const { reference, amount, bankCode, accountNumber, accountHolder, validUntil } = instruction
    const body = {
      partnerReferenceNo: reference,
      amount: { value: `${amount}.00`, currency: 'IDR' },
      beneficiaryAccountName: accountHolder,
      beneficiaryAccountNo: accountNumber,
      beneficiaryBankCode: bankCode,
      sourceAccountNo: this.sourceAccount,
    }
    try {
      const answer = await this.client.call({
        service: 'transfer',
        path: '/v1.0/transfer-interbank',
        body,
        reference,
        validUntil,
      })
      return transferAnswer(answer)
    } catch (error) {
      if (error instanceof TooLate) return { kind: 'expired' }
      throw error
    }
  }

  async inquire(reference: string): Promise<InquiryAnswer> {
    const body = { originalPartnerReferenceNo: reference, serviceCode: TRANSFER }
    const { code, body: said } = await this.client.call({
      service: 'status',
      path: '/v1.0/transfer/status',
      body,
      reference,
    })
    const status = said.latestTransactionStatus
    if (kindOf(code) === '40401' || status === '07') return this.notFound(reference)
    if (!code.startsWith('200')) throw new BankSilent(`The bank did not say what became of it (${code}).`)
    switch (status) {
      // Refunded: it had arrived, and what came back is a line of the statement.
      case '00':
      case '04':
        return settledOn(said)
      case '01':
      case '02':
      case '03':
        return { kind: 'acknowledged' }
      case '05':
      case '06':
        return { kind: 'refused', reason: reasonIn(said) }
      default:
        throw new BankSilent('The bank named a status that the standard does not know.')
    }
  }

  async holderOf({ bankCode, accountNumber }: AccountAsked): Promise<string | null> {
    const body = { beneficiaryBankCode: bankCode, beneficiaryAccountNo: accountNumber }
    const { code, body: said } = await this.client.call({
      service: 'account',
      path: '/v1.0/account-inquiry-external',
      body,
      reference: null,
    })
    const name = said.beneficiaryAccountName
    if (code.startsWith('200') && typeof name === 'string') return name
    if (code.startsWith('404')) return null
    throw new BankSilent(`The bank did not say whose account it is (${code}).`)
  }

  /** Statements come as files, by the hand of a person. */
  statementAfter(): Promise<StatementLine[]> {
    return Promise.resolve([])
  }

  private async notFound(reference: string): Promise<InquiryAnswer> {
    const underWay = await this.sql.first(
      `select from snap_call where reference = $1 and service = 'transfer' and called_at > clock_timestamp() - $2::interval`,
      [reference, this.tolerance],
    )
    if (underWay) throw new BankSilent('The instruction may still be under way.')
    return { kind: 'not_found' }
  }
}

function transferAnswer({ code, body }: SnapAnswer): TransferAnswer {
  if (code.startsWith('200') || code.startsWith('202')) return { kind: 'acknowledged' }
  const kind = kindOf(code)
  if (kind === '40901') return { kind: 'duplicate' }
  const refusal = FINAL_REFUSALS[kind]
  if (refusal) return { kind: 'refused', reason: refusal }
  throw new BankSilent(`The bank gave no yes and no final no (${code} ${typeof body.responseMessage}).`)
}

/** HTTP status and case, without the service between them. */
function kindOf(code: string): string {
  return code.slice(0, 3) + code.slice(5)
}

function settledOn(said: Record<string, unknown>): InquiryAnswer {
  const date = typeof said.transactionDate === 'string' ? said.transactionDate.slice(0, 10) : ''
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? { kind: 'settled', valueDate: date } : { kind: 'acknowledged' }
}

function reasonIn(said: Record<string, unknown>): string {
  const text = said.transactionStatusDesc
  return typeof text === 'string' && /^[A-Z0-9_]{2,40}$/.test(text) ? text : 'REFUSED'
}
