/**
 * Who looks after which claim. Having a claim gives no right that others lack: it says whose turn it is, and every change
 * is on record.
 */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { InvalidInput, NotAllowed } from '../platform/problem/problems.js'
import { type Actor, SYSTEM } from './claim-command.port.js'

/** Members who may be given claims. */
const workers = ['officer', 'verifier', 'investigator']

export interface Colleague {
  id: string
  name: string
  /** Claims at the desk that this person has now. */
  has: number
}

export interface AssignmentOnRecord {
  person: string | null
  by: string
  reason: string
  at: string
}

@Injectable()
export class ClaimAssignments {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives the verifier the free claim whose deadline is nearest, of those he may still verify. Two who ask at once get
   * different claims: a claim that somebody else is just being given is passed over. Undefined when none is left.
   */
  async takeNext(actor: Actor): Promise<string | undefined> {
    if (actor.role !== 'verifier' || actor.branchId === null)
      throw new NotAllowed('Hanya verifikator yang mengambil klaim berikutnya.')
    const taken = await this.sql.first<{ number: string }>(
      `with next as (
         select c.id from claim_queue q join claim c on c.id = q.claim_id
         where q.branch_id = $1 and q.state = 'in_verification' and q.due_at is not null and q.assigned_to is null
           and c.assigned_to is null and c.state = 'in_verification'
           and not duties_of(c.id, c.round, $2::text) && array['approve', 'release', 'reconcile']
         order by q.due_at, q.claim_id limit 1 for no key update of c skip locked),
       given as (update claim c set assigned_to = $2::text::uuid from next where c.id = next.id returning c.id, c.number),
       kept as (insert into claim_assignment (claim_id, staff_id, assigned_by, reason, at)
         select id, $2::text::uuid, $2::text, 'next', $3 from given)
       select number from given`,
      [actor.branchId, actor.id, this.clock.now()],
    )
    return taken?.number
  }

  /**
   * Gives claims of the actor's branch to one of its people. A manager gives any claim to anybody; the others take what
   * nobody has. Returns the numbers of the claims that changed hands.
   * @throws InvalidInput when that person does not work on claims of this branch; NotAllowed
   */
  async assign(numbers: readonly string[], staffId: string, reason: string, actor: Actor): Promise<string[]> {
    const isManager = actor.role === 'manager'
    if (!isManager && staffId !== actor.id)
      throw new NotAllowed('Hanya kepala cabang yang memberi klaim kepada orang lain.')
    await this.assertWorksHere(staffId, actor)
    return this.change(numbers, { staffId, reason, actor, onlyOf: isManager ? 'anybody' : 'nobody' })
  }

  /** Lays claims back for others: a manager any, everybody else the own ones. Returns the numbers that were laid back. */
  async release(numbers: readonly string[], reason: string, actor: Actor): Promise<string[]> {
    const onlyOf = actor.role === 'manager' ? 'anybody' : 'actor'
    return this.change(numbers, { staffId: null, reason, actor, onlyOf })
  }

  /** Lays back everything that somebody has who leaves or falls ill. Returns how many claims wait for others now. */
  async releaseAllOf(username: string, reason: string, by: Actor = SYSTEM): Promise<number> {
    const released = await this.sql.rows(
      `with laid as (
         update claim c set assigned_to = null from staff_member m
         where m.username = $1 and c.assigned_to = m.id and ($2::uuid is null or m.branch_id = $2) returning c.id)
       insert into claim_assignment (claim_id, staff_id, assigned_by, reason, at)
       select id, null, $3, $4, $5 from laid returning claim_id`,
      [username, by.branchId, by.id, reason, this.clock.now()],
    )
    return released.length
  }

  /** Who of a branch can be given claims, and how many each has; or those in other roles. */
  colleagues(branchId: string, roles: readonly string[] = workers): Promise<Colleague[]> {
    return this.sql.rows<Colleague>(
      `select m.id, m.display_name as name, (select count(*)::int from claim_queue q where q.assigned_to = m.id and q.due_at is not null) as has
       from staff_member m where m.branch_id = $1 and m.active
         and exists (select from staff_role r where r.staff_id = m.id and r.role = any ($2))
       order by m.display_name`,
      [branchId, roles],
    )
  }

  /** Who had a claim, in order. */
  history(claimId: string): Promise<AssignmentOnRecord[]> {
    return this.sql.rows<AssignmentOnRecord>(
      `select m.display_name as person, coalesce(b.display_name, a.assigned_by) as by, a.reason, a.at
       from claim_assignment a left join staff_member m on m.id = a.staff_id
       left join staff_member b on b.id::text = a.assigned_by where a.claim_id = $1 order by a.id`,
      [claimId],
    )
  }

  private async change(numbers: readonly string[], wish: Wish): Promise<string[]> {
    const { staffId, reason, actor, onlyOf } = wish
    const changed = await this.sql.rows<{ number: string }>(
      `with wanted as (
         select c.id from claim c join claim_queue q on q.claim_id = c.id and q.due_at is not null
         where c.number = any ($1) and c.branch_id = $2 and c.assigned_to is distinct from $3::uuid
           and case $4 when 'anybody' then true when 'nobody' then c.assigned_to is null else c.assigned_to = $5::text::uuid end
         order by c.id for no key update of c),
       given as (update claim c set assigned_to = $3::uuid from wanted where c.id = wanted.id returning c.id, c.number),
       kept as (insert into claim_assignment (claim_id, staff_id, assigned_by, reason, at)
         select id, $3::uuid, $5::text, $6, $7 from given)
       select number from given order by number`,
      [numbers, actor.branchId, staffId, onlyOf, actor.id, reason, this.clock.now()],
    )
    return changed.map(({ number }) => number)
  }

  private async assertWorksHere(staffId: string, actor: Actor): Promise<void> {
    const found = await this.sql.first(
      `select 1 from staff_member m where m.id::text = $1 and m.branch_id = $2 and m.active
         and exists (select from staff_role r where r.staff_id = m.id and r.role = any ($3))`,
      [staffId, actor.branchId, workers],
    )
    if (found) return
    const detail = 'Pilih petugas yang bekerja di kantor cabang ini.'
    throw new InvalidInput(detail, [{ pointer: '/staffId', code: 'UNKNOWN_PERSON', detail }])
  }
}

interface Wish {
  staffId: string | null
  reason: string
  actor: Actor
  onlyOf: 'anybody' | 'nobody' | 'actor'
}
