import type { SqlRunner } from '../platform/database/sql.js'
import { accountNeverTried } from './payment-gate.sql.js'

/** An account into which a bank would not pay the last time; its number as it is sealed on this claim. */
export interface BouncedAccount {
  bank_code: string
  account_number: string
  bounced_at: string
}

/** Accounts of a claim from which money came back, in any round, and into which none has been paid since. */
export function bouncedAccounts(sql: SqlRunner, claimId: string): Promise<BouncedAccount[]> {
  return sql.rows<BouncedAccount>(
    `select p.bank_code, p.account_number, max(t.at) as bounced_at
     from payment p join payment_transition t on t.payment_id = p.id and t.to_state in ('refused', 'returned')
     where p.claim_id = $1 and p.state in ('refused', 'returned', 'written_back') and not ${accountNeverTried('p')}
       and not exists (select from payment s where s.claim_id = p.claim_id and s.state = 'settled' and s.created_at > p.created_at
         and (s.bank_code, s.account_number) = (p.bank_code, p.account_number))
     group by p.bank_code, p.account_number`,
    [claimId],
  )
}

/** The bounce of just this account, if there was one. */
export function bounceOf(
  account: { bankCode: string; accountNumber: string },
  bounced: readonly BouncedAccount[],
): BouncedAccount | undefined {
  return bounced.find(
    (one) => one.bank_code === account.bankCode && one.account_number === account.accountNumber,
  )
}
