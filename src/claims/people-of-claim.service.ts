/**
 * Who is on a claim beside the one who lodged it. A family names somebody who follows the claim or who acts for it; the
 * branch confirms who acts after it has seen the papers. Nobody is ever taken off the record: his right ends. Everybody
 * on the claim is told of each change.
 */
import { Injectable } from '@nestjs/common'
import { normalizePhone } from '#libs/nik'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { OutboxNudge } from '../platform/outbox/outbox-nudge.js'
import { type ClaimSeals, PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound } from '../platform/problem/problems.js'
import type { Actor } from './claim-command.port.js'
import type { PartyKind } from './claims-of-claimant.query.js'

/** A contact follows the claim; a representative acts for the family once the branch has seen the letter of authority. */
export const helperKinds = ['contact', 'representative'] as const
export type HelperKind = (typeof helperKinds)[number]

/** The paper by which the branch knows somebody. */
export const partyEvidence = ['identity_card', 'family_card', 'letter_of_authority'] as const
export type PartyEvidence = (typeof partyEvidence)[number]

export interface PersonOnClaim {
  id: string
  kind: PartyKind
  name: string
  relation: string | null
  /** Whole; every door masks it. */
  phone: string | null
  joined_at: string
  /** Named by a family, and by whom. */
  named_by: string | null
  /** Number of the own report with which he joined. */
  came_with: string | null
  acts: boolean
  ended: boolean
}

export interface NewHelper {
  kind: HelperKind
  name: string
  phone: string
}

/** Enough for a second contact and somebody who acts; more would make a claim public. */
const MOST_HELPERS = 3

