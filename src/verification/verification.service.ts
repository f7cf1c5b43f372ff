/**
 * The verifier's desk: who is entitled and to which account, and what each of them is owed. It proposes; it never
 * approves and never pays.
 */
import { Injectable } from '@nestjs/common'
import { addDays, type LocalDate, parseLocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { type AccountAnswer, AccountInquiry } from '../payment/account-inquiry.service.js'
import { type BouncedAccount, bouncedAccounts, bounceOf } from '../payment/bounced-accounts.query.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { type ClaimSeals, PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, TransitionRefused } from '../platform/problem/problems.js'
import { asTheBankSays } from './account-check.service.js'
import { accountIndex } from './account-index.js'
import { loadHeirRules } from './heir-rules.js'
import { HeirSets } from './heir-sets.service.js'
import { type HeldClaim, holdInVerification } from './hold-in-verification.js'
import { type PaidBefore, paidBefore } from './paid-before.query.js'
import type { Payee } from './payee.entity.js'
import type { PayeeDto, SettleHeirsDto } from './settle-heirs.dto.js'
import {
  burialAndRest,
  type DraftedLine,
  personOf,
  type Sharer,
  sharesOf,
  withoutPaid,
} from './shares.rule.js'
import { ownSilentAccounts } from './silent-accounts.sql.js'

const UNKNOWN_HEIRS = 'Tidak ada ahli waris yang diketahui. Ahli waris dipanggil lewat pengumuman.'

interface CalculationToAllot {
  id: bigint
  lines: DraftedLine[]
}

@Injectable()
export class VerificationService {
  private readonly rules = loadHeirRules()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly inquiry: AccountInquiry,
    private readonly heirSets: HeirSets,
  ) {}

  /**
   * Settles who is paid: replaces the payees of a claim under verification by those whom the law names, asks the bank whose
   * each account is, compares that name with the receiver's, and splits the latest calculation equally.
   * What an earlier round has paid to one of them is set off. An account from which money came back waits to be accepted.
   * @throws InvalidInput for whoever is not entitled, is missing, or is a minor whom nobody receives for
   */
  async settleHeirs(claimId: string, dto: SettleHeirsDto, actor: Actor): Promise<void> {
    if (actor.role !== 'verifier') throw new NotAllowed('Hanya verifikator yang menetapkan ahli waris.')
    // Asked before anything is held: a bank may be slow.
    const asked = await Promise.all(dto.payees.map((payee) => this.ask(payee)))
    await this.sql.transaction(async (sql) => {
      const claim = await holdInVerification(sql, claimId, actor, this.clock.now())
      const { heirSetId, payees, fund } = await this.heirSets.entitled(sql, claim, asked, actor)
      await this.clear(sql, claim)
      const seals = await this.personal.ofClaim(claimId, sql)
      const before = await paidBefore(sql, claimId)
      const bounced = await bouncedAccounts(sql, claimId)
      const checked = payees.map(({ payee, heir: { receiver } }) => {
        const sameAs = personOf(payee, asked.indexOf(payee), before)
        const { answer, ...stated } = payee
        return unlessBounced(sealed(asTheBankSays({ ...stated, receiver, sameAs }, answer), seals), bounced)
      })
      const all = fund ? [...checked, sealed(this.ofNobody(fund, claim), seals)] : checked
      const ids = await this.insertPayees(sql, claimId, { heirSetId, payees: all }, actor.id)
      const answers = payees.map(({ payee }) => payee.answer)
      await this.keepAnswers(sql, claimId, ids, answers, actor)
      const sharers = all.map(({ sameAs }, index) => ({ payeeId: ids[index], person: sameAs }))
      await this.allot(sql, claim, fund ? 'burial and rest' : 'equally', sharers, before)
      await ownSilentAccounts(sql, claimId, actor.id, this.clock.now())
      // Whoever chooses the accounts has verified: the same person may neither approve nor release.
      await sql.rows(
        `insert into claim_duty (claim_id, round, actor_id, duty, act, at) values ($1, $2, $3, 'verify', 'settle_heirs', $4)`,
        [claimId, claim.round, actor.id, this.clock.now()],
      )
    })
  }

  private async ask(payee: PayeeDto): Promise<AskedPayee> {
    const [answer, index] = await Promise.all([
      this.inquiry.holderOf(payee),
      accountIndex(this.personal, payee),
    ])
    return { ...payee, answer, accountIndex: index }
  }

  /** The share that nobody is known to inherit: no account, no transfer; it waits while heirs are called. */
  private ofNobody(fund: string, { today }: HeldClaim): CheckedPayee {
    return {
      ...{ name: fund, relation: 'fund', bankCode: '000', accountNumber: '0', accountHolder: fund },
      state: 'name_matched',
      dispute: UNKNOWN_HEIRS,
      calledUntil: addDays(parseLocalDate(today), this.rules.public_notice_days),
    }
  }

  private async clear(sql: SqlRunner, { id, round }: HeldClaim): Promise<void> {
    await sql.rows('delete from benefit_line where claim_id = $1 and round = $2', [id, round])
    await sql.rows(
      `delete from payee p where p.claim_id = $1 and p.scholarship_award_id is null and not exists (select from benefit_line l where l.payee_id = p.id)
         and not exists (select from account_acceptance a where a.payee_id = p.id)`,
      [id],
    )
  }

  private async insertPayees(
    sql: SqlRunner,
    claimId: string,
    { heirSetId, payees }: { heirSetId: bigint | null; payees: readonly CheckedPayee[] },
    verifierId: string,
  ): Promise<string[]> {
    const [last] = await sql.rows<{ position: number }>(
      'select coalesce(max(position), 0) as position from payee where claim_id = $1',
      [claimId],
    )
    const first = (last?.position ?? 0) + 1
    const rows = payees.map((payee, index) => ({ ...payee, position: first + index }))
    const inserted = await sql.rows<{ id: string }>(
      `insert into payee (claim_id, position, name, relation, birth_date, bank_code, account_number, account_holder,
         account_index, account_state, dispute, same_as, receiver, called_until, confirmed_by, heir_set_id)
       select $1, x.position, x.name, x.relation, x."birthDate", x."bankCode", x."accountNumber", x."accountHolder",
         decode(x."accountIndex", 'hex'), x.state, x.dispute, x."sameAs", x.receiver, x."calledUntil", $3, $4
       from jsonb_to_recordset($2::jsonb) as x(position int, name text, relation text, "birthDate" date, "bankCode" text,
         "accountNumber" text, "accountHolder" text, "accountIndex" text, state text, dispute text, "sameAs" uuid, receiver text,
         "calledUntil" date)
       order by x.position
       returning id`,
      [claimId, JSON.stringify(rows), verifierId, heirSetId],
    )
    return inserted.map((row) => row.id)
  }

  /** What each bank said, kept with the payee it was asked for. */
  private async keepAnswers(
    sql: SqlRunner,
    claimId: string,
    payeeIds: readonly string[],
    answers: readonly AccountAnswer[],
    actor: Actor,
  ): Promise<void> {
    const rows = answers.map((answer, index) => ({
      payee_id: payeeIds[index],
      answer: answer.kind,
      holder: answer.kind === 'found' ? answer.holder : null,
    }))
    await sql.rows(
      `insert into account_inquiry (claim_id, payee_id, asked_at, asked_by, answer, holder)
       select $1, x.payee_id, $3, $4, x.answer, x.holder
       from jsonb_to_recordset($2::jsonb) as x(payee_id uuid, answer text, holder text)`,
      [claimId, JSON.stringify(rows), this.clock.now(), actor.id],
    )
  }

  private async allot(
    sql: SqlRunner,
    { id: claimId, round }: HeldClaim,
    how: 'equally' | 'burial and rest',
    sharers: readonly Sharer[],
    before: readonly PaidBefore[],
  ): Promise<void> {
    const [calculation] = await sql.rows<CalculationToAllot>(
      `select id, answer -> 'lines' as lines from calculation where claim_id = $1 order by id desc limit 1`,
      [claimId],
    )
    if (!calculation)
      throw new TransitionRefused('settle_heirs', 'not-yet', [{ code: 'CALCULATION_MISSING' }], [])
    const split = how === 'equally' ? sharesOf : burialAndRest
    const shares = withoutPaid(split(calculation.lines, sharers), before)
    const rows = shares.map((share) => ({
      ...share,
      amount: String(share.amount),
      setOff: String(share.setOff),
    }))
    await sql.rows(
      `insert into benefit_line (claim_id, round, calculation_id, code, payee_id, amount, set_off)
       select $1, $2, $3, x.code, x."payeeId", sum(x.amount), sum(x."setOff")
       from jsonb_to_recordset($4::jsonb) as x(code text, "payeeId" uuid, amount bigint, "setOff" bigint)
       group by x.code, x."payeeId"`,
      [claimId, round, calculation.id, JSON.stringify(rows)],
    )
  }
}

