/**
 * After the bank sent money back, the family names another account of the same payee. Only what bounced is paid again,
 * and every known contact is told; an account of somebody else is never taken here, that is for two people at the office.
 */
import { Injectable } from '@nestjs/common'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import type { Actor, FiredTransition } from '../claims/claim-command.port.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound, StaleClaim } from '../platform/problem/problems.js'
import { AccountCheck } from './account-check.service.js'
import { accountIndex } from './account-index.js'

export interface NewAccount {
  payeeId: string
  bankCode: string
  accountNumber: string
  accountHolder: string
}

/** A payee whose money came back. */
export interface PayeeToRepair {
  id: string
  /** Of whoever receives the money, for a minor the parent or guardian. */
  name: string
  amount: bigint
  bank_code: string
  account_number: string
  reason: string | null
}

export interface RepairStep {
  idempotencyKey: string
  expectedVersion: number
}

/** A child's scholarship that came back is mended with its school year. */
const BOUNCED = `p.live and p.state in ('refused', 'returned') and concerns_claim(p)`

@Injectable()
export class AccountRepair {
  constructor(
    private readonly sql: Sql,
    private readonly lifecycle: ClaimLifecycle,
    private readonly personal: PersonalData,
    private readonly accounts: AccountCheck,
  ) {}

  /** Whose money came back, and from where. */
  async waiting(claimId: string): Promise<PayeeToRepair[]> {
    const payees = await this.sql.rows<PayeeToRepair>(
      `select y.id, coalesce(y.receiver, y.name) as name, p.amount, p.bank_code, p.account_number, p.outcome_reason as reason
       from payment p join payee y on y.id = p.payee_id where p.claim_id = $1 and ${BOUNCED} order by y.position`,
      [claimId],
    )
    return this.personal.reveal(payees, { account_number: 'payee.account_number' })
  }

  /**
   * Takes the account and sends the claim on to be paid.
   * @throws InvalidInput with a pointer to the field; NotFound; StaleClaim; TransitionRefused
   */
  async repair(
    claimId: string,
    account: NewAccount,
    actor: Actor,
    step: RepairStep,
  ): Promise<FiredTransition> {
    if (await this.isDone(claimId, step.idempotencyKey))
      return this.lifecycle.fire(claimId, 'correct_account', actor, step)
    const payee = (await this.waiting(claimId)).find(({ id }) => id === account.payeeId)
    if (!payee) throw new NotFound('Tidak ada uang yang menunggu rekening lain untuk penerima ini.')
    await this.accounts.assertOwn({ ...account, name: payee.name }, payee)
    await this.write(claimId, account, step.expectedVersion)
    return this.lifecycle.fire(claimId, 'correct_account', actor, step)
  }

  /** The same button pressed again is answered from the first time. */
  private async isDone(claimId: string, key: string): Promise<boolean> {
    const done = await this.sql.first(
      `select from claim_transition where claim_id = $1 and event = 'correct_account' and idempotency_key = $2`,
      [claimId, key],
    )
    return done !== undefined
  }

  /** The version is looked at while the claim is held: a page that is older than the claim writes no account. */
  private async write(
    claimId: string,
    { payeeId, bankCode, accountNumber, accountHolder }: NewAccount,
    expectedVersion: number,
  ): Promise<void> {
    const index = await accountIndex(this.personal, { bankCode, accountNumber })
    await this.sql.transaction(async (sql) => {
      const [claim] = await sql.rows<{ state: string; version: number }>(
        'select state, version from claim where id = $1 for no key update',
        [claimId],
      )
      if (claim?.state !== 'awaiting_account' || claim.version !== expectedVersion)
        throw new StaleClaim(expectedVersion, claim?.version)
      const seals = await this.personal.ofClaim(claimId, sql)
      await sql.rows(
        `update payee set bank_code = $3, account_number = $4, account_holder = $5, account_state = 'name_matched',
           account_index = decode($6, 'hex')
         where id = $2 and claim_id = $1`,
        [claimId, payeeId, bankCode, seals.text('payee.account_number', accountNumber), accountHolder, index],
      )
    })
  }
}
