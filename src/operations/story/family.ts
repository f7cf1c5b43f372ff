import type { ClaimType } from '#libs/lifecycle'
import type { ClaimAnswers } from '../../intake/claim-answers.dto.js'
import type { PayeeDto } from '../../verification/settle-heirs.dto.js'

/** What somebody does for a family at some moment. Times are local to the branch: `2022-10-13 09:20`. */
export type Step =
  | { at: string; do: 'open_draft' }
  | { at: string; do: 'hand_in'; except?: readonly string[] }
  | { at: string; do: 'submit' }
  | { at: string; do: 'accept_documents'; by: string; except?: readonly string[] }
  | { at: string; do: 'find_defect'; by: string; document: string; code: string }
  | { at: string; do: 'settle_heirs'; by: string }
  | { at: string; do: 'fire'; event: FiredByPeople; by: string; input?: Record<string, unknown> }
  | { at: string; do: 'pay'; by: string; until: 'paid' | 'paying' | 'awaiting_account' }
  | { at: string; do: 'sweep' }
  | SchoolStep

/** What somebody does for the scholarship of a family's children. */
export type SchoolStep =
  | { at: string; do: 'open_school_years'; by: string }
  | { at: string; do: 'apply_for_year'; child: string; school: string }
  | { at: string; do: 'verify_year'; child: string; by: string }
  | {
      at: string
      do: 'return_year'
      child: string
      by: string
      document: string
      code: string
      reason: string
    }

export type FiredByPeople =
  | 'request_documents'
  | 'refer'
  | 'investigate'
  | 'propose'
  | 'send_back'
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'object'

/** One fictional family and all that happens to its claim, in the order of time. */
export interface Family {
  /** Names the family in idempotency keys, so that the story can be told on after an interruption. */
  key: string
  type: ClaimType
  answers: ClaimAnswers
  payees: PayeeDto[]
  steps: Step[]
}
