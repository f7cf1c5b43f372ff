import type { WordsLike } from '../shared/words.js'
import type { peopleWords } from './claimant-people.js'

/** What the page says, for colleagues who do not read Indonesian; families never see it. */
export const peopleGloss: WordsLike<typeof peopleWords> = {
  title: 'People who help you',
  text: 'These people are on record for claim {number}.',
  name: 'Name',
  role: 'May do what',
  phone: 'Phone',
  none: 'None',
  mayAll: 'Look at the claim and act for it',
  mayWait: 'See how it stands. May act once the office has seen the letter of authority.',
  maySee: 'See how it stands, nothing else',
  takeBack: 'Take back',
  takeBackOf: 'for {name}',

  addTitle: 'Name somebody else',
  addText: 'Choose somebody you trust, such as a child or a sibling. They sign in with their own phone.',
  kind: 'What may this person do?',
  kindMissing: 'Choose what this person may do.',
  contact: 'See how far this claim is',
  contactHint: 'Sees no documents, sums or accounts.',
  representative: 'Act on this claim for me',
  representativeHint:
    'Needs a stamped letter of authority. The money still goes to the account of the payee.',
  whoName: 'Full name of that person',
  whoNameMissing: 'Write the full name.',
  whoPhone: 'Phone number of that person',
  whoPhoneHint: 'For example 0812 3456 7890',
  whoPhoneMissing: 'Write an Indonesian mobile number, for example 0812 3456 7890.',
  add: 'Put this person on record',
  told: 'We tell everybody on this claim of every change.',
  onlyHeir: 'Only an heir can name somebody or take it back.',

  letterTitle: 'Send a photo of the letter of authority',
  letterText:
    'Write your name, the name of your representative and the claim number. Stamp it and both sign.',
  letterOffice: 'It can also be brought to the office, with the identity card of your representative.',
  back: 'Back to the page of the claim',
}
