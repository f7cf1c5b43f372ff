/**
 * Keeps what a family tells before its phone is confirmed, on the server and for a day, under the token that only its
 * browser holds. Nothing here is a claim; when the phone is confirmed the answers open a draft.
 */
import { createHash } from 'node:crypto'
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core'
import { EntityManager } from '@mikro-orm/postgresql'
import { Injectable } from '@nestjs/common'
import type { ClaimType } from '#libs/lifecycle'
import { addHours, formatInstant, parseInstant } from '#libs/local-date'
import { Clock } from '../platform/clock/clock.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import type { ClaimantAnswers, EventAnswers, ParticipantAnswers } from './claim-answers.dto.js'
import { PreDraft } from './pre-draft.entity.js'

const LIFETIME_HOURS = 24

/** As far as they are given. */
export interface PreDraftAnswers {
  type?: ClaimType
  participant?: ParticipantAnswers
  event?: Partial<EventAnswers>
  claimant?: Partial<ClaimantAnswers>
  branch?: string
}

export interface OpenPreDraft {
  id: string
  answers: PreDraftAnswers
}

@Injectable()
export class PreDrafts {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** What this browser has told within the last day. */
  async find(token: string | undefined): Promise<OpenPreDraft | undefined> {
    if (token === undefined) return undefined
    const found = await this.em
      .fork()
      .findOne(PreDraft, { sessionHash: digestOf(token), begunAt: { $gte: this.oldest() } })
    return found ? { id: found.id, answers: await this.answersOf(found) } : undefined
  }

  /** Adds to what this browser has told; whatever is older than a day goes. */
  async save(token: string, change: PreDraftAnswers): Promise<OpenPreDraft> {
    try {
      return await this.write(token, change)
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error
      // Two first answers at once: the row is there now.
      return this.write(token, change)
    }
  }

  private async write(token: string, change: PreDraftAnswers): Promise<OpenPreDraft> {
    return this.em.fork().transactional(async (em) => {
      await em.nativeDelete(PreDraft, { begunAt: { $lt: this.oldest() } })
      const sessionHash = digestOf(token)
      const found = await em.findOne(PreDraft, { sessionHash }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      const answers = { ...(found ? await this.answersOf(found) : {}), ...change }
      const sealed = (await this.personal.ofRegistry()).json('pre_draft.answers', answers)
      const draft = found ?? em.create(PreDraft, { sessionHash, answers: sealed, begunAt: this.clock.now() })
      draft.answers = sealed
      await em.persist(draft).flush()
      return { id: draft.id, answers }
    })
  }

  private async answersOf({ answers }: PreDraft): Promise<PreDraftAnswers> {
    const [clear] = await this.personal.reveal([{ answers }], { answers: 'pre_draft.answers' })
    return clear?.answers as PreDraftAnswers
  }

  private oldest(): string {
    return formatInstant(addHours(parseInstant(this.clock.now()), -LIFETIME_HOURS))
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
