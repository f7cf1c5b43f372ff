import { accountText } from '../platform/personal-data/index-columns.js'
import type { PersonalData } from '../platform/personal-data/personal-data.service.js'

/** By this the same account is found on another claim: a keyed digest of bank and number, in hexadecimal digits. */
export async function accountIndex(
  personal: PersonalData,
  account: { bankCode: string; accountNumber: string },
): Promise<string> {
  return (await personal.indexOf('account', accountText(account))).toString('hex')
}
