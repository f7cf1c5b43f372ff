import { Injectable } from '@nestjs/common'
import type { Decision, LineCode, ReasonCode } from '#libs/benefits'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import type { ScholarshipPlan } from './plan-scholarships.js'

/** A line as it was stored: amounts are whole rupiah. */
export interface StoredLine {
  code: LineCode
  amount: number
  payee?: string
  child?: string
  article: string
  because: string
}

/** An answer of the benefit library as it was stored with its sentences. */
export interface StoredAnswer {
  decision: Decision
  reason?: ReasonCode
  lines: StoredLine[]
  rejected_lines?: { code: LineCode; child?: string; reason: ReasonCode }[]
  counterfactuals?: {
    code?: LineCode
    reason: ReasonCode
    because: string
    /** The values of law that were not met. */
    parameters?: { source: string }[]
  }[]
  flags?: string[]
}

export interface CalculationOnFile {
  round: number
  created_at: string
  total: bigint
  /** Facts, law and round are still those it was made of. */
  current: boolean
  law_digest: string
  answer: StoredAnswer
  /** The facts it was made of, in the format of the benefit library. */
  input: Record<string, unknown>
  scholarships: ScholarshipPlan[]
}

/** The latest calculation of a claim, with its lines and the articles they rest on. */
@Injectable()
export class LatestCalculation {
  constructor(
    private readonly sql: Sql,
    private readonly law: LawInForce,
    private readonly personal: PersonalData,
  ) {}

  async find(claimId: string): Promise<CalculationOnFile | undefined> {
    const found = await this.sql.rows<CalculationOnFile>(
      `select k.round, k.created_at, k.total, k.law_digest, k.answer, k.input, k.scholarships,
         k.basis_digest = claim_basis_digest(c) and k.law_digest = $2 and k.round = c.round as current
       from calculation k join claim c on c.id = k.claim_id where k.claim_id = $1 order by k.id desc limit 1`,
      [claimId, this.law.digest],
    )
    const columns = { input: 'calculation.input', answer: 'calculation.answer' } as const
    return (await this.personal.reveal(found, columns))[0]
  }
}
