import type { WordsLike } from '../shared/words.js'
import type { claimantWords } from './claimant.js'

/** What the pages for families say, for colleagues who do not read Indonesian; families never see it. */
export const claimantGloss: WordsLike<typeof claimantWords> = {
  back: 'Back',
  continue: 'Continue',
  help: 'Need help? Come to the nearest branch or call {phone}',
  free: 'This is free. Our officers never ask for money or codes.',

  startTitle: 'Claim for the family of a participant who died or had a work accident',
  startCondolence: 'Our condolences. We help you step by step.',
  startClaim: 'Start a claim',
  startContinue: 'Continue an unfinished claim',
  startStatus: 'See where your claim is',
  startPrepare: 'Prepare these; you can start without all of them.',
  startDocumentDeath: 'Death certificate, from the civil registry',
  startDocumentHeir: 'Heir statement, from the village office',
  startDocumentFamily: 'Identity card and family card',
  startDocumentAccount: 'Your bank book',
  startAccident: 'Is the participant injured and being treated? Get well; we help with costs and benefit.',

  photoNothing: 'Choose or take a photo first.',
  substitutes: 'These may be used in its place',
  substituteNeedsApproval: '{name}: one of our officials decides',
  noSubstitute: 'Nothing stands in for this document. Our officers help you to get it.',
  madeAt: 'Made at: {issuer}',
}
