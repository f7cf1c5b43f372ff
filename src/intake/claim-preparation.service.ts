import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { ClaimType } from '#libs/lifecycle'
import { addYears, parseLocalDate } from '#libs/local-date'
import { normalizePhone } from '#libs/nik'
import { canonicalJson } from '../claims/canonical-digest.port.js'
import type { ClaimParty } from '../claims/claim-party.entity.js'
import type { Claim } from '../claims/claim.entity.js'
import { Coverage } from '../membership/coverage.service.js'
import { ParticipantOfCard } from '../membership/participant-of-card.query.js'
import { Clock } from '../platform/clock/clock.js'
import { type Placed, SharedStatement } from '../platform/database/shared-statement.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { type ClaimSeals, PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotFound } from '../platform/problem/problems.js'
import type { ClaimAnswers, CreateClaimDto } from './claim-answers.dto.js'
import type { DraftRow } from './open-drafts.sql.js'
import { type Tie, tying } from './tie-drafts.sql.js'

export type SealedAnswers = Pick<Claim, 'participantNik' | 'participantNikIndex' | 'answers'>
export interface SealedDraft {
  row: Omit<DraftRow, 'created_by' | 'opening_key' | 'opening_digest' | 'at'>
  /** Of the claimant, as it is kept. */
  phone: string
}

const prefixes: Record<ClaimType, string> = {
  jkm_death: 'JKM',
  jkk_death: 'JKK',
  jkk_disability: 'JKC',
  jkk_stmb: 'JKS',
  jkk_reimbursement: 'JKR',
}

/** A participant who lives claims for himself, in the place that heirs have otherwise. */
const kindOf: Partial<Record<ClaimAnswers['claimant']['relation'], ClaimParty['kind']>> = {
  other: 'representative',
  employer: 'employer',
  facility: 'facility',
}

interface ClaimToPrepare {
  state: string
  type: ClaimType
  nikIndex: Buffer | null
  event_date: string
  kpj: string | null
  event_type: string | null
}

/** A death at work, or in the treatment of what happened there, is joined to the accident that was reported. */
const deathFollowsAccident = `
  update incident d set caused_by = a.id from claim c, incident a
  where c.id = $1 and d.id = c.incident_id and d.caused_by is null
    and a.participant_nik_index = $2 and a.kind <> 'death' and a.event_date = $3`

