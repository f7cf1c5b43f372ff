/**
 * Hands instructions to the bank. The reference and the state `sent` are committed before the bank hears a word, so
 * whoever finds a payment `sent` later knows that it may have left, and never sends it again.
 */
import { Injectable } from '@nestjs/common'
import { SYSTEM } from '../claims/claim-command.port.js'
import { Sql, type SqlRunner, violatedUnique } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { BankPatience, BankPort, type TransferAnswer, type TransferInstruction } from './bank.port.js'
import { answerOf } from './bank-answer.js'
import { inTransaction } from './in-transaction.js'
import { referenceOf } from './payment-gate.sql.js'
import { type PaymentCommand, PaymentLifecycle } from './payment-lifecycle.service.js'

interface InstructionRow {
  reference: string
  amount: bigint
  bank_code: string
  account_number: string
  account_holder: string
  valid_until: string
}

/** A file has no last moment: in seconds, longer than anybody waits. Only the bank's report or statement ends it. */
const FILE_VALID_FOR = 366 * 24 * 60 * 60

@Injectable()
export class PaymentSender {
  constructor(
    private readonly sql: Sql,
    private readonly bank: BankPort,
    private readonly patience: BankPatience,
    private readonly lifecycle: PaymentLifecycle,
    private readonly personal: PersonalData,
  ) {}

  /**
   * Sends one payment, once. Returns when the bank's answer, or that there was none, is committed; a payment that may
   * not be sent, or that someone else has sent, is left alone.
   */
  async send(paymentId: string): Promise<void> {
    const committed = await this.commitToSending(paymentId)
    if (!committed) return
    const [instruction = committed] = await this.personal.reveal([committed], {
      accountNumber: 'payee.account_number',
    })
    const answer = await answerOf(this.bank.transfer(instruction), this.patience.answerWithin)
    if (answer.kind === 'in_file') return
    await inTransaction(this.sql, (sql) => this.lifecycle.move(sql, [paymentId], stepAfter(answer)))
  }

  /** The instruction with its account still sealed; null when this payment is not ours to send. */
  private async commitToSending(paymentId: string): Promise<TransferInstruction | null> {
    try {
      return await inTransaction(this.sql, async (sql) => {
        await this.lifecycle.hold(sql, [paymentId])
        const instruction = await this.reserve(sql, paymentId)
        const { moved, refused } = await this.lifecycle.move(sql, [paymentId], {
          event: 'send',
          actor: SYSTEM,
          followUp: 'caller',
        })
        if (moved.length === 0) throw new NotOurs(refused.map(({ why }) => why).join())
        return instruction
      })
    } catch (error) {
      if (error instanceof NotOurs || violatedUnique(error) !== undefined) return null
      throw error
    }
  }

  private async reserve(sql: SqlRunner, paymentId: string): Promise<TransferInstruction> {
    const [row] = await sql.rows<InstructionRow>(
      `with reserved as (
         insert into payment_reference (reference, payment_id, valid_until, rail)
         select ${referenceOf('p')}, p.id, clock_timestamp() + make_interval(secs => $2), $3 from payment p where p.id = $1
         returning reference, payment_id, valid_until)
       select r.reference, r.valid_until, p.amount, p.bank_code, p.account_number, p.account_holder
       from reserved r join payment p on p.id = r.payment_id`,
      [paymentId, this.bank.rail === 'file' ? FILE_VALID_FOR : this.patience.validFor, this.bank.rail],
    )
    if (!row) throw new NotOurs('unknown payment')
    return {
      reference: row.reference,
      amount: row.amount,
      bankCode: row.bank_code,
      accountNumber: row.account_number,
      accountHolder: row.account_holder,
      validUntil: row.valid_until,
    }
  }
}

/** Rolls back the attempt: the payment is not, or no longer, to be sent. */
class NotOurs extends Error {}

/** Only yes and no are answers. What else came says nothing certain about the money: the bank must be asked. */
function stepAfter(
  answer: Exclude<TransferAnswer, { kind: 'in_file' }> | { kind: 'no_answer' },
): PaymentCommand {
  const common = { actor: SYSTEM, followUp: 'caller' } as const
  switch (answer.kind) {
    case 'acknowledged':
      return { ...common, event: 'bank_acknowledged' }
    case 'refused':
      return { ...common, event: 'bank_refused', input: { reason: answer.reason } }
    case 'duplicate':
    case 'expired':
    case 'no_answer':
      return { ...common, event: 'outcome_unknown' }
  }
}
