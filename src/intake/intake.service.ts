/**
 * Takes in what families tell us: drafts, their answers, the submission. It owns answers and parties while a claim is a
 * draft; it decides nothing about the right to a benefit.
 */
import { UniqueConstraintViolationException } from '@mikro-orm/core'
import { EntityManager } from '@mikro-orm/postgresql'
import { Injectable } from '@nestjs/common'
import { type ClaimType } from '#libs/lifecycle'
import { addDays, parseLocalDate } from '#libs/local-date'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { ClaimParty } from '../claims/claim-party.entity.js'
import { Claim } from '../claims/claim.entity.js'
import type { Actor, FiredTransition } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { InvalidInput, KeyReused, TransitionRefused } from '../platform/problem/problems.js'
import { ClaimPreparation } from './claim-preparation.service.js'
import type { ClaimAnswers, CreateClaimDto } from './claim-answers.dto.js'
import { JoinClaim } from './join-claim.service.js'

export interface Draft {
  claimId: string
  number: string
  version: number
  /** Who the claimant is on this claim: `party:<id>` fires the claimant's events. */
  partyId: string
}

export const layExpiryClock = `insert into clock (claim_id, name, round, started_at, due_at)
  select c.id, 'expiry', c.round, ?, (c.expires_on + 1)::timestamp at time zone b.zone
  from claim c join branch b on b.id = c.branch_id where c.id = ?`

const keepKey = 'insert into claim_data_key (claim_id, master_key, wrapped, created_at) values (?, ?, ?, ?)'

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
    private readonly preparation: ClaimPreparation,
    private readonly joining: JoinClaim,
  ) {}

  /**
   * Opens a draft with the claimant as its first party. Nothing is claimed yet. The same person with the same key is
   * given the draft of the first time.
   */
  async createDraft(dto: CreateClaimDto, openedBy: Actor, idempotencyKey?: string): Promise<Draft> {
    assertHasHappened(dto.answers, this.clock.now())
    const branch = await this.branchOf(dto)
    const openingDigest = await this.preparation.openingDigest(dto)
    try {
      const opened = await this.openedBefore(openedBy, openingDigest, idempotencyKey)
      return opened ?? (await this.open(dto, branch, openedBy, { idempotencyKey, openingDigest }))
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error
      // A twin request was faster by a moment; its draft is this one's answer.
      const opened = await this.openedBefore(openedBy, openingDigest, idempotencyKey)
      if (!opened) throw error
      return opened
    }
  }

  private async branchOf(dto: CreateClaimDto): Promise<{ id: string; next: bigint }> {
    const branch = await this.sql.first<{ id: string; next: bigint }>(
      "select id, nextval('claim_number') as next from branch where code = $1",
      [dto.branch],
    )
    if (branch) return branch
    const detail = 'Kantor cabang ini tidak ada. Periksa kode tiga huruf pada surat atau papan kantor.'
    throw new InvalidInput(detail, [{ pointer: '/branch', code: 'UNKNOWN_BRANCH', detail }])
  }

  private async openedBefore(
    openedBy: Actor,
    digest: string,
    key: string | undefined,
  ): Promise<Draft | undefined> {
    if (key === undefined) return undefined
    const found = await this.sql.first<Draft & { digest: string }>(
      `select c.id as "claimId", c.number, c.version, c.opening_digest as digest,
         (select p.id from claim_party p where p.claim_id = c.id order by p.joined_at limit 1) as "partyId"
       from claim c where c.created_by = $1 and c.opening_key = $2`,
      [openedBy.id, key],
    )
    if (found && found.digest !== digest) throw new KeyReused(key)
    return (
      found && {
        claimId: found.claimId,
        number: found.number,
        version: found.version,
        partyId: found.partyId,
      }
    )
  }

  /** Claim, its data key, first party and expiry clock in one transaction. */
  private async open(
    dto: CreateClaimDto,
    branch: { id: string; next: bigint },
    openedBy: Actor,
    { idempotencyKey, openingDigest }: { idempotencyKey?: string; openingDigest: string },
  ): Promise<Draft> {
    const now = this.clock.now()
    const expiresOn = this.preparation.expiresOn(dto)
    const { key, party: firstParty, ...sealed } = await this.preparation.sealed(dto.answers, now)
    return this.em.fork().transactional(async (em) => {
      const claim = em.create(Claim, {
        ...sealed,
        number: numberOf(dto, now, branch.next),
        type: dto.type,
        branchId: branch.id,
        participantName: dto.answers.participant.name,
        eventDate: dto.answers.event.eventDate,
        expiresOn,
        createdBy: openedBy.id,
        openingKey: idempotencyKey,
        openingDigest,
        createdAt: now,
        movedAt: now,
      })
      await em.persist(claim).flush()
      await em.execute(keepKey, [claim.id, key.masterKey, key.wrapped, now])
      const party = em.create(ClaimParty, firstParty)
      await em.persist(party).flush()
      if (expiresOn !== null) await em.execute(layExpiryClock, [now, claim.id])
      return { claimId: claim.id, number: claim.number, version: claim.version, partyId: party.id }
    })
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
    const joined = await this.joining.joinedBefore(claimId, actor, idempotencyKey)
    if (joined) return joined
    await this.preparation.beforeSubmission(claimId)
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
}

/** Nobody claims for what has not happened yet; the last of Indonesia's zones to reach a date is a day behind UTC at most. */
export function assertHasHappened({ event }: ClaimAnswers, now: string): void {
  const tomorrow = addDays(parseLocalDate(now.slice(0, 10)), 1)
  const detail = 'Tanggal ini belum tiba. Periksa tahun dan bulannya.'
  const late = (['eventDate', 'deathDate'] as const).filter((field) => (event[field] ?? '') > tomorrow)
  if (late.length === 0) return
  throw new InvalidInput(
    detail,
    late.map((field) => ({ pointer: `/answers/event/${field}`, code: 'DATE_IN_FUTURE', detail })),
  )
}

function numberOf(dto: CreateClaimDto, now: string, next: bigint): string {
  const month = now.slice(2, 7).replace('-', '')
  return `${prefixes[dto.type]}-${dto.branch}-${month}-${String(next).padStart(6, '0')}`
}
