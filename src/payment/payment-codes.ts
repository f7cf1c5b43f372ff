/** Codes of this stage that people read; words for each are in `config/messages/payment.yaml`. */

/** Why a line of the statement was placed as it was. */
export const placementNotes = [
  'CONFIRMS_INQUIRY',
  'REFERENCE_UNKNOWN',
  'AMOUNT_DIFFERS',
  'PAYMENT_HAS_ITS_LINE',
  'PAYMENT_NOT_AWAITING_IT',
  'CURRENCY_DIFFERS',
  'NO_PAYMENT_OF_OURS',
  'UNREADABLE',
  'TRUNCATED',
  'TOTALS_DIFFER',
] as const
export type PlacementNote = (typeof placementNotes)[number]

/** The bank proved that it never had the instruction, and will not take it any more. */
export const NEVER_RECEIVED = 'NEVER_RECEIVED'
/** The decision was recalled before anything left. */
export const RECALLED = 'RECALLED'
/** The child has another guardian by now, into whose account it goes instead. */
export const GUARDIAN_CHANGED = 'GUARDIAN_CHANGED'
/** The bank sent the money back and did not say why. */
export const RETURNED = 'RETURNED'

/** Why a payment bounced or was cancelled, as far as the reason is ours; a bank adds its own. */
export const outcomeReasons = [NEVER_RECEIVED, RECALLED, GUARDIAN_CHANGED, RETURNED] as const
