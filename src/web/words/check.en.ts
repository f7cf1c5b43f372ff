import type { WordsLike } from '../shared/words.js'
import type { checkWords } from './check.js'

/** What the pages of checking say, for colleagues who do not read Indonesian. */
export const checkGloss: WordsLike<typeof checkWords> = {
  letterTitle: 'Check a letter of ours',
  letterText: 'Write the code printed on the letter; we answer whether it is ours.',
  letterCode: 'Code of the letter',
  letterCodeHint: '16 letters and digits',
  letterButton: 'Check',
  letterKnown: 'This letter is ours',
  letterKnownHow: 'Compare number and date with the letter in your hands.',
  letterNumber: 'Letter number',
  letterKind: 'Kind of letter',
  letterDate: 'Date of the letter',
  letterHash: 'Fingerprint of the PDF (SHA-256)',
  letterHashHow: 'The same fingerprint means that the PDF was not changed.',
  letterUnknown: 'We do not know this code',
  letterUnknownHow: 'Check the code and try once more.',
  letterUnknownStill: 'If it stays unknown, do not use the letter; call us first.',
  letterOther: 'Check another letter',

  cardValid: 'This card is valid',
  cardNotValid: 'This card is not valid now',
  cardNotValidHow: 'Its contribution may not be paid, or its time is over.',
  cardAsk: 'The family may still ask, and lodge a claim.',
  cardAsOf: 'Checked for the day',
  cardPrograms: 'Protection',
  cardProgramJkk: 'Work accident benefit (JKK)',
  cardProgramJkm: 'Death benefit (JKM)',
  cardUntil: 'Contribution paid until',
  cardBegin: 'Start a claim',

  nothingPersonal: 'This page names nobody.',
}
