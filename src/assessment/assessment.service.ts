/**
 * Applies the law to a claim: drafts its calculation and the plan of each child's scholarship, and keeps both with the
 * digests of the facts and of the law they rest on. It never decides and never pays.
 */
import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { type Answer, evaluate, type Invalid, type ReasonCode, toJson } from '#libs/benefits'
import type { ClaimType } from '#libs/lifecycle'
import { parseLocalDate, schoolYearOf } from '#libs/local-date'
import { commitmentTo } from '../claims/fact-commitment.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotFound } from '../platform/problem/problems.js'
import {
  type CaseInput,
  caseInput,
  caseWithChildren,
  type CoverageSnapshot,
  eventOf,
  type IncidentOfClaim,
  type SettledCause,
  type StatedAnswers,
} from './case-input.js'
import { loadPlanAssumptions } from './plan-assumptions.js'
import { type ParentCase, planScholarships } from './plan-scholarships.js'

interface ClaimToAssess {
  id: string
  type: ClaimType
  round: number
  answers: StatedAnswers
  coverage: CoverageSnapshot
  settled_cause: SettledCause | null
  received_on: string
  incident: (IncidentOfClaim & { parts?: unknown }) | null
  digest: string
}

const SALT_BYTES = 32

export interface RefusedChild {
  child: string | null
  birthDate: string | null
  reason: ReasonCode
}

@Injectable()
export class AssessmentService {
  private readonly assumptions = loadPlanAssumptions()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly law: LawInForce,
    private readonly personal: PersonalData,
  ) {}

  /**
   * Drafts the calculation of a claim, unless the latest one already rests on the present facts and the present law.
   * Throws when the facts cannot be evaluated at all, so that the work ends with an owner instead of a wrong amount.
   */
  async draft(claimId: string): Promise<void> {
    const claim = await this.read(claimId)
    if (await this.isCurrent(claim)) return
    const event = eventOf(claim.answers, claim.settled_cause)
    const incident = await this.incidentOf(claim)
    const input = caseInput(claim.type, event, claim.coverage ?? {}, claim.received_on, incident)
    const answer = this.evaluateOrExplain(input)
    const scholarships = this.scholarshipsOf(claim, event, input)
    const seals = await this.personal.ofClaim(claim.id)
    const salt = randomBytes(SALT_BYTES).toString('hex')
    await this.sql.rows(
      `insert into calculation (claim_id, round, created_at, input, basis_digest, law_digest, decision, total, answer, scholarships,
         input_salt, input_commitment)
       select $1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12
       on conflict (claim_id, round, basis_digest, law_digest) do nothing`,
      [
        claim.id,
        claim.round,
        this.clock.now(),
        JSON.stringify(seals.json('calculation.input', input)),
        claim.digest,
        this.law.digest,
        answer.decision,
        String(answer.total),
        JSON.stringify(seals.within('calculation.answer', JSON.parse(toJson(answer)) as object)),
        toJson(scholarships),
        seals.text('calculation.input', salt),
        commitmentTo(input, salt),
      ],
    )
  }

  /**
   * Why the law gives children of this claim no scholarship, from what is on file; `child` is null where no child has one.
   * @throws NotFound
   */
  async childrenRefused(claimId: string): Promise<RefusedChild[]> {
    const claim = await this.read(claimId)
    const event = eventOf(claim.answers, claim.settled_cause)
    const incident = await this.incidentOf(claim)
    const input = caseInput(claim.type, event, claim.coverage ?? {}, claim.received_on, incident)
    const parent = this.parentOf(claim, event, input)
    const children = claim.answers.children ?? []
    return (parent?.answer.rejected_lines ?? [])
      .filter(({ code }) => code === 'SCHOLARSHIP_YEAR')
      .map(({ child, reason }) => ({
        child: child ?? null,
        birthDate: children.find(({ name }) => name === child)?.birthDate ?? null,
        reason,
      }))
  }

  private async read(claimId: string): Promise<ClaimToAssess> {
    const claim = await this.sql.first<ClaimToAssess>(
      `select c.id, c.type, c.round, c.answers, c.coverage, c.settled_cause, claim_basis_digest(c) as digest,
         incident_facts(c) as incident,
         (coalesce(c.submitted_at, c.created_at) at time zone b.zone)::date as received_on
       from claim c join branch b on b.id = c.branch_id where c.id = $1`,
      [claimId],
    )
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
    return claim
  }

  /** What a doctor found is sealed where it is kept. */
  private async incidentOf({ incident }: ClaimToAssess): Promise<IncidentOfClaim | undefined> {
    if (!incident) return undefined
    const [revealed] = await this.personal.reveal(
      [{ parts: incident.parts }],
      incident.parts === undefined ? {} : { parts: 'disability_finding.parts' },
    )
    return { ...incident, parts: revealed?.parts }
  }

  private async isCurrent(claim: ClaimToAssess): Promise<boolean> {
    const latest = await this.sql.first<{ basis_digest: string; law_digest: string; round: number }>(
      'select basis_digest, law_digest, round from calculation where claim_id = $1 order by id desc limit 1',
      [claim.id],
    )
    return (
      latest?.basis_digest === claim.digest &&
      latest.law_digest === this.law.digest &&
      latest.round === claim.round
    )
  }

  private evaluateOrExplain(input: CaseInput): Answer {
    const result = evaluate(input, this.law.book, this.law.calendar)
    if (!result.ok) throw new Error(`Perhitungan tidak dapat dibuat: ${inWords(result)}`)
    return result.answer
  }

  private scholarshipsOf(
    claim: ClaimToAssess,
    { eventDate, deathDate = eventDate }: StatedAnswers['event'],
    input: CaseInput,
  ): object[] {
    const parent = this.parentOf(claim, { eventDate, deathDate }, input)
    if (!parent) return []
    return planScholarships(claim.answers.children ?? [], parent, this.assumptions, this.law.book, (facts) =>
      this.evaluateOrExplain(facts as unknown as CaseInput),
    )
  }

  /** The case judged with its children; undefined where none was stated. */
  private parentOf(
    claim: ClaimToAssess,
    { eventDate, deathDate = eventDate }: Pick<StatedAnswers['event'], 'eventDate' | 'deathDate'>,
    input: CaseInput,
  ): ParentCase | undefined {
    const children = claim.answers.children ?? []
    if (children.length === 0) return undefined
    const program = claim.type === 'jkm_death' ? 'JKM' : 'JKK'
    const referenceDate = parseLocalDate(program === 'JKM' ? deathDate : eventDate)
    const startsOn = this.law.book.monthDay('scholarship.school_year_start', referenceDate).value
    const firstSchoolYear = schoolYearOf(referenceDate, startsOn)
    const answer = this.evaluateOrExplain(caseWithChildren(input, children, firstSchoolYear))
    return { program, referenceDate, firstSchoolYear, answer }
  }
}

function inWords(invalid: Invalid): string {
  return invalid.refusals.map((refusal) => `${refusal.path}: ${refusal.message}`).join('; ')
}