@Injectable()
export class PeopleOfClaim {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly nudge: OutboxNudge,
  ) {}

  /** Everybody who was ever on the claim, the first one first. */
  async list(claimId: string): Promise<PersonOnClaim[]> {
    const people = await this.sql.rows<PersonOnClaim>(
      `select p.id, p.kind, p.name, p.relation, p.phone, p.joined_at, n.name as named_by, c.number as came_with, p.acts,
         p.ended_at is not null as ended
       from claim_party p left join claim_party n on n.id = p.named_by left join claim c on c.id = p.came_with
       where p.claim_id = $1 order by p.joined_at, p.id`,
      [claimId],
    )
    return this.personal.reveal(people, { phone: 'claim_party.phone' })
  }

  /** An heir lets somebody follow the claim, or act for the family. @throws InvalidInput, NotAllowed */
  async name(claimId: string, { kind, name, phone }: NewHelper, actor: Actor): Promise<void> {
    const namedBy = heirOf(actor)
    await this.sql.transaction(async (sql) => {
      await assertHeirActs(sql, claimId, namedBy)
      await this.add(sql, claimId, { kind, name, relation: null, phone, namedBy }, actor)
    })
    this.nudge.afterCommit()
  }

  /**
   * A child of the participant who is to hear of its scholarship, named by whoever acts for it; gives who on the claim it
   * is now. In the caller's transaction, which holds the claim. @throws InvalidInput
   */
  async nameChild(
    sql: SqlRunner,
    claimId: string,
    { name, phone }: Omit<NewHelper, 'kind'>,
    actor: Actor,
  ): Promise<string> {
    const namedBy = actor.id.replace('party:', '')
    return this.add(sql, claimId, { kind: 'contact', name, relation: 'child', phone, namedBy }, actor)
  }

  private async add(
    sql: SqlRunner,
    claimId: string,
    helper: NewHelper & { relation: string | null; namedBy: string },
    actor: Actor,
  ): Promise<string> {
    const { kind, name, relation, namedBy } = helper
    const number = mobile(helper.phone)
    const seals = await this.personal.ofClaim(claimId, sql)
    const index = await this.personal.indexOf('phone', number)
    const [twin] = await sql.rows<{ id: string }>(findTwin, [claimId, index, kind, name, namedBy])
    if (twin) return twin.id
    await assertRoomFor(sql, claimId, kind, index)
    const [added] = await sql.rows<{ id: string }>(
      `insert into claim_party (claim_id, kind, name, relation, phone, phone_index, joined_at, named_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        claimId,
        kind,
        name,
        relation,
        seals.text('claim_party.phone', number),
        index,
        this.clock.now(),
        namedBy,
      ],
    )
    if (!added) throw new Error('Nobody was added to the claim.')
    await this.record(sql, claimId, { partyId: added.id, step: 'named', tell: 'helper-named' }, actor)
    return added.id
  }

  /** The heir who named somebody takes that back; it holds from now on. @throws NotFound, NotAllowed */
  async takeBack(claimId: string, partyId: string, actor: Actor): Promise<void> {
    const heir = heirOf(actor)
    await this.sql.transaction(async (sql) => {
      await assertHeirActs(sql, claimId, heir)
      await this.end(sql, claimId, { partyId, only: 'p.named_by is not null' }, actor)
    })
    this.nudge.afterCommit()
  }

  /** The branch ends the part of somebody who was named or who joined. @throws NotFound */
  async endByBranch(claimId: string, partyId: string, actor: Actor): Promise<void> {
    const only = '(p.named_by is not null or p.came_with is not null)'
    await this.sql.transaction((sql) => this.end(sql, claimId, { partyId, only }, actor))
    this.nudge.afterCommit()
  }

  /** The branch has seen the papers of somebody who was named to act, or whose report joined. @throws NotFound */
  async confirm(claimId: string, partyId: string, evidence: PartyEvidence, actor: Actor): Promise<void> {
    await this.sql.transaction(async (sql) => {
      const confirmed = await sql.rows(
        `update claim_party p set confirmed_at = $3, confirmed_by = $4
         where p.claim_id = $1 and p.id::text = $2 and p.kind <> 'contact' and p.confirmed_at is null and p.ended_at is null
           and (p.named_by is not null or p.came_with is not null) returning p.id`,
        [claimId, partyId, this.clock.now(), actor.id],
      )
      if (confirmed.length === 0) throw notThere()
      const change = { partyId, step: 'confirmed', evidence, tell: 'helper-named' } as const
      await this.record(sql, claimId, change, actor)
    })
    this.nudge.afterCommit()
  }

  /** A family whose phone is lost or new comes to the branch with its identity card. @throws NotFound, InvalidInput */
  async changePhone(claimId: string, partyId: string, phone: string, actor: Actor): Promise<void> {
    const number = mobile(phone)
    const index = await this.personal.indexOf('phone', number)
    const seals: ClaimSeals = await this.personal.ofClaim(claimId)
    await this.sql.transaction(async (sql) => {
      const changed = await sql.rows(
        `update claim_party set phone = $3, phone_index = $4
         where claim_id = $1 and id::text = $2 and ended_at is null returning id`,
        [claimId, partyId, seals.text('claim_party.phone', number), index],
      )
      if (changed.length === 0) throw notThere()
      const change = {
        partyId,
        step: 'phone_changed',
        evidence: 'identity_card',
        tell: 'phone-changed',
      } as const
      await this.record(sql, claimId, change, actor)
    })
    this.nudge.afterCommit()
  }

  private async end(
    sql: SqlRunner,
    claimId: string,
    { partyId, only }: { partyId: string; only: string },
    actor: Actor,
  ): Promise<void> {
    const ended = await sql.rows(
      `update claim_party p set ended_at = $3, ended_by = $4
       where p.claim_id = $1 and p.id::text = $2 and p.ended_at is null and ${only} returning p.id`,
      [claimId, partyId, this.clock.now(), actor.id],
    )
    if (ended.length === 0) return this.assertEnded(sql, claimId, partyId)
    await this.record(sql, claimId, { partyId, step: 'ended', tell: 'helper-ended' }, actor)
  }

  /** A form that a phone sent twice says what is so already. @throws NotFound for anybody else */
  private async assertEnded(sql: SqlRunner, claimId: string, partyId: string): Promise<void> {
    const ended = await sql.rows(
      'select from claim_party where claim_id = $1 and id::text = $2 and ended_at is not null',
      [claimId, partyId],
    )
    if (ended.length === 0) throw notThere()
  }

  private async record(sql: SqlRunner, claimId: string, change: Change, actor: Actor): Promise<void> {
    const at = this.clock.now()
    await sql.rows(
      `insert into claim_party_step (claim_id, party_id, step, actor_id, actor_role, evidence, at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [claimId, change.partyId, change.step, actor.id, actor.role, change.evidence ?? null, at],
    )
    await sql.rows(
      `insert into outbox (topic, claim_id, payload, occurred_at)
       values ('notification.send', $1, jsonb_build_object('template', $2::text), $3)`,
      [claimId, change.tell, at],
    )
  }
}