/** A payee with what the bank says of his account. */
interface AskedPayee extends PayeeDto {
  answer: AccountAnswer
  accountIndex: string
}

interface CheckedPayee extends Omit<AskedPayee, 'answer' | 'accountIndex' | 'relation'> {
  relation: PayeeDto['relation'] | 'fund'
  accountIndex?: string
  state: Payee['accountState']
  /** The parent or guardian whose account it is, for a minor. */
  receiver?: string | undefined
  /** Last day of the public notice to heirs whom nobody knows. */
  calledUntil?: LocalDate
}

/** The bank names the payee, and yet it sent the money back: somebody must have confirmed the account since. */
function unlessBounced(payee: CheckedPayee, bounced: readonly BouncedAccount[]): CheckedPayee {
  const named = payee.state === 'name_matched' || payee.state === 'name_near'
  return named && bounceOf(payee, bounced) ? { ...payee, state: 'came_back' } : payee
}

/** The same account on the same claim has the same text, so that an account that was accepted or paid into is known again. */
function sealed(payee: CheckedPayee, seals: ClaimSeals): CheckedPayee {
  return {
    ...payee,
    accountNumber: seals.text('payee.account_number', payee.accountNumber),
    ...(payee.dispute === undefined ? {} : { dispute: seals.text('payee.dispute', payee.dispute) }),
  }
}
