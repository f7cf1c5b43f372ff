/**
 * Takes in what families tell us: drafts, their answers, the submission. It owns answers and parties while a claim is a
 * draft; it decides nothing about the right to a benefit.
 */
import { Injectable } from '@nestjs/common'
import { addDays, parseLocalDate } from '#libs/local-date'
import type { ClaimOnFile } from '../claims/claim-by-number.query.js'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import type { Actor, FiredTransition } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { type Placed, SharedStatement } from '../platform/database/shared-statement.js'
import { Sql, violatedUnique } from '../platform/database/sql.js'
import { InvalidInput, KeyReused, TransitionRefused } from '../platform/problem/problems.js'
import { ClaimPreparation } from './claim-preparation.service.js'
import type { ClaimAnswers, CreateClaimDto } from './claim-answers.dto.js'
import { draftOnFile } from './draft-on-file.js'
import { JoinClaim } from './join-claim.service.js'
import { type DraftRow, openDrafts, type OpenedRow } from './open-drafts.sql.js'

export interface Draft {
  claimId: string
  number: string
  version: number
  /** Who the claimant is on this claim: `party:<id>` fires the claimant's events. */
  partyId: string
  /** As its file shows it; not of one that was opened before. */
  file?: ClaimOnFile
}

export const layExpiryClock = `insert into clock (claim_id, name, round, started_at, due_at)
  select c.id, 'expiry', c.round, ?, (c.expires_on + 1)::timestamp at time zone b.zone
  from claim c join branch b on b.id = c.branch_id where c.id = ?`

@Injectable()
export class IntakeService {
  private readonly opening = new SharedStatement<DraftRow, OpenedRow>((drafts) => this.openAll(drafts))

  constructor(
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
    const openingDigest = await this.preparation.openingDigest(dto)
    try {
      return await this.open(dto, openedBy, { idempotencyKey, openingDigest })
    } catch (error) {
      if (violatedUnique(error) !== 'claim_opened_once') throw error
      const opened = await this.openedBefore(openedBy, openingDigest, idempotencyKey)
      if (!opened) throw error
      return opened
    }
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

  private async open(
    dto: CreateClaimDto,
    openedBy: Actor,
    { idempotencyKey, openingDigest }: { idempotencyKey?: string; openingDigest: string },
  ): Promise<Draft> {
    const { row, phone } = await this.preparation.sealed(dto)
    const draft = {
      ...row,
      created_by: openedBy.id,
      opening_key: idempotencyKey ?? null,
      opening_digest: openingDigest,
      at: this.clock.now(),
    }
    const opened = await this.opening.first(draft)
    if (opened) return { ...opened, file: draftOnFile(dto, phone, draft, opened) }
    const detail = 'Kantor cabang ini tidak ada. Periksa kode tiga huruf pada surat atau papan kantor.'
    throw new InvalidInput(detail, [{ pointer: '/branch', code: 'UNKNOWN_BRANCH', detail }])
  }

  private openAll(drafts: readonly DraftRow[]): Promise<(OpenedRow & Placed)[]> {
    const placed = drafts.map((draft, index) => ({ place: index + 1, ...draft }))
    return this.sql.forGroups.rows(openDrafts, [JSON.stringify(placed)])
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
    const isDraft = await this.preparation.beforeSubmission(claimId)
    const joined = isDraft ? undefined : await this.joining.joinedBefore(claimId, actor, idempotencyKey)
    if (joined) return joined
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
