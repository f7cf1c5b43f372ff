import { Injectable } from '@nestjs/common'
import type { Rupiah } from '#libs/rupiah'
import { isEmail } from 'class-validator'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { InvalidInput, NotFound } from '../platform/problem/problems.js'
import type { Fund } from './monthly-contribution.js'

export interface SponsoredCohort {
  readonly code: string
  /** Left out, the name that is known stays; somebody new is called by the code. */
  readonly name?: string
  readonly fund: Fund
  readonly cohort: { readonly code: string; readonly name?: string }
}

export interface SponsorContact {
  readonly noticeEmail?: string
  readonly branchCode?: string
}

/** Who pays for others, and the groups they pay for together. */
@Injectable()
export class Sponsors {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** The id of the cohort, made with its sponsor where either is new. Codes are kept; names may change. */
  async ensureCohort({ code, name, fund, cohort }: SponsoredCohort): Promise<string> {
    const now = this.clock.now()
    const found = await this.sql.first<{ id: string }>(
      `with sponsor as (
         insert into sponsor (code, name, fund, created_at) values ($1, coalesce($2, $1), $3, $6)
         on conflict (code) do update set name = coalesce($2, sponsor.name) returning id)
       insert into cohort (sponsor_id, code, name, created_at) select id, $4, coalesce($5, $4), $6 from sponsor
       on conflict (sponsor_id, code) do update set name = coalesce($5, cohort.name) returning id`,
      [code, name ?? null, fund, cohort.code, cohort.name ?? null, now],
    )
    if (!found) throw new Error(`cohort ${cohort.code} was not kept`)
    return found.id
  }

  /** How many people a cohort is to reach, and what a year of it may cost; null leaves one open. */
  async plan(cohortId: string, target: number | null, yearlyBudget: Rupiah | null): Promise<void> {
    const kept = await this.sql.rows(
      'update cohort set target = $2, yearly_budget = $3 where id = $1 returning id',
      [cohortId, target, yearlyBudget],
    )
    if (kept.length === 0)
      throw new NotFound('Kelompok peserta ini tidak ada. Periksa pilihan penyandang iuran.')
  }

  /**
   * Where notices to a sponsor go, and which office looks after it. What is left out stays as it is; an empty address
   * takes the old one away.
   * @throws NotFound for an unknown sponsor or office, InvalidInput for what is no address
   */
  async keepInTouch(code: string, { noticeEmail, branchCode }: SponsorContact): Promise<void> {
    if (noticeEmail && !isEmail(noticeEmail)) throw noAddress()
    const branch = branchCode === undefined ? null : await this.getBranch(branchCode)
    const kept = await this.sql.rows(
      `update sponsor set notice_email = case when $2 then nullif($3, '') else notice_email end,
         branch_id = coalesce($4::uuid, branch_id) where code = $1 returning id`,
      [code, noticeEmail !== undefined, noticeEmail ?? '', branch],
    )
    if (kept.length === 0) throw new NotFound(`Penyandang iuran "${code}" tidak terdaftar. Periksa kodenya.`)
  }

  private async getBranch(code: string): Promise<string> {
    const branch = await this.sql.first<{ id: string }>('select id from branch where code = $1', [code])
    if (!branch) throw new NotFound(`Kantor "${code}" tidak ada. Periksa kodenya.`)
    return branch.id
  }

  /** Whose money a registered sponsor pays with; undefined when the code is new. */
  async findFund(code: string): Promise<Fund | undefined> {
    return (await this.sql.first<{ fund: Fund }>('select fund from sponsor where code = $1', [code]))?.fund
  }

  /** @throws NotFound when the sponsor has no such cohort */
  async getCohort(sponsor: string, cohort: string): Promise<string> {
    const found = await this.sql.first<{ id: string }>(
      'select c.id from cohort c join sponsor s on s.id = c.sponsor_id where s.code = $1 and c.code = $2',
      [sponsor, cohort],
    )
    if (!found) throw new NotFound(`Kelompok "${cohort}" dari "${sponsor}" tidak ada. Periksa kodenya.`)
    return found.id
  }
}

function noAddress(): InvalidInput {
  const detail = 'Alamat surel ini tidak dapat dipakai. Tulis seperti nama@contoh.go.id.'
  return new InvalidInput(detail, [{ pointer: '/email', code: 'EMAIL_UNREADABLE', detail }])
}
