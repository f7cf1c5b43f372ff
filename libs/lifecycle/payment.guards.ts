/** The guards of the payment and batch tables: money leaves once, and what is unknown stays unknown until proven. */
import { ask, demand, isGiven, refuse } from './guard.js'
import type { Guard } from './engine.js'
import type { BatchFacts, PaymentFacts } from './payment.facts.js'
import type { Duty } from './vocabulary.js'

type PaymentGuard = Guard<PaymentFacts>
type BatchGuard = Guard<BatchFacts>

/** The duty of this step may not meet another separated duty of the same person on the round of the claim. */
export function holdsNoOtherDutyThan(duty: Duty): PaymentGuard {
  return {
    name: 'not_held_another_duty',
    check({ actor }) {
      const other = actor.duties.find((held) => held !== duty)
      return other === undefined ? null : refuse('DUTY_ALREADY_HELD', { duty: other })
    },
  }
}

export const accountChecked = demand<PaymentFacts>(
  'account_checked',
  ({ account }) => account.checked,
  'ACCOUNT_NOT_CHECKED',
  () => ({ count: 1 }),
)

/** A change of account after approval waits a day, so that whoever did not ask for it can speak up. */
export const waitIsOver: PaymentGuard = {
  name: 'wait_after_account_change_is_over',
  check({ payment, now }) {
    const { heldUntil } = payment
    return heldUntil === null || heldUntil <= now ? null : refuse('PAYMENT_ON_HOLD', { until: heldUntil })
  },
}

export const onlyLivePayment = demand<PaymentFacts>(
  'only_live_payment_of_its_line',
  ({ otherLivePayments }) => otherLivePayments === 0,
  'OTHER_LIVE_PAYMENT',
)

export const amountAboveZero = demand<PaymentFacts>(
  'amount_above_zero',
  ({ payment }) => BigInt(payment.amount) > 0n,
  'AMOUNT_NOT_POSITIVE',
)

export const batchGiven = ask<PaymentFacts>(
  'batch_given',
  ({ input }) => isGiven(input.batchId),
  'BATCH_MISSING',
)

export const inReleasedBatch = demand<PaymentFacts>(
  'in_released_batch',
  ({ batch }) => batch?.released === true,
  'BATCH_NOT_RELEASED',
)

export const batchNotReleased = demand<PaymentFacts>(
  'batch_not_released',
  ({ batch }) => batch?.released !== true,
  'ALREADY_RELEASED',
  () => ({ count: 1 }),
)

/** A reference is handed to the bank at most once, ever. */
export const neverSent = demand<PaymentFacts>(
  'never_sent',
  ({ payment }) => payment.sentAt === null,
  'ALREADY_SENT',
  ({ payment }) => ({ reference: payment.reference }),
)

/** What happened to money is proven by the bank's answer or a document, never assumed from silence. */
export const inquiryOrEvidence = ask<PaymentFacts>(
  'inquiry_or_evidence_given',
  ({ input }) => isGiven(input.inquiryId) || isGiven(input.evidenceDocumentId),
  'EVIDENCE_MISSING',
)

/** A free line of the statement over exactly this amount. */
export const statementLineMatches: PaymentGuard = {
  name: 'statement_line_matches',
  asksInput: true,
  check({ statementLine, payment }) {
    if (statementLine === null) return refuse('STATEMENT_LINE_MISSING')
    if (statementLine.matched) return refuse('STATEMENT_LINE_TAKEN')
    const same = BigInt(statementLine.amount) === BigInt(payment.amount)
    return same
      ? null
      : refuse('AMOUNT_DIFFERS', { declaredAmount: statementLine.amount, computedAmount: payment.amount })
  },
}

export const paymentReasonGiven = ask<PaymentFacts>(
  'reason_given',
  ({ input }) => isGiven(input.reason),
  'REASON_MISSING',
)

export const newAccountChecked = demand<PaymentFacts>(
  'new_account_checked',
  ({ account }) => account.newAccountChecked,
  'ACCOUNT_NOT_CORRECTED',
  () => ({ count: 1 }),
)

export const notYetReissued = demand<PaymentFacts>(
  'not_yet_reissued',
  ({ payment }) => payment.reissuedAs === null,
  'ALREADY_REISSUED',
)

/** A later decision of the claim counts on nothing of it: the money stays with us. */
export const notOwed = demand<PaymentFacts>(
  'owed_by_no_decision',
  ({ payment }) => !payment.stillOwed,
  'STILL_OWED',
)

// batch

export const batchNotEmpty = demand<BatchFacts>(
  'batch_not_empty',
  ({ batch }) => batch.count > 0,
  'BATCH_EMPTY',
)

/** The person states count and total; both must equal what the product counts. */
export const declaredEqualsComputed: BatchGuard = {
  name: 'declared_equals_computed',
  asksInput: true,
  check({ batch, input }) {
    if (input.declaredCount !== batch.count) {
      return refuse('COUNT_DIFFERS', { declared: input.declaredCount ?? 0, computed: batch.count })
    }
    return input.declaredTotal === batch.total
      ? null
      : refuse('AMOUNT_DIFFERS', { declaredAmount: input.declaredTotal ?? '0', computedAmount: batch.total })
  },
}

export const batchUnchangedSinceClosed = demand<BatchFacts>(
  'batch_unchanged_since_closed',
  ({ batch }) => batch.closedHash !== null && batch.closedHash === batch.currentHash,
  'BATCH_CHANGED',
)

export const noConflictingPayment = demand<BatchFacts>(
  'held_no_other_duty_on_its_claims',
  ({ batch }) => batch.conflictingPayments === 0,
  'BATCH_HOLDS_OWN_DECISIONS',
  ({ batch }) => ({ count: batch.conflictingPayments }),
)

export const batchReasonGiven = ask<BatchFacts>(
  'reason_given',
  ({ input }) => isGiven(input.reason),
  'REASON_MISSING',
)

export const everyPaymentAnswered = demand<BatchFacts>(
  'every_payment_answered',
  ({ batch }) => batch.unanswered === 0,
  'INSTRUCTIONS_UNANSWERED',
  ({ batch }) => ({ count: batch.unanswered }),
)

export const everyLineExplained = demand<BatchFacts>(
  'every_statement_line_explained',
  ({ batch }) => batch.unexplainedLines === 0,
  'LINES_UNEXPLAINED',
  ({ batch }) => ({ count: batch.unexplainedLines }),
)

/** Two persons count a batch: one closes it, another releases it. */
export const releaserDidNotClose = demand<BatchFacts>(
  'releaser_did_not_close',
  ({ actor, batch }) => batch.closerId !== actor.id,
  'BATCH_CLOSED_BY_ACTOR',
)

export const reconcilerDidNotRelease = demand<BatchFacts>(
  'reconciler_did_not_release',
  ({ actor, batch }) => batch.releaserId !== actor.id,
  'DUTY_ALREADY_HELD',
  () => ({ duty: 'release' }),
)
