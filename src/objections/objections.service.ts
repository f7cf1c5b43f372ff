/**
 * Takes in objections and brings each to its answer. One in time comes by the claim's own step `object`, which writes it
 * down; here are those that come too late, and every step after. The table decides, the database keeps the row that stands.
 */
import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import {
  type ClaimState,
  decide,
  type ObjectionEffect,
  type ObjectionEvent,
  type ObjectionFacts,
  type ObjectionState,
  objectionTable,
  stepsFrom,
  type Step,
} from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import type { Actor, FiredTransition } from '../claims/claim-command.port.js'
import { ClaimLifecycle } from '../claims/claim-lifecycle.service.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound, TransitionRefused } from '../platform/problem/problems.js'
import { loadObjectionBodies } from './objection-bodies.rule.js'

export interface ObjectionInput {
  reason?: string
  /** refer_external */
  body?: string
  referredOn?: LocalDate
}

interface Held {
  id: string
  claim_id: string
  round: number
  state: ObjectionState
  seq: number
  reviewer_id: string | null
  branch_id: string
  claim_seq: number
  claim_round: number
  claim_state: ClaimState
  today: LocalDate
  last_day: LocalDate | null
  held_duty: boolean
}

const paying: readonly ClaimState[] = ['approved', 'paying', 'awaiting_account', 'paid']

/** $1 now, $2 actor. Of the claim `c` in branch `b`, with the objection `o` to round `o.round`. */
const ABOUT = `c.id as claim_id, c.branch_id, c.seq as claim_seq, c.round as claim_round, c.state as claim_state,
  ($1::timestamptz at time zone b.zone)::date as today,
  (select (k.due_at at time zone b.zone)::date from clock k where k.claim_id = c.id and k.name = 'objection' and k.round = o.round
     order by k.started_at desc limit 1) as last_day,
  exists (select from duty_held h where h.claim_id = c.id and coalesce(h.round, o.round) >= o.round
     and h.actor_id = $2 and h.duty <> 'review') as held_duty`