interface Change {
  partyId: string
  step: 'named' | 'confirmed' | 'ended' | 'phone_changed'
  evidence?: PartyEvidence
  /** The message to everybody on the claim. */
  tell: 'helper-named' | 'helper-ended' | 'phone-changed'
}

function heirOf({ id, role }: Actor): string {
  if (role !== 'heir' || !id.startsWith('party:'))
    throw new NotAllowed('Hanya ahli waris yang menunjuk orang lain untuk klaim ini.')
  return id.slice('party:'.length)
}

/** Also holds the claim: two who name somebody at once are counted one after the other. */
/** The same person, named by the same form that a phone sent twice. */
const findTwin = `select id from claim_party
  where claim_id = $1 and phone_index = $2 and kind = $3 and name = $4 and named_by = $5 and ended_at is null`

async function assertHeirActs(sql: SqlRunner, claimId: string, partyId: string): Promise<void> {
  await sql.rows('select 1 from claim where id = $1 for no key update', [claimId])
  const [heir] = await sql.rows(
    `select 1 from claim_party where claim_id = $1 and id = $2 and kind = 'heir' and acts`,
    [claimId, partyId],
  )
  if (!heir) throw new NotAllowed('Hanya ahli waris yang menunjuk orang lain untuk klaim ini.')
}

async function assertRoomFor(
  sql: SqlRunner,
  claimId: string,
  kind: HelperKind,
  phone: Buffer,
): Promise<void> {
  const [row] = await sql.rows<{ helpers: number; representatives: number; known: boolean }>(
    `select count(*) filter (where named_by is not null)::int as helpers,
       count(*) filter (where named_by is not null and kind = 'representative')::int as representatives,
       coalesce(bool_or(phone_index = $2), false) as known
     from claim_party where claim_id = $1 and ended_at is null`,
    [claimId, phone],
  )
  if (row?.known)
    throw refused(
      '/phone',
      'ALREADY_ON_CLAIM',
      'Nomor HP ini sudah tercatat pada klaim ini. Tulis nomor lain.',
    )
  if ((row?.helpers ?? 0) >= MOST_HELPERS)
    throw refused('/kind', 'TOO_MANY', `Paling banyak ${MOST_HELPERS} orang. Cabut dulu izin salah satunya.`)
  if (kind === 'representative' && (row?.representatives ?? 0) > 0)
    throw refused('/kind', 'ALREADY_REPRESENTED', 'Sudah ada wakil. Cabut dulu izinnya.')
}

function mobile(typed: string): string {
  const read = normalizePhone(typed)
  if (read.ok) return read.phone
  throw refused('/phone', 'PHONE_NOT_INDONESIAN_MOBILE', 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.')
}

function refused(pointer: string, code: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer, code, detail }])
}

function notThere(): NotFound {
  return new NotFound('Orang ini tidak ada pada klaim ini, atau sudah diurus. Muat ulang halamannya.')
}
