import { Injectable } from '@nestjs/common'
import { BankInUse } from './bank-in-use.js'
import { answerOf } from './bank-answer.js'
import { type AccountAsked, BankPatience } from './bank.port.js'

export type AccountAnswer = { kind: 'found'; holder: string } | { kind: 'not_found' } | { kind: 'no_answer' }

/** Asks a bank whose account it is, before money is promised into it. */
@Injectable()
export class AccountInquiry {
  constructor(
    private readonly banks: BankInUse,
    private readonly patience: BankPatience,
  ) {}

  /** Whether there is a bank that can be asked at all. */
  get canAsk(): boolean {
    return this.banks.forInquiries.tellsHolders
  }

  /** A bank that does not answer, or cannot be asked, is an answer too: the account then stays unverified. */
  async holderOf(account: AccountAsked): Promise<AccountAnswer> {
    const asked = this.banks.forInquiries
      .holderOf(account)
      .then((holder) => ({ kind: 'told' as const, holder }))
    const answer = await answerOf(asked, this.patience.answerWithin)
    if (answer.kind === 'no_answer') return { kind: 'no_answer' }
    return answer.holder === null ? { kind: 'not_found' } : { kind: 'found', holder: answer.holder }
  }
}
