/** What the counter does for a family because a machine could not: call them, and say what came of it. */
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData, type Seals } from '../platform/personal-data/personal-data.service.js'
import { NotAllowed, NotFound } from '../platform/problem/problems.js'

export interface CounterTask {
  id: string
  /** Null where it is about no claim. */
  claim: string | null
  kind: string
  reason: string
  template: string | null
  owner_role: string
  opened_at: string
}

/** Who asks, as much as this list needs to know. */
export interface CounterStaff {
  id: string
  role: string
  branchId: string | null
}

const COUNTER_ROLES = ['officer', 'manager']
const PAGE = 100

@Injectable()
export class CounterTasks {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  /** What is open at a branch, the oldest first; with null, what is open anywhere. */
  async open(branchId: string | null): Promise<CounterTask[]> {
    return this.sql.rows<CounterTask>(
      `select t.id, c.number as claim, t.kind, t.reason, n.template, t.owner_role, t.opened_at
       from counter_task t left join claim c on c.id = t.claim_id left join notification n on n.id = t.notification_id
       where t.done_at is null and ($1::uuid is null or t.owner_branch_id = $1 or t.owner_branch_id is null)
       order by t.opened_at, t.id limit ${PAGE}`,
      [branchId],
    )
  }

  /** @throws NotFound when it is not open at the branch of whoever asks @throws NotAllowed when it is not their work */
  async finish(taskId: string, staff: CounterStaff, note: string): Promise<void> {
    if (!COUNTER_ROLES.includes(staff.role))
      throw new NotAllowed('Tugas ini dikerjakan petugas loket atau kepala cabang.')
    const task = await this.sql.first<{ claimId: string | null }>(
      'select claim_id as "claimId" from counter_task where id::text = $1',
      [taskId],
    )
    const done =
      task &&
      (await this.sql.first(
        `update counter_task set done_at = $2, done_by = $3, note = $4
         where id::text = $1 and done_at is null and (owner_branch_id = $5 or owner_branch_id is null) returning id`,
        [taskId, this.clock.now(), staff.id, await this.sealed(task.claimId, note.trim()), staff.branchId],
      ))
    if (!done) throw new NotFound('Tugas ini tidak ada, atau sudah selesai. Muat ulang daftarnya.')
  }

  private async sealed(claimId: string | null, note: string): Promise<string> {
    const seals: Seals<'counter_task.note'> =
      claimId === null ? await this.personal.ofRegistry() : await this.personal.ofClaim(claimId)
    return seals.text('counter_task.note', note)
  }
}
