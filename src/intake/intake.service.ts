/**
 * Takes in what families tell us: drafts, their answers, the submission. It owns answers and parties while a claim is a
 * draft; it decides nothing about the right to a benefit.
 */
import { EntityManager } from '@mikro-orm/postgresql'
import { Injectable } from '@nestjs/common'
import { type ClaimType } from '#libs/lifecycle'
import { addYears, parseLocalDate } from '#libs/local-date'
import { normalizePhone } from '#libs/nik'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { ClaimParty } from '../claims/claim-party.entity.js'
import { Claim } from '../claims/claim.entity.js'
import type { Actor, FiredTransition } from '../claims/planned-transition.js'
import { Coverage } from '../membership/coverage.service.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { InvalidInput, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import type { ClaimAnswers, CreateClaimDto } from './claim-answers.dto.js'
import { JoinClaim } from './join-claim.service.js'

export interface Draft {
  claimId: string
  number: string
  version: number
  /** Who the claimant is on this claim: `party:<id>` fires the claimant's events. */
  partyId: string
}

const prefixes: Record<ClaimType, string> = {
  jkm_death: 'JKM',
  jkk_death: 'JKK',
  jkk_disability: 'JKC',
  jkk_stmb: 'JKS',
  jkk_reimbursement: 'JKR',
}

@Injectable()
export class IntakeService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly lifecycle: ClaimLifecycle,
    private readonly coverage: Coverage,
    private readonly joining: JoinClaim,
    private readonly law: LawInForce,
  ) {}

  /** Opens a draft with the claimant as its first party. Nothing is claimed yet. */
  async createDraft(dto: CreateClaimDto, openedBy: Actor): Promise<Draft> {
    const branch = await this.sql.first<{ id: string; next: bigint }>(
      "select id, nextval('claim_number') as next from branch where code = $1",
      [dto.branch],
    )
    if (!branch) {
      const detail = 'Kantor cabang ini tidak ada. Periksa kode tiga huruf pada surat atau papan kantor.'
      throw new InvalidInput(detail, [{ pointer: '/branch', code: 'UNKNOWN_BRANCH', detail }])
    }
    const now = this.clock.now()
    const em = this.em.fork()
    const expiresOn = this.expiresOn(dto)
    const claim = em.create(Claim, {
      number: numberOf(dto, now, branch.next),
      type: dto.type,
      branchId: branch.id,
      participantNik: dto.answers.participant.nik,
      participantName: dto.answers.participant.name,
      eventDate: dto.answers.event.eventDate,
      expiresOn,
      answers: dto.answers,
      createdBy: openedBy.id,
      createdAt: now,
      movedAt: now,
    })
    await em.persist(claim).flush()
    const party = em.create(ClaimParty, this.partyOf(claim.id, dto.answers, now))
    await em.persist(party).flush()
    if (expiresOn !== null) await this.layExpiryClock(claim.id)
    return { claimId: claim.id, number: claim.number, version: claim.version, partyId: party.id }
  }

  /**
   * Lodges a draft: reads the coverage once, ties the claim to its incident, and fires `submit`. When another live claim
   * for the same death is there already, the claimant joins it as a party and is given its number; nobody is refused
   * for being second.
   */
  async submit(
    claimId: string,
    actor: Actor,
    idempotencyKey: string,
    expectedVersion?: number,
  ): Promise<FiredTransition> {
    await this.prepare(claimId)
    try {
      // Preparing moved no version: only facts that the gate reads afresh.
      return await this.lifecycle.fire(claimId, 'submit', actor, { idempotencyKey, expectedVersion })
    } catch (error) {
      if (
        !(error instanceof TransitionRefused) ||
        !error.refusals.some((refusal) => refusal.code === 'LIVE_TWIN')
      )
        throw error
      return this.joining.join(claimId, actor, idempotencyKey)
    }
  }

  /** The last day for a first application, by the law of the event date; null before the first rule set. */
  private expiresOn(dto: CreateClaimDto): string | null {
    const eventDate = parseLocalDate(dto.answers.event.eventDate)
    const years = this.law.book.findInteger(`${programOf(dto.type)}.expiry_years`, eventDate)
    return years ? addYears(eventDate, years.value) : null
  }

  private async layExpiryClock(claimId: string): Promise<void> {
    await this.sql.rows(
      `insert into clock (claim_id, name, round, started_at, due_at)
       select c.id, 'expiry', c.round, $2, (c.expires_on + 1)::timestamp at time zone b.zone
       from claim c join branch b on b.id = c.branch_id where c.id = $1`,
      [claimId, this.clock.now()],
    )
  }

  private async prepare(claimId: string): Promise<void> {
    const claim = await this.sql.first<{ state: string; type: ClaimType; nik: string; event_date: string }>(
      'select state, type, participant_nik as nik, event_date from claim where id = $1',
      [claimId],
    )
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
    if (claim.state !== 'draft') return
    const coverage = await this.coverage.snapshot(claim.nik, claim.event_date)
    const kind = incidentKind(claim.type)
    await this.sql.rows(
      `insert into incident (kind, participant_nik, event_date, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
      [kind, claim.nik, claim.event_date, this.clock.now()],
    )
    // A second statement, because only it is sure to see an incident that somebody else reported in the same moment.
    await this.sql.rows(
      `update claim set coverage = $2::jsonb, incident_id = (select i.id from incident i
         where i.participant_nik = $3 and i.kind = $4 and (i.kind = 'death' or i.event_date = $5))
       where id = $1 and state = 'draft'`,
      [claimId, JSON.stringify(coverage), claim.nik, kind, claim.event_date],
    )
  }

  private partyOf(claimId: string, answers: ClaimAnswers, now: string): Omit<ClaimParty, 'id'> {
    const { name, relation, phone } = answers.claimant
    const kind = relation === 'other' ? 'representative' : 'heir'
    return { claimId, kind, name, relation, phone: normalised(phone), joinedAt: now }
  }
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

function incidentKind(type: ClaimType): 'death' | 'accident' {
  return type === 'jkm_death' || type === 'jkk_death' ? 'death' : 'accident'
}

function numberOf(dto: CreateClaimDto, now: string, next: bigint): string {
  const month = now.slice(2, 7).replace('-', '')
  return `${prefixes[dto.type]}-${dto.branch}-${month}-${String(next).padStart(6, '0')}`
}
