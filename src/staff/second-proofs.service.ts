/**
 * The proof that goes with a decision over money: an open session is not enough, for a desk may be left alone with one.
 * A code is taken once, five wrong proofs in a quarter of an hour are all there are, and what was proven is kept.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { type ProofMethod, type ProvenAct, recordProof } from '../platform/login/proven-acts.js'
import { RateLimits } from '../platform/login/rate-limits.service.js'
import type { SignedIn } from '../platform/login/signed-in.js'
import { SecondProofNeeded, SecondProofWrong, TooManyRequests } from '../platform/problem/http-problems.js'
import { KeyReused, NotAllowed } from '../platform/problem/problems.js'
import { isPassword } from './password.js'
import { SecondFactorPolicy } from './second-factor.policy.js'
import { SecondFactors } from './second-factors.service.js'

/** One command of one person. The same key is the same command, so a double click needs no second code. */
export interface ActToProve {
  act: ProvenAct
  /** The number of a claim, or the id of a payment batch. */
  subject: string
  key: string
}

type Verdict = ProofMethod | 'wrong' | 'too often'

@Injectable()
export class SecondProofs {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly factors: SecondFactors,
    private readonly policy: SecondFactorPolicy,
  ) {}

  /** What this person is asked for. */
  async kindFor({ staffId }: SignedIn): Promise<'code' | 'password'> {
    return (await this.factors.isEnrolled(staffId)) ? 'code' : 'password'
  }

  /**
   * Takes what was typed as the proof of one act.
   * @throws SecondProofNeeded, SecondProofWrong, TooManyRequests; NotAllowed where a second factor must be set up first
   */
  async take(staff: SignedIn, act: ActToProve, typed: string | undefined): Promise<ProofMethod> {
    const verdict = await this.sql.transaction(async (sql) => {
      // Requests of one double click wait for each other here, and find the proof of the first.
      await sql.rows('select pg_advisory_xact_lock(hashtextextended($1, 34))', [staff.staffId])
      return (await this.given(sql, staff, act)) ?? (await this.judge(sql, staff, act, typed))
    })
    if (verdict === 'wrong') throw new SecondProofWrong()
    if (verdict === 'too often') throw new TooManyRequests()
    return verdict
  }

  private async given(
    sql: SqlRunner,
    { staffId }: SignedIn,
    { act, subject, key }: ActToProve,
  ): Promise<ProofMethod | undefined> {
    const [proof] = await sql.rows<{ act: string; subject: string; method: ProofMethod }>(
      'select act, subject, method from staff_proof where staff_id = $1 and key = $2',
      [staffId, key],
    )
    if (proof && (proof.act !== act || proof.subject !== subject)) throw new KeyReused(key)
    return proof?.method
  }

  private async judge(
    sql: SqlRunner,
    staff: SignedIn,
    { act, subject, key }: ActToProve,
    typed: string | undefined,
  ): Promise<Verdict> {
    if (!typed) throw new SecondProofNeeded()
    const { staffId } = staff
    if (!(await this.limits.take('staff_proof_tried', staffId, sql)).ok) return 'too often'
    const method = await this.methodOf(sql, staff, typed)
    if (!method) return 'wrong'
    await this.limits.setBack('staff_proof_tried', staffId, sql)
    await recordProof(sql, { staffId, act, subject, key, method }, this.clock.now())
    return method
  }

  private async methodOf(
    sql: SqlRunner,
    { staffId, roles }: SignedIn,
    typed: string,
  ): Promise<ProofMethod | null> {
    const [member] = await sql.rows<{ hash: string; enrolled: boolean }>(
      `select m.password_hash as hash, f.enrolled_at is not null as enrolled
       from staff_member m left join staff_second_factor f on f.staff_id = m.id where m.id = $1`,
      [staffId],
    )
    if (member?.enrolled) return this.factors.take(staffId, typed, sql)
    if (this.policy.mustEnrol([...roles.keys()]))
      throw new NotAllowed('Pasang dahulu pengaman kedua di halaman Kata sandi dan pengaman Anda.')
    return (await isPassword(typed, member?.hash)) ? 'password' : null
  }
}
