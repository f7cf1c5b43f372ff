import { Injectable } from '@nestjs/common'
import type { RecoveryEvent, RecoveryState } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'

export interface RecoveryInBranch {
  id: string
  claim_id: string
  claim_number: string
  payee: string
  amount: bigint
  /** Still to come back. */
  open: bigint
  state: RecoveryState
  /** Null where a later decision of the claim, that of `decided_in`, is lower than what was paid. */
  reason: string | null
  decided_in: number | null
  identified_by: string
  finder: string
  identified_at: string
  /** The first instalment that has not come back, of the plan that counts. */
  next_due: LocalDate | null
}

export interface RecoveryStep {
  seq: number
  event: RecoveryEvent
  to_state: RecoveryState
  actor: string | null
  at: string
  reason: string | null
  /** receive */
  amount: bigint | null
  reference: string | null
}

export interface PlannedInstalment {
  position: number
  due_on: LocalDate
  amount: bigint
}

export interface WholeRecovery extends RecoveryInBranch {
  steps: RecoveryStep[]
  plan: PlannedInstalment[]
}

const PAGE = 200

/** $1 branch, $2 one recovery */
const READ = `
  select r.id, r.claim_id, c.number as claim_number, y.name as payee, r.amount,
    r.amount - coalesce((select sum(b.amount) from recovery_receipt b where b.recovery_id = r.id), 0)::bigint as open,
    r.state, r.reason, r.decided_in, r.identified_by, coalesce(m.display_name, r.identified_by) as finder, r.identified_at,
    next_instalment(r) as next_due
  from recovery r join claim c on c.id = r.claim_id join payee y on y.id = r.payee_id
  left join staff_member m on m.id::text = r.identified_by
  where ($1::uuid is null or c.branch_id = $1) and ($2::uuid is null or r.id = $2)
  order by r.state in ('settled', 'waived', 'written_off', 'superseded'), r.identified_at desc limit ${PAGE}`

/** What was paid too much in a branch, the open ones first; and one of them with every step. */
@Injectable()
export class RecoveriesInBranch {
  constructor(
    private readonly sql: Sql,
    private readonly personal: PersonalData,
  ) {}

  /** @param branchId null for every branch */
  list(branchId: string | null): Promise<RecoveryInBranch[]> {
    return this.read(branchId, null)
  }

  async find(id: string, branchId: string | null): Promise<WholeRecovery | undefined> {
    const [recovery] = await this.read(branchId, id)
    if (!recovery) return undefined
    const [steps, plan] = await Promise.all([this.stepsOf(id), this.planOf(id)])
    return { ...recovery, steps, plan }
  }

  private async read(branchId: string | null, id: string | null): Promise<RecoveryInBranch[]> {
    const found = await this.sql.rows<RecoveryInBranch>(READ, [branchId, id])
    return this.personal.reveal(found, { reason: 'recovery.reason' })
  }

  private async stepsOf(id: string): Promise<RecoveryStep[]> {
    const steps = await this.sql.rows<RecoveryStep>(
      `select t.seq, t.event, t.to_state, m.display_name as actor, t.at, t.reason, b.amount, b.reference
       from recovery_transition t left join staff_member m on m.id::text = t.actor_id
       left join recovery_receipt b on b.recovery_id = t.recovery_id and b.seq = t.seq
       where t.recovery_id = $1 order by t.seq`,
      [id],
    )
    return this.personal.reveal(steps, { reason: 'recovery.reason' })
  }

  private planOf(id: string): Promise<PlannedInstalment[]> {
    return this.sql.rows<PlannedInstalment>(
      `select position, due_on, amount from recovery_instalment where recovery_id = $1
         and plan_seq = (select max(plan_seq) from recovery_instalment where recovery_id = $1) order by position`,
      [id],
    )
  }
}
