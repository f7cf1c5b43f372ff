import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import type { TagColour } from '../../shared/components/blocks.js'
import { draftWords as words } from '../../words/claimant-draft.js'

/** What stands in for the paper form when a family lodges its claim here: we write it from the answers. */
export const ONLINE_FORM = 'ONLINE_FORM'

export function isFormOfOurs({ alternatives }: DocumentOfClaim): boolean {
  return alternatives.some(({ code }) => code === ONLINE_FORM)
}

/** Asked of the family in any case; what depends on a circumstance or may be left out is not counted. */
export function isAsked(document: DocumentOfClaim): boolean {
  return document.necessity === 'required' && !isFormOfOurs(document)
}

const again = ['infected', 'unreadable', 'defective']
const notThere = ['required', 'declared_missing', 'superseded']

export function isGiven({ state }: DocumentOfClaim): boolean {
  return !again.includes(state) && !notThere.includes(state)
}

/** The state of a document as a family knows it: five words for thirteen states. */
export function statusOf({ state, stateInWords }: DocumentOfClaim): { text: string; colour: TagColour } {
  switch (state) {
    case 'required':
    case 'superseded':
      return { text: words.documentNeeded, colour: 'grey' }
    case 'declared_missing':
      return { text: words.documentMissing, colour: 'yellow' }
    case 'receiving':
      return { text: words.documentSending, colour: 'blue' }
    case 'infected':
    case 'unreadable':
    case 'defective':
      return { text: words.documentAgain, colour: 'red' }
    case 'received':
    case 'checking':
    case 'stalled':
    case 'to_review':
    case 'accepted':
      return { text: words.documentReceived, colour: 'green' }
    case 'waived':
      return { text: stateInWords, colour: 'green' }
  }
}
