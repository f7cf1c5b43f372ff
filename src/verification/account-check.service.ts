/** Asks the bank whose an account is, and compares that name with the payee's. */
import { Injectable } from '@nestjs/common'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { accountIndex } from './account-index.js'
import { type AccountAnswer, AccountInquiry } from '../payment/account-inquiry.service.js'
import { compareNames, isSameName, type NameLikeness } from './account-name.rule.js'
import type { Payee } from './payee.entity.js'

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

  /** Whether the holder is the payee himself. */
  isOwn({ name, accountHolder }: StatedAccount): boolean {
    return isSameName(name, accountHolder)
  }
}

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