/** What a claim must know before it is lodged: until when it may be, whether the participant was covered, which incident it is. */
@Injectable()
export class ClaimPreparation {
  private readonly claims = new SharedStatement<string, ClaimToPrepare>((claimIds) => this.findAll(claimIds))
  private readonly ties = new SharedStatement<Tie, Placed>((ties) =>
    this.tie(this.sql.forGroups, tying.passingOver, ties),
  )

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly coverage: Coverage,
    private readonly law: LawInForce,
    private readonly personal: PersonalData,
    private readonly cards: ParticipantOfCard,
  ) {}

  /** The last day for a first application, by the law of the event date; null before the first rule set. */
  expiresOn(dto: Pick<CreateClaimDto, 'type' | 'answers'>): string | null {
    const eventDate = parseLocalDate(dto.answers.event.eventDate)
    const years = this.law.book.findInteger(`${programOf(dto.type)}.expiry_years`, eventDate)
    return years ? addYears(eventDate, years.value) : null
  }

  /** The same for the same opening, whoever reads the database learns nothing from it. */
  openingDigest(dto: CreateClaimDto): Promise<string> {
    return this.personal.digestOf(canonicalJson(dto))
  }

  /** A new claim as it is kept: its id, its data key, its answers and its first party with what is personal sealed. */
  async sealed(dto: CreateClaimDto): Promise<SealedDraft> {
    const { type, branch, answers } = dto
    const id = randomUUID()
    const { seals, key } = this.personal.ofNewClaim(id)
    const { name, relation } = answers.claimant
    const phone = normalised(answers.claimant.phone)
    const sealed = await this.sealedAnswers(seals, answers)
    const row = {
      ...{ id, type, branch, prefix: prefixes[type], answers: sealed.answers },
      participant_nik: sealed.participantNik ?? null,
      participant_nik_index: sealed.participantNikIndex ? bytes(sealed.participantNikIndex) : null,
      participant_name: answers.participant.name,
      event_date: answers.event.eventDate,
      expires_on: this.expiresOn(dto),
      ...{ master_key: key.masterKey, wrapped: bytes(key.wrapped) },
      ...{ kind: kindOf[relation] ?? 'heir', name, relation },
      phone: seals.text('claim_party.phone', phone),
      phone_index: bytes(await this.personal.indexOf('phone', phone)),
    }
    return { row, phone }
  }

  /** The columns of a claim that hold what was answered. */
  async sealedAnswers(seals: ClaimSeals, answers: ClaimAnswers): Promise<SealedAnswers> {
    const { nik } = answers.participant
    return {
      participantNik: nik === undefined ? null : seals.text('claim.participant_nik', nik),
      participantNikIndex: nik === undefined ? null : await this.personal.indexOf('nik', nik),
      answers: seals.within('claim.answers', answers),
    }
  }

  /**
   * Reads the coverage once, and ties the claim to its incident, whoever reported that first. False, and nothing done,
   * for a claim that is no draft any more.
   */
  async beforeSubmission(claimId: string): Promise<boolean> {
    let claim = await this.find(claimId)
    if (claim.state === 'draft' && claim.nikIndex === null && claim.kpj !== null) {
      await this.identify(claimId, claim.kpj)
      claim = await this.find(claimId)
    }
    const { nikIndex } = claim
    if (claim.state !== 'draft') return false
    // A card that nobody has is lodged like any other: who it was is for the branch to find out.
    if (nikIndex === null) return true
    const coverage = await this.coverage.snapshotOf(nikIndex, claim.event_date)
    const kind = incidentKind(claim)
    const tie = { claimId, kind, nikIndex, eventDate: claim.event_date, coverage: JSON.stringify(coverage) }
    // A second time alone, because only then is an incident sure to be seen that somebody else reported in the same moment.
    if (!(await this.ties.first(tie))) await this.tie(this.sql, tying.waiting, [tie])
    if (claim.type === 'jkk_death')
      await this.sql.rows(deathFollowsAccident, [claimId, nikIndex, claim.event_date])
    return true
  }

  private async find(claimId: string): Promise<ClaimToPrepare> {
    const claim = await this.claims.first(claimId)
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
    return claim
  }

  private tie(sql: SqlRunner, text: string, ties: readonly Tie[]): Promise<Placed[]> {
    return sql.rows(text, [
      ...[ties.map(({ claimId }) => claimId), ties.map(({ kind }) => kind)],
      ...[ties.map(({ nikIndex }) => nikIndex), ties.map(({ eventDate }) => eventDate)],
      ...[ties.map(({ coverage }) => coverage), this.clock.now()],
    ])
  }

  private findAll(claimIds: readonly string[]): Promise<(ClaimToPrepare & Placed)[]> {
    return this.sql.forGroups.rows(
      `select x.place::int, c.* from unnest($1::uuid[]) with ordinality as x(claim_id, place)
       cross join lateral (
         select state, type, participant_nik_index as "nikIndex", event_date, answers #>> '{participant,kpj}' as kpj,
           answers #>> '{event,type}' as event_type
         from claim where id = x.claim_id offset 0) c`,
      [claimIds],
    )
  }

  /** Finds the participant of a draft that names only a card. The family is told the same whether there is one or not. */
  private async identify(claimId: string, kpj: string): Promise<void> {
    const holder = await this.cards.find(kpj)
    if (!holder) return
    const seals = await this.personal.ofClaim(claimId)
    await this.sql.rows(
      `update claim set participant_nik = $2, participant_nik_index = $3, facts_version = facts_version + 1
       where id = $1 and state = 'draft' and participant_nik_index is null and answers #>> '{participant,kpj}' = $4`,
      [claimId, seals.text('claim.participant_nik', holder.nik), holder.nikIndex, kpj],
    )
  }
}

/** As PostgreSQL reads bytes from text. */
function bytes(value: Buffer): string {
  return `\\x${value.toString('hex')}`
}

function normalised(phone: string): string {
  const result = normalizePhone(phone)
  if (result.ok) return result.phone
  const detail = 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.'
  throw new InvalidInput(detail, [
    { pointer: '/answers/claimant/phone', code: 'PHONE_NOT_INDONESIAN_MOBILE', detail },
  ])
}

function programOf(type: ClaimType): 'jkm' | 'jkk' {
  return type === 'jkm_death' ? 'jkm' : 'jkk'
}

function incidentKind({ type, event_type }: ClaimToPrepare): 'death' | 'accident' | 'disease' {
  if (type === 'jkm_death' || type === 'jkk_death') return 'death'
  return event_type === 'occupational_disease' ? 'disease' : 'accident'
}
