/**
 * Accepts an account whose holder's name is not the payee's, or from which money came back: a near miss by whoever looks
 * and says why it is the same person, a bounce by whoever says who has confirmed the account since; another name, or one
 * that the bank does not tell, only by a second person. Who accepts has verified, and neither approves nor releases.
 */
import { Injectable } from '@nestjs/common'
import type { Role } from '#libs/lifecycle'
import type { Actor } from '../claims/claim-command.port.js'
import { bouncedAccounts, bounceOf } from '../payment/bounced-accounts.query.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { closeWhenAnswered } from './silent-accounts.sql.js'
import { type ClaimSeals, PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'

export const accountAcceptors = ['verifier', 'manager'] as const satisfies readonly Role[]

export interface AccountToAccept {
  payee_id: string
  payee: string
  state: 'name_near' | 'name_mismatch' | 'unverified' | 'came_back'
  /** According to the bank; where it does not answer, to the savings book. */
  account_holder: string
  bank_code: string
  account_number: string
  /** Who settled the payee: of another name, somebody else must accept. */
  confirmed_by: string | null
  confirmer: string | null
}

export interface WaitingAccount extends AccountToAccept {
  /** When money last came back from it, if it did. */
  bounced_at: string | null
}

/** What one person may accept alone, with a sentence. */
const ALONE: readonly AccountToAccept['state'][] = ['name_near', 'came_back']
export const isAcceptedAlone = ({ state }: Pick<AccountToAccept, 'state'>): boolean => ALONE.includes(state)

/** An acceptance on record, for whoever decides. */
export interface AcceptedAccount {
  payee: string
  state: AccountToAccept['state']
  account_holder: string
  accepted_by: string
  accepted_at: string
  reason: string
}

interface HeldPayee extends AccountToAccept {
  branch_id: string
  claim_state: string
  round: number
  duties: string[]
}

@Injectable()
export class AccountAcceptances {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** Accounts of the present round that nobody has accepted yet, in the order of the payees. */
  async waiting(claimId: string): Promise<WaitingAccount[]> {
    const payees = await this.sql.rows<AccountToAccept>(
      `select y.id as payee_id, coalesce(y.receiver, y.name) as payee, y.account_state as state, y.account_holder, y.bank_code, y.account_number,
         y.confirmed_by, m.display_name as confirmer
       from payee y join claim c on c.id = y.claim_id left join staff_member m on m.id = y.confirmed_by
       where y.claim_id = $1 and y.account_state in ('name_near', 'name_mismatch', 'unverified', 'came_back') and not account_is_checked(y)
         and exists (select from benefit_line l where l.payee_id = y.id and l.round = c.round)
       order by y.position`,
      [claimId],
    )
    const bounced = await bouncedAccounts(this.sql, claimId)
    const known = payees.map((payee) => ({
      ...payee,
      bounced_at:
        bounceOf({ bankCode: payee.bank_code, accountNumber: payee.account_number }, bounced)?.bounced_at ??
        null,
    }))
    return this.personal.reveal(known, { account_number: 'payee.account_number' })
  }

  /** What was accepted for the payees of the present round, with its reasons. */
  async accepted(claimId: string): Promise<AcceptedAccount[]> {
    const rows = await this.sql.rows<AcceptedAccount>(
      `select y.name as payee, y.account_state as state, a.account_holder, coalesce(m.display_name, a.accepted_by::text) as accepted_by, a.accepted_at, a.reason
       from account_acceptance a join payee y on y.id = a.payee_id join claim c on c.id = y.claim_id
       left join staff_member m on m.id = a.accepted_by
       where a.claim_id = $1 and exists (select from benefit_line l where l.payee_id = y.id and l.round = c.round)
       order by y.position, a.accepted_at`,
      [claimId],
    )
    return this.personal.reveal(rows, { reason: 'account_acceptance.reason' })
  }

  /** @throws NotFound, NotAllowed, TransitionRefused */
  accept(claimId: string, payeeId: string, reason: string, actor: Actor): Promise<void> {
    return this.sql.transaction(async (sql) => {
      const payee = await hold(sql, claimId, payeeId, actor)
      assertMayAccept(payee, actor)
      await this.write(sql, claimId, payee, await this.personal.ofClaim(claimId, sql), { reason, actor })
      if (payee.state === 'unverified') await closeWhenAnswered(sql, claimId, actor.id, this.clock.now())
    })
  }

  private async write(
    sql: SqlRunner,
    claimId: string,
    payee: HeldPayee,
    seals: ClaimSeals,
    { reason, actor }: { reason: string; actor: Actor },
  ): Promise<void> {
    const at = this.clock.now()
    await sql.rows(
      `insert into account_acceptance (claim_id, payee_id, bank_code, account_number, account_holder, accepted_by, accepted_at, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        claimId,
        payee.payee_id,
        payee.bank_code,
        payee.account_number,
        payee.account_holder,
        actor.id,
        at,
        seals.text('account_acceptance.reason', reason),
      ],
    )
    await sql.rows(
      `insert into claim_duty (claim_id, round, actor_id, duty, act, at) values ($1, $2, $3, 'verify', 'accept_account', $4)`,
      [claimId, payee.round, actor.id, at],
    )
  }
}

async function hold(sql: SqlRunner, claimId: string, payeeId: string, actor: Actor): Promise<HeldPayee> {
  await sql.rows('select 1 from claim where id = $1 for no key update', [claimId])
  const [payee] = await sql.rows<HeldPayee>(
    `select y.id as payee_id, y.name as payee, y.account_state as state, y.account_holder, y.bank_code, y.account_number,
       y.confirmed_by, null as confirmer, c.branch_id, c.state as claim_state, c.round, duties_of(c.id, c.round, $3) as duties
     from payee y join claim c on c.id = y.claim_id where y.claim_id = $1 and y.id = $2`,
    [claimId, payeeId, actor.id],
  )
  if (!payee) throw new NotFound('Penerima ini tidak ditemukan.')
  return payee
}

function assertMayAccept(payee: HeldPayee, actor: Actor): void {
  if (!(accountAcceptors as readonly Role[]).includes(actor.role))
    throw new NotAllowed('Hanya verifikator atau kepala cabang yang menerima rekening atas nama lain.')
  if (actor.branchId !== payee.branch_id) throw new NotAllowed('Klaim ini milik kantor cabang lain.')
  if (payee.claim_state !== 'in_verification')
    throw new TransitionRefused('accept_account', 'no-such-step', [], [])
  if (!isAcceptedAlone(payee) && payee.confirmed_by === actor.id)
    throw new NotAllowed(
      'Rekening ini diterima oleh orang kedua. Minta rekan verifikator atau kepala cabang.',
    )
  const other = payee.duties.find((duty) => duty !== 'verify')
  if (other !== undefined)
    throw new TransitionRefused(
      'accept_account',
      'not-yet',
      [{ code: 'DUTY_ALREADY_HELD', params: { duty: other } }],
      [],
    )
}
