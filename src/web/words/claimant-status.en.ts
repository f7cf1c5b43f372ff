import type { ClaimState } from '#libs/lifecycle'
import type { WordsLike } from '../shared/words.js'
import type { StateWords, statusWords } from './claimant-status.js'

/** What the pages say, for colleagues who do not read Indonesian; families never see it. */
export const stateGloss: Readonly<Record<ClaimState, StateWords>> = {
  draft: {
    headline: 'Your claim is not sent yet',
    text: 'Your answers are kept. We begin to check once you have sent it.',
    next: 'Complete your answers, then send the claim.',
  },
  screening: {
    headline: 'We have received your claim',
    text: 'We check whether your papers are readable and complete.',
    next: 'An officer checks your papers.',
  },
  awaiting_documents: {
    headline: 'We need documents from you',
    text: 'All that is missing stands in one list below.',
    next: 'Once you have sent them, an officer checks again.',
  },
  in_verification: {
    headline: 'We are checking your papers',
    text: 'An officer compares your data and documents.',
    next: 'An officer prepares the decision.',
  },
  awaiting_third_party: {
    headline: 'We are waiting for the answer of somebody else',
    text: 'We asked another party and press for the answer.',
    next: 'Once it is answered, an officer goes on checking.',
  },
  under_investigation: {
    headline: 'We are making sure of what happened',
    text: 'An officer looks into some questions. This is not a refusal.',
    next: 'The officer finishes and the claim goes on.',
  },
  in_approval: {
    headline: 'The decision on your claim is being prepared',
    text: 'The papers are checked. An official weighs the proposed decision.',
    next: 'An official decides on your claim.',
  },
  approved: {
    headline: 'Your claim is approved',
    text: 'We are preparing to send the money.',
    next: 'The money is sent to the account that you named.',
  },
  paying: {
    headline: 'The money is on its way to your account',
    text: 'We have instructed the bank to pay.',
    next: 'The bank puts the money into your account.',
  },
  awaiting_account: {
    headline: 'The bank sent the money back, we need another account',
    text: 'The money is still yours and safe with us.',
    next: 'Once there is a new account we send the money again.',
  },
  paid: {
    headline: 'The benefit has arrived',
    text: 'Every payment of this claim is done.',
    next: 'There is no further step. Keep the letter of decision.',
  },
  rejected: {
    headline: 'We cannot pay this claim yet',
    text: 'We know this is hard. We explain the reason below.',
    next: 'If you disagree, you may object.',
  },
  withdrawn: {
    headline: 'This claim was withdrawn',
    text: 'It was withdrawn at the request of the claimant.',
    next: 'While the time to claim lasts, you may claim again.',
  },
  inactive: {
    headline: 'Your claim rests for now',
    text: 'The documents that we asked for have not come. This is not a refusal.',
    next: 'Send the documents, then let the claim go on.',
  },
  merged: {
    headline: 'This claim was joined to another',
    text: 'There is another claim for the same event. You are part of it.',
    next: 'See the joint claim for what happens.',
  },
  lapsed: {
    headline: 'The time to claim is over',
    text: 'By regulation this claim cannot go on.',
    next: 'If there is a special reason, talk to our office.',
  },
}

export const statusGloss: Partial<WordsLike<typeof statusWords>> = {
  claim: 'Claim {number}',
  lateTitle: 'We are late, and we are sorry',
  late: 'Our new date: {date}.',
  lateLegal: 'By regulation this delay adds {percent} a day to what you are owed. We pay it unasked.',
  todoTitle: 'What you have to do now',
  newsTitle: 'The next news',
  newsBy: 'By {date} at the latest. We send a text message.',
  stepOf: 'Step {n} of 6',
  stepsTitle: 'The way of your claim',
  ballTitle: 'Who is working on it now',
  objectUntil: 'You may object until {date}. It is free, and one sentence is enough.',
  statusOnly: 'You are the contact person. The whole claim is for the heirs and their representative.',
}
