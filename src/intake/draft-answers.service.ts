/**
 * The answers of a claim while it is a draft, changed page by page. Whoever is a party to the claim may change them, on
 * whatever phone; once it is lodged they are closed.
 */
import { isDeepStrictEqual } from 'node:util'
import { LockMode, raw } from '@mikro-orm/core'
import { EntityManager } from '@mikro-orm/postgresql'
import { Injectable } from '@nestjs/common'
import type { ClaimState, ClaimType } from '#libs/lifecycle'
import { ClaimParty } from '../claims/claim-party.entity.js'
import { Claim } from '../claims/claim.entity.js'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound, StaleClaim } from '../platform/problem/problems.js'
import type { ClaimAnswers } from './claim-answers.dto.js'
import { ClaimPreparation } from './claim-preparation.service.js'
import { assertHasHappened, layExpiryClock } from './intake.service.js'

/** One or more groups of answers, each given as a whole. The phone is not among them: it is confirmed, not typed. */
export type AnswersChange = Partial<Omit<ClaimAnswers, 'claimant'>> & {
  claimant?: Omit<ClaimAnswers['claimant'], 'phone'>
}

export interface DraftOnFile {
  claimId: string
  number: string
  type: ClaimType
  state: ClaimState
  /** Moves with every change of the answers; a page that shows an older one is told so. */
  version: number
  branchId: string
  createdAt: string
  answers: ClaimAnswers
}

@Injectable()
export class DraftAnswers {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly preparation: ClaimPreparation,
    private readonly personal: PersonalData,
  ) {}

  /** @throws NotFound, NotAllowed */
  async read(claimId: string, actor: Actor): Promise<DraftOnFile> {
    const em = this.em.fork()
    const claim = await em.findOne(Claim, claimId)
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan. Periksa nomornya.')
    await assertWithinReach(em, claim, actor)
    return this.onFile(claim)
  }

  /**
   * Puts these groups of answers in the place of what stood there. The same change again is taken as done, so that a
   * page sent twice is one change.
   * @throws StaleClaim when the draft has moved since the page was shown, NotFound, NotAllowed, InvalidInput
   */
  async change(
    claimId: string,
    change: AnswersChange,
    actor: Actor,
    seenVersion: number,
  ): Promise<DraftOnFile> {
    return this.em.fork().transactional(async (em) => {
      const claim = await em.findOne(Claim, claimId, { lockMode: LockMode.PESSIMISTIC_WRITE })
      if (!claim) throw new NotFound('Klaim ini tidak ditemukan. Periksa nomornya.')
      await assertWithinReach(em, claim, actor)
      const before = await this.onFile(claim)
      const answers = withChange(before.answers, plain(change))
      if (isDeepStrictEqual(answers, before.answers)) return before
      if (claim.state !== 'draft') throw new NotAllowed(CLOSED)
      if (claim.version !== seenVersion) throw new StaleClaim(seenVersion, claim.version)
      assertHasHappened(answers, this.clock.now())
      await this.write(em, claim, answers)
      if (change.claimant) await renameParty(em, claim, actor, change.claimant)
      return { ...before, answers, version: before.version + 1 }
    })
  }

  private async onFile({
    id,
    number,
    type,
    state,
    version,
    branchId,
    createdAt,
    answers,
  }: Claim): Promise<DraftOnFile> {
    const [clear] = await this.personal.reveal([{ answers }], { answers: 'claim.answers' })
    return {
      claimId: id,
      number,
      type,
      state,
      version,
      branchId,
      createdAt,
      answers: clear?.answers as ClaimAnswers,
    }
  }

  private async write(em: EntityManager, claim: Claim, answers: ClaimAnswers): Promise<void> {
    const { participant, event } = answers
    const seals = await this.personal.ofClaim(claim.id)
    const expiresOn = this.preparation.expiresOn({ type: claim.type, answers })
    await em.nativeUpdate(
      Claim,
      { id: claim.id },
      {
        ...(await this.preparation.sealedAnswers(seals, answers)),
        participantName: participant.name,
        eventDate: event.eventDate,
        expiresOn,
        version: raw('version + 1'),
        factsVersion: raw('facts_version + 1'),
      },
    )
    if (expiresOn === claim.expiresOn) return
    // The clock of the old date ends and one of the new date is laid, as the draft's opening did.
    await em.execute(stopExpiryClock, [this.clock.now(), claim.id])
    if (expiresOn !== null) await em.execute(layExpiryClock, [this.clock.now(), claim.id])
  }
}

const stopExpiryClock = `update clock set stopped_at = ? where claim_id = ? and name = 'expiry' and stopped_at is null`
const CLOSED =
  'Klaim ini sudah dikirim, jadi isiannya tidak diubah lagi. Hubungi kantor bila ada yang keliru.'
const NOT_THEIRS = 'Klaim ini bukan klaim Anda.'

/** As it will be read back: no classes, nothing undefined. */
function plain(change: AnswersChange): AnswersChange {
  return JSON.parse(JSON.stringify(change)) as AnswersChange
}

function withChange(answers: ClaimAnswers, { claimant, ...groups }: AnswersChange): ClaimAnswers {
  return {
    ...answers,
    ...groups,
    claimant: claimant ? { ...claimant, phone: answers.claimant.phone } : answers.claimant,
  }
}

async function assertWithinReach(em: EntityManager, claim: Claim, actor: Actor): Promise<void> {
  if (actor.role === 'officer' && actor.branchId === claim.branchId) return
  const [, partyId] = /^party:(.+)$/.exec(actor.id) ?? []
  const party = partyId && (await em.count(ClaimParty, { id: partyId, claimId: claim.id }))
  if (!party) throw new NotAllowed(NOT_THEIRS)
}

/** The party is who the answers say; an officer who types for the family renames the family, which is the first party. */
async function renameParty(
  em: EntityManager,
  claim: Claim,
  actor: Actor,
  { name, relation }: Omit<ClaimAnswers['claimant'], 'phone'>,
): Promise<void> {
  const [, partyId] = /^party:(.+)$/.exec(actor.id) ?? []
  const where = partyId ? { id: partyId } : { claimId: claim.id }
  const party = await em.findOneOrFail(ClaimParty, where, { orderBy: { joinedAt: 'asc' } })
  Object.assign(party, { name, relation, kind: relation === 'other' ? 'representative' : 'heir' })
  await em.flush()
}
