import type { WordsLike } from '../shared/words.js'
import type { accountWords } from './claimant-account.js'

export const accountGloss: WordsLike<typeof accountWords> = {
  title: 'Name another account',
  text: 'The bank sent back {amount} for {name}. The money still belongs to {name}.',
  from: 'The account that was refused: {bank} •••• {last}',
  only: 'Only this part, which came back, is sent again.',
  who: 'For whom?',
  bank: 'Bank',
  bankChoose: 'Choose a bank',
  bankMissing: 'Choose the bank.',
  account: 'Account number',
  accountHint: 'It stands in the bank book. Digits only.',
  accountWrong: 'An account number has 8 to 20 digits.',
  holder: 'Name of the holder',
  holderHint: 'Exactly as in the bank book. It must be the account of {name}.',
  holderSelf: 'the payee',
  holderMissing: 'Write the name of the holder.',
  safe: 'After an account has changed we tell every contact of the claim and wait {hours} hours.',
  send: 'Keep this account',
  none: 'No money is waiting for another account.',
  back: 'Back to the page of the claim',
}
