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
import { referenceOf } from './payment-gate.sql.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { SharedTransaction, Spoiled } from './shared-transaction.js'

interface InstructionRow {
  id: string
  reference: string
  amount: bigint
  bank_code: string
  account_number: string
  account_holder: string
  valid_until: string
}

/** What a payment's call has come to. */
interface Answered {
  paymentId: string
  step: { event: 'bank_acknowledged' | 'bank_refused' | 'outcome_unknown'; reason?: string }
}

/** A file has no last moment: in seconds, longer than anybody waits. Only the bank's report or statement ends it. */
const FILE_VALID_FOR = 366 * 24 * 60 * 60

@Injectable()
export class PaymentSender {
  private readonly sendings: SharedTransaction<string, TransferInstruction | null>
  private readonly answers: SharedTransaction<Answered, true>

  constructor(
    sql: Sql,
    private readonly bank: BankPort,
    private readonly patience: BankPatience,
    private readonly lifecycle: PaymentLifecycle,
    private readonly personal: PersonalData,
  ) {
    this.sendings = new SharedTransaction(
      sql,
      (paymentId) => paymentId,
      (runner, paymentIds) => this.commitToSending(runner, paymentIds),
    )
    this.answers = new SharedTransaction(
      sql,
      ({ paymentId }) => paymentId,
      (runner, answered) => this.note(runner, answered),
    )
  }

  /**
   * Sends one payment, once. Returns when the bank's answer, or that there was none, is committed; a payment that may
   * not be sent, or that someone else has sent, is left alone. Those that wait share their commits, never the bank's
   * answer: nobody waits for another one's silence.
   */
  async send(paymentId: string): Promise<void> {
    const committed = await this.mayGo(paymentId)
    if (!committed) return
    const [instruction = committed] = await this.personal.reveal([committed], {
      accountNumber: 'payee.account_number',
    })
    const answer = await answerOf(this.bank.transfer(instruction), this.patience.answerWithin)
    if (answer.kind === 'in_file') return
    await this.answers.join({ paymentId, step: stepAfter(answer) })
  }

  /** The instruction with its account still sealed; null when this payment is not ours to send. */
  private async mayGo(paymentId: string): Promise<TransferInstruction | null> {
    try {
      return await this.sendings.join(paymentId)
    } catch (error) {
      if (error instanceof Spoiled || violatedUnique(error) !== undefined) return null
      throw error
    }
  }

  private async commitToSending(
    sql: SqlRunner,
    paymentIds: readonly string[],
  ): Promise<(TransferInstruction | null)[]> {
    await this.lifecycle.hold(sql, paymentIds)
    const reserved = await this.reserve(sql, paymentIds)
    const { refused } = await this.lifecycle.move(sql, [...reserved.keys()], {
      event: 'send',
      actor: SYSTEM,
      followUp: 'caller',
    })
    if (refused.length > 0) throw new Spoiled(refused.map(({ why }) => why).join())
    return paymentIds.map((id) => reserved.get(id) ?? null)
  }

  /** Of those that have not left yet: the reference of each is in the table before its payment is sent. */
  private async reserve(
    sql: SqlRunner,
    paymentIds: readonly string[],
  ): Promise<ReadonlyMap<string, TransferInstruction>> {
    const rows = await sql.rows<InstructionRow>(
      `with reserved as (
         insert into payment_reference (reference, payment_id, valid_until, rail)
         select ${referenceOf('p')}, p.id, clock_timestamp() + make_interval(secs => $2), $3
         from payment p where p.id = any ($1::uuid[]) and p.state = 'in_batch'
         returning reference, payment_id, valid_until)
       select p.id, r.reference, r.valid_until, p.amount, p.bank_code, p.account_number, p.account_holder
       from reserved r join payment p on p.id = r.payment_id`,
      [paymentIds, this.bank.rail === 'file' ? FILE_VALID_FOR : this.patience.validFor, this.bank.rail],
    )
    return new Map(rows.map((row) => [row.id, instructionIn(row)]))
  }

  private async note(sql: SqlRunner, answered: readonly Answered[]): Promise<true[]> {
    await this.lifecycle.hold(
      sql,
      answered.map(({ paymentId }) => paymentId),
    )
    for (const event of new Set(answered.map(({ step }) => step.event))) {
      const alike = answered.filter(({ step }) => step.event === event)
      const lines = new Map(alike.map(({ paymentId, step }) => [paymentId, { reason: step.reason }]))
      await this.lifecycle.move(sql, [...lines.keys()], { event, actor: SYSTEM, followUp: 'caller', lines })
    }
    return answered.map(() => true)
  }
}

function instructionIn(row: InstructionRow): TransferInstruction {
  return {
    reference: row.reference,
    amount: row.amount,
    bankCode: row.bank_code,
    accountNumber: row.account_number,
    accountHolder: row.account_holder,
    validUntil: row.valid_until,
  }
}

/** Only yes and no are answers. What else came says nothing certain about the money: the bank must be asked. */
function stepAfter(
  answer: Exclude<TransferAnswer, { kind: 'in_file' }> | { kind: 'no_answer' },
): Answered['step'] {
  switch (answer.kind) {
    case 'acknowledged':
      return { event: 'bank_acknowledged' }
    case 'refused':
      return { event: 'bank_refused', reason: answer.reason }
    case 'duplicate':
    case 'expired':
    case 'no_answer':
      return { event: 'outcome_unknown' }
  }
}
