/** What is asked of a bank before money is promised into an account: whose is it? */
export interface AccountAsked {
  bankCode: string
  accountNumber: string
  /** As the family's savings book says. */
  accountHolder: string
}

export type AccountAnswer = { kind: 'found'; holder: string } | { kind: 'not_found' } | { kind: 'no_answer' }

export abstract class AccountInquiry {
  /** A bank that does not answer is an answer too: nobody is kept waiting, and the account stays unverified. */
  abstract holderOf(account: AccountAsked): Promise<AccountAnswer>
}
