import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { type AccountAnswer, type AccountAsked, AccountInquiry } from './account-inquiry.port.js'

/** The simulated bank: every account is the stated holder's, unless it was told otherwise. */
@Injectable()
export class SimulatedAccountInquiry extends AccountInquiry {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {
    super()
  }

  async holderOf({ bankCode, accountNumber, accountHolder }: AccountAsked): Promise<AccountAnswer> {
    const told = await this.sql.first<{ holder: string | null }>(
      'select holder from bank_simulator.account where bank_code = $1 and account_index = $2',
      [bankCode, await this.indexOf(accountNumber)],
    )
    const holder = told?.holder ?? accountHolder
    return holder === '' ? { kind: 'not_found' } : { kind: 'found', holder }
  }

  /** Tells the bank whose account this is; an empty name: nobody's. */
  async tell({ bankCode, accountNumber, accountHolder }: AccountAsked): Promise<void> {
    await this.sql.rows(
      `insert into bank_simulator.account (bank_code, account_index, behaviour, holder) values ($1, $2, 'normal', $3)
       on conflict (bank_code, account_index) do update set holder = excluded.holder`,
      [bankCode, await this.indexOf(accountNumber), accountHolder],
    )
  }

  private indexOf(accountNumber: string): Promise<Buffer> {
    return this.personal.indexOf('simulatedAccount', accountNumber)
  }
}
