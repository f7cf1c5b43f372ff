/**
 * The gate of payments: the only way in which a payment's state changes. In the caller's transaction it locks, reads
 * the facts, asks the payment table, and writes payment, history, ledger and follow-up in one statement. It never
 * speaks to a bank.
 */
import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { reversals } from '#libs/ledger'
import {
  decide,
  type PaymentClock,
  type PaymentEffect,
  type PaymentEvent,
  type PaymentFacts,
  type PaymentInput,
  type PaymentState,
  paymentTable,
  type Refusal,
} from '#libs/lifecycle'
import { parseLocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { PaymentClocks } from './payment-clocks.js'
import { lockClaims, readPayments, writeSteps } from './payment-gate.sql.js'
import { entriesOf, type PaymentPurpose } from './payment-postings.js'

export interface PaymentCommand {
  event: PaymentEvent
  actor: Actor
  input?: PaymentInput
  /** The day on which the payee had the money, `YYYY-MM-DD`. */
  valueDate?: string
  /** What differs from payment to payment, when many move at once: the line of the statement, its day, its reason, an inquiry. */
  lines?: ReadonlyMap<string, LineOfPayment>
  /**
   * Who looks after the claim when the step asks for it: a message through the outbox, or the caller, who is already
   * at work on this claim and will be handed it again should he die.
   */
  followUp?: 'outbox' | 'caller'
}

export interface LineOfPayment {
  statementLineId?: string
  valueDate?: string
  reason?: string
  inquiryId?: string
}

export interface PaymentStep {
  paymentId: string
  claimId: string
  from: PaymentState
  to: PaymentState
}

export interface RefusedPayment {
  paymentId: string
  state: PaymentState
  why: 'no-such-step' | 'not-your-role' | 'not-yet'
  refusals: readonly Refusal[]
}

interface PaymentReading {
  id: string
  claim_id: string
  state: PaymentState
  seq: number
  amount: bigint
  purpose: PaymentPurpose
  zone: string
  today: string
  facts: Omit<PaymentFacts, 'now' | 'actor' | 'input'> & { duties: PaymentFacts['actor']['duties'] }
}

interface Planned extends PaymentStep {
  reading: PaymentReading
  effects: readonly PaymentEffect[]
}

@Injectable()
export class PaymentLifecycle {
  constructor(
    private readonly clock: Clock,
    private readonly clocks: PaymentClocks,
  ) {}

  /** Holds the claims of these payments until the transaction ends; whoever writes about a payment holds its claim first. */
  async hold(sql: SqlRunner, paymentIds: readonly string[]): Promise<void> {
    const claims = await sql.rows<{ moved_at: string }>(lockClaims, [paymentIds])
    for (const { moved_at } of claims) this.clock.notBefore(moved_at)
  }

  /** Moves each of these payments if it may; what may not is answered with its reasons and stays as it was. */
  async move(
    sql: SqlRunner,
    paymentIds: readonly string[],
    command: PaymentCommand,
  ): Promise<{ moved: PaymentStep[]; refused: RefusedPayment[] }> {
    const { event, actor, input = {} } = command
    await this.hold(sql, paymentIds)
    const now = this.clock.now()
    const readings = await sql.rows<PaymentReading>(readPayments, [
      paymentIds,
      actor.id,
      actor.role,
      now,
      JSON.stringify(Object.fromEntries(paymentIds.map((id) => [id, lineOf(id, command).statementLineId]))),
    ])
    const moved: Planned[] = []
    const refused: RefusedPayment[] = []
    for (const reading of readings) {
      const { duties, ...facts } = reading.facts
      const all: PaymentFacts = {
        ...facts,
        now,
        input: { ...input, ...lineOf(reading.id, command) },
        actor: { id: actor.id, role: actor.role, duties },
      }
      const decision = decide(paymentTable, { state: reading.state, event, role: actor.role }, all)
      const subject = { paymentId: reading.id, claimId: reading.claim_id }
      if (decision.ok)
        moved.push({ ...subject, from: reading.state, to: decision.to, reading, effects: decision.effects })
      else refused.push({ ...subject, state: reading.state, why: decision.why, refusals: decision.refusals })
    }
    if (moved.length > 0) await this.write(sql, moved, command, now)
    return {
      moved: moved.map(({ paymentId, claimId, from, to }) => ({ paymentId, claimId, from, to })),
      refused,
    }
  }

  private async write(
    sql: SqlRunner,
    steps: readonly Planned[],
    command: PaymentCommand,
    now: string,
  ): Promise<void> {
    const { event, actor, input = {}, followUp = 'outbox' } = command
    const { entries, postings } = bookingsOf(steps)
    await sql.rows(writeSteps, [
      JSON.stringify(steps.map((step) => this.rowOf(step, command))),
      event,
      actor.id,
      actor.role,
      now,
      event === 'add_to_batch' ? (input.batchId ?? null) : null,
      input.evidenceDocumentId ?? null,
      JSON.stringify(entries),
      JSON.stringify(postings),
      followUp === 'outbox' ? claimsToFollow(steps) : [],
    ])
  }

  private rowOf({ paymentId, from, to, reading, effects }: Planned, command: PaymentCommand): object {
    const line = lineOf(paymentId, command)
    const clock = effects.map(startedClock).find((name) => name !== null)
    const dueOn = clock ? this.clocks.lastDay(clock, parseLocalDate(reading.today)) : null
    return {
      payment_id: paymentId,
      seq: reading.seq + 1,
      from_state: from,
      to_state: to,
      due_on: dueOn,
      zone: reading.zone,
      reason: line.reason ?? null,
      statement_line_id: line.statementLineId ?? null,
      inquiry_id: line.inquiryId ?? null,
      value_date: line.valueDate ?? null,
    }
  }
}

/** The line of the statement for this payment, its day and its reason: its own, or those of the whole command. */
function lineOf(paymentId: string, { lines, input = {}, valueDate }: PaymentCommand): LineOfPayment {
  const { statementLineId, reason, inquiryId } = input
  return lines?.get(paymentId) ?? { statementLineId, reason, inquiryId, valueDate }
}

function startedClock(effect: PaymentEffect): PaymentClock | null {
  return 'clock' in effect && effect.kind === 'start_clock' ? effect.clock : null
}

/** The ledger entries of these steps, and their postings, as rows. */
function bookingsOf(steps: readonly Planned[]): { entries: object[]; postings: object[] } {
  const booked = steps.flatMap(({ paymentId, claimId, from, to, reading }) =>
    entriesOf(from, to, reading).map((entry) => ({ id: randomUUID(), paymentId, claimId, entry })),
  )
  return {
    entries: booked.map(({ id, paymentId, claimId, entry }) => ({
      id,
      claim_id: claimId,
      payment_id: paymentId,
      kind: entry.kind,
      posting_count: entry.postings.length,
      reverses: entry.kind in reversals ? reversals[entry.kind as keyof typeof reversals] : null,
    })),
    postings: booked.flatMap(({ id, claimId, entry }) =>
      entry.postings.map(({ account, amount }) => ({
        entry_id: id,
        claim_id: claimId,
        account,
        amount: amount.toString(),
      })),
    ),
  }
}

/** The claims whose payments ask for an inquiry, or may have decided something. */
function claimsToFollow(steps: readonly Planned[]): string[] {
  const asking = steps.filter(({ effects }) => effects.some((effect) => effect.kind === 'send'))
  return [...new Set(asking.map(({ claimId }) => claimId))]
}
