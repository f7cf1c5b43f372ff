import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import type { OpenClaim } from './claim-desk.service.js'
import type { ValueToCompare } from './compare-values.js'

/** What the page of one document shows, and what the person who looks may do. */
export interface ViewerView {
  claim: OpenClaim
  document: DocumentOfClaim
  /** Its place among the claim's documents, from 1, and how many there are. */
  place: number
  of: number
  next?: DocumentOfClaim
  compare: readonly ValueToCompare[]
  defects: readonly { code: string; words: string; cure: string }[]
  mayDecide: boolean
  mayWaive: boolean
  mayRetry: boolean
  values?: FormValues
  errors?: FormErrors
}
