/** Asks the bank whose an account is, and compares that name with the payee's. */
import { Injectable } from '@nestjs/common'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { accountIndex } from './account-index.js'
import { type AccountAnswer, AccountInquiry } from '../payment/account-inquiry.service.js'
import { compareNames, isSameName, type NameLikeness } from './account-name.rule.js'
import type { Payee } from './payee.entity.js'
import { refusedAccount } from './refused-account.js'

/** A payee with the account that is stated for him. */
export interface StatedAccount {
  name: string
  bankCode: string
  accountNumber: string
  accountHolder: string
}
export type CheckedAccount<Stated extends StatedAccount> = Stated & { state: Payee['accountState'] }

@Injectable()
export class AccountCheck {
  constructor(
    private readonly inquiry: AccountInquiry,
    private readonly personal: PersonalData,
  ) {}

  /** The account as the bank knows it. */
  async check<Stated extends StatedAccount>(stated: Stated): Promise<CheckedAccount<Stated>> {
    return asTheBankSays(stated, await this.inquiry.holderOf(stated))
  }

  /** By this the same account is found again. */
  indexOf(account: { bankCode: string; accountNumber: string }): Promise<string> {
    return accountIndex(this.personal, account)
  }

  /**
   * For an account that a family names by itself in place of one that bounced. What it says of the holder is not enough: the
   * bank must name the payee. A silent one is asked again later; where no bank can be asked, the wait after the change and
   * the word to every contact must do.
   * @throws InvalidInput with a pointer to the field
   */
  async assertOwn(
    account: StatedAccount,
    bounced: { bank_code: string; account_number: string },
  ): Promise<void> {
    const { name } = account
    if (account.bankCode === bounced.bank_code && account.accountNumber === bounced.account_number)
      throw refusedAccount('SAME_ACCOUNT', name)
    if (!isSameName(name, account.accountHolder)) throw refusedAccount('ACCOUNT_HOLDER_DIFFERS', name)
    if (!this.inquiry.canAsk) return
    const answer = await this.inquiry.holderOf(account)
    if (answer.kind !== 'found') throw refusedAccount(bankSays[answer.kind], name)
    if (!isSameName(name, answer.holder)) throw refusedAccount('ACCOUNT_HOLDER_DIFFERS', name)
  }
}

const bankSays = { not_found: 'ACCOUNT_UNKNOWN', no_answer: 'BANK_SILENT' } as const

const stateOf: Record<NameLikeness, Payee['accountState']> = {
  match: 'name_matched',
  near: 'name_near',
  mismatch: 'name_mismatch',
}

/** The holder is who the bank names; what a savings book says counts only for the question. A minor's is his receiver's. */
export function asTheBankSays<Stated extends { name: string; receiver?: string | undefined }>(
  payee: Stated,
  answer: AccountAnswer,
): Stated & { accountHolder?: string; state: Payee['accountState'] } {
  if (answer.kind !== 'found')
    return { ...payee, state: answer.kind === 'not_found' ? 'invalid' : 'unverified' }
  const { holder } = answer
  return {
    ...payee,
    accountHolder: holder,
    state: stateOf[compareNames(payee.receiver ?? payee.name, holder)],
  }
}
