import type { WordsLike } from '../shared/words.js'
import type { objectionPageWords } from './claimant-objection.js'

export const objectionPageGloss: WordsLike<typeof objectionPageWords> = {
  title: 'Object',
  text: 'You disagree with our decision. That is your right, and it is free.',
  until: 'By {date} at the latest.',
  reason: 'Why do you disagree?',
  reasonHint: 'In your own words, at most 1,000 characters. One sentence is enough.',
  reasonMissing: 'Write why you disagree.',
  reasonTooLong: 'Write at most 1,000 characters. Tell us the rest at the office.',
  documents: 'A new document? Send its photo here.',
  documentsHint: 'May stay empty. One photo or PDF, others can follow on the page of the claim.',
  whoTitle: 'Who looks at it',
  who: 'Another officer looks at it anew. A reviewer who did not decide answers you.',
  when: 'We answer within {days} working days after we received the objection.',
  send: 'Send the objection',

  overTitle: 'The time for an objection is over',
  overText: 'It was over on {date}. There are other ways.',
  overNew: 'New evidence? Bring it to {branch}. The head of the branch can open this claim again.',
  overBody: '{name} ({basis}). {how}',
  overStill: 'You may still write an objection. We keep it and answer it.',
  overFiled: 'We have received your objection and answered it by letter.',
  overFree: 'Asking us is always free.',

  noneTitle: 'There is nothing to object to yet',
  noneText: 'You can object once a decision has refused the claim.',
  back: 'Back to the page of the claim',
}
