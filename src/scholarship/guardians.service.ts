/**
 * Who receives and acts for a child: the guardian and the account. The first ones are settled by a verifier; from then on
 * one person names and another confirms, and everybody is told. Nobody is taken off the record.
 */
import { Injectable } from '@nestjs/common'
import { normalizePhone } from '#libs/nik'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound, StaleClaim } from '../platform/problem/problems.js'
import { AccountCheck, type CheckedAccount } from '../verification/account-check.service.js'
import { lockAwards, lockClaimsOfYears } from './scholarship-gate.sql.js'
import { ScholarshipLifecycle } from './scholarship-lifecycle.service.js'
import type { StepTaken } from './scholarship-step.js'

export interface AccountOfChild {
  /** Whose account it is: the child's own, or the guardian's. */
  name: string
  relation: 'child' | 'guardian'
  bankCode: string
  accountNumber: string
  accountHolder: string
}

export interface NewGuardian {
  name: string
  relation: string
  phone: string
  account: AccountOfChild
}

interface HeldAward {
  id: string
  claim_id: string
  branch_id: string
  guardian_id: string | null
  payee_id: string | null
}

interface PayeeToRepair {
  id: string
  name: string
  claim_id: string
  /** The account from which the money came back. */
  bank_code: string
  account_number: string
  seq: number
  may_act: boolean
  /** The same key was used before. */
  done: boolean
}