@Injectable()
export class Objections {
  readonly bodies = loadObjectionBodies()

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly nudge: OutboxNudge,
    private readonly lifecycle: ClaimLifecycle,
  ) {}

  /**
   * Takes in what came after the last day, answered at once with the next body. The same again changes nothing.
   * @throws NotFound, NotAllowed, TransitionRefused where the claim was not refused or there is still time
   */
  async fileLate(claimId: string, actor: Actor, reason: string): Promise<void> {
    await this.sql.transaction(async (sql) => {
      await sql.rows('select 1 from claim where id = $1 for no key update', [claimId])
      const [claim] = await sql.rows<Held & { party: boolean; filed: boolean }>(
        `select ${ABOUT}, o.round, 0 as seq, 'filed' as state, null as reviewer_id,
           exists (select from objection f where f.claim_id = c.id and f.round = c.round) as filed,
           exists (select from claim_party p where p.claim_id = c.id and p.acts and 'party:' || p.id = $2) as party
         from claim c join branch b on b.id = c.branch_id cross join lateral (select c.round) o where c.id = $3`,
        [this.clock.now(), actor.id, claimId],
      )
      if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
      if (!claim.party) throw new NotAllowed('Anda belum tercatat sebagai pihak dalam klaim ini.')
      if (claim.filed) return
      if (claim.claim_state !== 'rejected') throw new TransitionRefused('find_late', 'no-such-step', [], [])
      await this.take(sql, { ...claim, id: randomUUID() }, 'find_late', actor, { reason })
    })
    this.nudge.afterCommit()
  }

  /** A manager admits one that came late: the claim goes into its new round, and the objection with it. */
  async admit(
    id: string,
    actor: Actor,
    command: { reason?: string; idempotencyKey: string; expectedVersion: number },
  ): Promise<FiredTransition> {
    const { claim_id: claimId } = await this.hold(this.sql, id, actor)
    const { reason, ...key } = command
    return this.lifecycle.fire(claimId, 'object', actor, { ...key, input: { reason } })
  }

  /** One step of the objection itself. @throws NotFound, NotAllowed, InvalidInput, TransitionRefused */
  async step(
    id: string,
    event: Exclude<ObjectionEvent, 'admit' | 'find_late' | 'withdraw'>,
    actor: Actor,
    input: ObjectionInput = {},
  ): Promise<ObjectionState> {
    if (input.body !== undefined && !this.bodies.some(({ code }) => code === input.body)) {
      const detail = 'Pilih badan yang dituju dari daftar.'
      throw new InvalidInput(detail, [{ pointer: '/body', code: 'BODY_MISSING', detail }])
    }
    const to = await this.sql.transaction(async (sql) => {
      await sql.rows(
        'select 1 from claim where id = (select claim_id from objection where id = $1) for no key update',
        [id],
      )
      return this.take(sql, await this.hold(sql, id, actor), event, actor, input)
    })
    this.nudge.afterCommit()
    return to
  }

  /** What this person may do with it now, and why not the rest. */
  async stepsFor(id: string, actor: Actor): Promise<Step<ObjectionState, ObjectionEvent>[]> {
    const held = await this.hold(this.sql, id, actor)
    return stepsFrom(objectionTable, held.state, actor.role, factsOf(held, actor, {}))
  }

  private async hold(sql: SqlRunner, id: string, actor: Actor): Promise<Held> {
    const [held] = await sql.rows<Held>(
      `select ${ABOUT}, o.id, o.round, o.state, o.seq, o.reviewer_id
       from objection o join claim c on c.id = o.claim_id join branch b on b.id = c.branch_id where o.id = $3`,
      [this.clock.now(), actor.id, id],
    )
    if (!held) throw new NotFound('Keberatan ini tidak ditemukan.')
    if (actor.branchId !== null && actor.branchId !== held.branch_id)
      throw new NotAllowed('Klaim ini ditangani kantor cabang lain.')
    return held
  }

  private async take(
    sql: SqlRunner,
    held: Held,
    event: ObjectionEvent,
    actor: Actor,
    input: ObjectionInput,
  ): Promise<ObjectionState> {
    const at = { state: held.state, event, role: actor.role }
    const decision = decide(objectionTable, at, factsOf(held, actor, input))
    if (!decision.ok) throw new TransitionRefused(event, decision.why, decision.refusals, [])
    const seals = input.reason === undefined ? null : await this.personal.ofClaim(held.claim_id, sql)
    await sql.rows(
      `insert into objection_transition (objection_id, seq, claim_id, round, claim_seq, from_state, event, to_state,
         actor_id, actor_role, words, body, referred_on, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        held.id,
        held.seq + 1,
        held.claim_id,
        held.round,
        held.claim_seq,
        held.state,
        event,
        decision.to,
        actor.id,
        actor.role,
        seals?.text('claim_transition.input', input.reason ?? '') ?? null,
        input.body ?? null,
        input.referredOn ?? null,
        this.clock.now(),
      ],
    )
    for (const effect of decision.effects) await this.send(sql, held, effect)
    return decision.to
  }

  /** A letter of an objection names it and its step; a message is told to whoever is told of the claim. */
  private async send(sql: SqlRunner, { id, claim_id, seq }: Held, effect: ObjectionEffect): Promise<void> {
    const [topic, payload] =
      effect.kind === 'notify'
        ? ['notification.send', { template: effect.template }]
        : effect.kind === 'send'
          ? [effect.topic, { objection: id, step: seq + 1 }]
          : []
    if (topic === undefined) return
    await sql.rows(
      'insert into outbox (topic, claim_id, payload, occurred_at) values ($1, $2, $3::jsonb, $4)',
      [topic, claim_id, JSON.stringify(payload), this.clock.now()],
    )
  }
}

function factsOf(held: Held, { id, role }: Actor, input: ObjectionInput): ObjectionFacts {
  const anew = held.claim_round > held.round
  const decidedAnew = !anew
    ? null
    : paying.includes(held.claim_state)
      ? 'to_pay'
      : held.claim_state === 'rejected'
        ? 'to_refuse'
        : null
  return {
    today: held.today,
    actor: { role, heldDuty: held.held_duty, isReviewer: held.reviewer_id === id },
    lastDay: held.last_day ?? held.today,
    decidedAnew,
    input,
  }
}