@Injectable()
export class Guardians {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly accounts: AccountCheck,
    private readonly lifecycle: ScholarshipLifecycle,
    private readonly nudge: OutboxNudge,
  ) {}

  /** The first account of a child, and who of the claim's people acts for it. @throws NotFound, NotAllowed, InvalidInput */
  async settle(
    awardId: string,
    account: AccountOfChild,
    guardianId: string | null,
    actor: Actor,
  ): Promise<void> {
    assertVerifier(actor)
    const checked = await this.accounts.check(account)
    await this.sql.transaction(async (sql) => {
      const award = await this.hold(sql, awardId, actor)
      if (award.payee_id !== null)
        throw new NotAllowed('Rekening anak ini sudah ada; usulkan wali baru untuk menggantinya.')
      const payee = await this.insertPayee(sql, award, checked, actor)
      await sql.rows('update scholarship_award set payee_id = $2, guardian_id = $3 where id = $1', [
        awardId,
        payee,
        guardianId,
      ])
    })
  }

  /** Names a new guardian with an account; it counts once another person has confirmed it. @throws NotFound, NotAllowed, InvalidInput */
  async name(awardId: string, guardian: NewGuardian, actor: Actor): Promise<void> {
    assertVerifier(actor)
    const phone = mobile(guardian.phone)
    const checked = await this.accounts.check(guardian.account)
    const index = await this.personal.indexOf('phone', phone)
    await this.sql.transaction(async (sql) => {
      const award = await this.hold(sql, awardId, actor)
      const seals = await this.personal.ofClaim(award.claim_id, sql)
      const [party] = await sql.rows<{ id: string }>(
        `insert into claim_party (claim_id, kind, name, relation, phone, phone_index, joined_at, named_by)
         select $1, 'representative', $2, $3, $4, $5, $6,
           coalesce($7::uuid, (select p.id from claim_party p where p.claim_id = $1 order by p.joined_at, p.id limit 1)) returning id`,
        [
          award.claim_id,
          guardian.name,
          guardian.relation,
          seals.text('claim_party.phone', phone),
          index,
          this.clock.now(),
          award.guardian_id,
        ],
      )
      const payee = await this.insertPayee(sql, award, checked, actor)
      await sql.rows(
        'update scholarship_award set next_guardian_id = $2, next_payee_id = $3, guardian_named_by = $4 where id = $1',
        [awardId, party?.id, payee, actor.id],
      )
    })
  }

  /** Another person confirms the guardian who was named. @throws TransitionRefused, NotAllowed, NotFound */
  async confirm(awardId: string, actor: Actor, idempotencyKey: string): Promise<StepTaken> {
    const step = await this.sql.transaction(async (sql) => {
      const [before] = await sql.rows<{ next_guardian_id: string | null }>(
        'select next_guardian_id from scholarship_award where id = $1',
        [awardId],
      )
      const taken = await this.lifecycle.takeAwardStep(sql, {
        id: awardId,
        event: 'change_guardian',
        actor,
        idempotencyKey,
      })
      if (!taken.repeated)
        await sql.rows(
          'update claim_party set confirmed_at = $2, confirmed_by = $3 where id = $1 and confirmed_at is null',
          [before?.next_guardian_id, this.clock.now(), actor.id],
        )
      return taken
    })
    this.nudge.afterCommit()
    return step
  }

  /**
   * After a transfer bounced: another account of whom the award names now, and the money goes out again.
   * @throws InvalidInput when the holder is another person or the account the same; NotFound; NotAllowed; StaleClaim; TransitionRefused
   */
  async correctAccount(
    yearId: string,
    account: Omit<AccountOfChild, 'name' | 'relation'>,
    actor: Actor,
    step: { idempotencyKey: string; expectedSeq?: number },
  ): Promise<StepTaken> {
    const { idempotencyKey, expectedSeq } = step
    const asked = await this.payeeToRepair(this.sql, yearId, actor, idempotencyKey)
    if (!asked.done) await this.accounts.assertOwn({ ...account, name: asked.name }, asked)
    const index = await this.accounts.indexOf(account)
    const taken = await this.sql.transaction(async (sql) => {
      await sql.rows(lockClaimsOfYears, [[yearId]])
      const payee = await this.payeeToRepair(sql, yearId, actor, idempotencyKey)
      if (!payee.done) {
        const stale = payee.id !== asked.id || (expectedSeq !== undefined && expectedSeq !== payee.seq)
        if (stale) throw new StaleClaim(expectedSeq ?? asked.seq, payee.seq)
        await this.writeAccount(sql, payee, account, index)
      }
      return this.lifecycle.takeYearStep(sql, { id: yearId, event: 'correct_account', actor, idempotencyKey })
    })
    this.nudge.afterCommit()
    return taken
  }

  /** Who gets the money of this year if it goes out again. */
  private async payeeToRepair(
    sql: SqlRunner,
    yearId: string,
    actor: Actor,
    key: string,
  ): Promise<PayeeToRepair> {
    const found = await sql.rows<PayeeToRepair>(
      `select e.id, e.name, e.claim_id, p.bank_code, p.account_number, y.seq, acts_for_child($3, $4, a, c.branch_id) as may_act,
         exists (select from scholarship_transition t where t.subject_id = y.id and t.idempotency_key = $2) as done
       from scholarship_year y join scholarship_award a on a.id = y.award_id join claim c on c.id = a.claim_id
       join payment p on p.scholarship_year_id = y.id and p.live join payee e on e.id = payee_now(p) where y.id = $1`,
      [yearId, key, actor.id, actor.role],
    )
    const [payee] = await this.personal.reveal(found, { account_number: 'payee.account_number' })
    if (!payee) throw new NotFound('Tidak ada transfer beasiswa yang menunggu rekening lain.')
    if (!payee.may_act) throw new NotAllowed('Hanya wali anak ini yang dapat mengganti rekeningnya.')
    return payee
  }

  private async writeAccount(
    sql: SqlRunner,
    { id, claim_id }: PayeeToRepair,
    account: Omit<AccountOfChild, 'name' | 'relation'>,
    index: string,
  ): Promise<void> {
    const seals = await this.personal.ofClaim(claim_id, sql)
    await sql.rows(
      `update payee set bank_code = $2, account_number = $3, account_holder = $4, account_state = 'name_matched', account_index = decode($5, 'hex') where id = $1`,
      [
        id,
        account.bankCode,
        seals.text('payee.account_number', account.accountNumber),
        account.accountHolder,
        index,
      ],
    )
  }

  private async hold(sql: SqlRunner, awardId: string, actor: Actor): Promise<HeldAward> {
    await sql.rows(
      'select 1 from claim where id = (select claim_id from scholarship_award where id = $1) for no key update',
      [awardId],
    )
    await sql.rows(lockAwards, [[awardId]])
    const [award] = await sql.rows<HeldAward>(
      `select a.id, a.claim_id, c.branch_id, a.guardian_id, a.payee_id
       from scholarship_award a join claim c on c.id = a.claim_id where a.id = $1`,
      [awardId],
    )
    if (!award) throw new NotFound('Beasiswa ini tidak ditemukan.')
    if (actor.branchId !== null && actor.branchId !== award.branch_id)
      throw new NotAllowed('Beasiswa ini ditangani kantor cabang lain.')
    return award
  }

  private async insertPayee(
    sql: SqlRunner,
    { id, claim_id }: HeldAward,
    account: CheckedAccount<AccountOfChild>,
    actor: Actor,
  ): Promise<string> {
    const seals = await this.personal.ofClaim(claim_id, sql)
    const [payee] = await sql.rows<{ id: string }>(
      `insert into payee (claim_id, position, name, relation, bank_code, account_number, account_holder, account_state, confirmed_by,
         scholarship_award_id, account_index)
       select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex') from payee where claim_id = $1 returning id`,
      [
        claim_id,
        account.name,
        account.relation,
        account.bankCode,
        seals.text('payee.account_number', account.accountNumber),
        account.accountHolder,
        account.state,
        actor.id,
        id,
        await this.accounts.indexOf(account),
      ],
    )
    if (!payee) throw new Error('The payee of a scholarship was not written.')
    return payee.id
  }
}

function assertVerifier(actor: Actor): void {
  if (actor.role !== 'verifier')
    throw new NotAllowed('Hanya verifikator yang mencatat wali dan rekening anak.')
}

function mobile(phone: string): string {
  const read = normalizePhone(phone)
  if (read.ok) return read.phone
  const detail = 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.'
  throw new InvalidInput(detail, [{ pointer: '/phone', code: 'PHONE_NOT_INDONESIAN_MOBILE', detail }])
}
