/** Applies agreed changes of accounts with the owner's login; each once, in the order in which they were asked. */
import { randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock/clock.js'
import { OwnerSql } from '../platform/database/owner-sql.js'
import { StaffAccounts } from './staff-accounts.service.js'
import type { ChangeToAsk, WantedAccount } from './staff-changes.service.js'

export interface AppliedChange {
  kind: ChangeToAsk['kind']
  username: string
  /** Of a new account: to be handed over and changed at the first sign-in. */
  password?: string
}

@Injectable()
export class StaffChangeApplier {
  constructor(
    private readonly owner: OwnerSql,
    private readonly accounts: StaffAccounts,
    private readonly clock: Clock,
  ) {}

  async applyAgreed(): Promise<AppliedChange[]> {
    const agreed = await this.owner.rows<ChangeToAsk & { id: string }>(
      `select id, kind, username, wanted, reason from staff_change
       where applied_at is null and (agreed_at is not null or kind = 'close') order by asked_at, id`,
    )
    const applied: AppliedChange[] = []
    for (const change of agreed) {
      applied.push({ kind: change.kind, username: change.username, ...(await this.apply(change)) })
      await this.owner.rows('update staff_change set applied_at = $2 where id = $1', [
        change.id,
        this.clock.now(),
      ])
    }
    return applied
  }

  private async apply({ kind, username, wanted }: ChangeToAsk): Promise<{ password?: string }> {
    switch (kind) {
      case 'add': {
        const password = randomBytes(18).toString('base64url')
        const { displayName = '', branchCode = '' } = wanted
        await this.accounts.createMember({
          username,
          displayName,
          branchCode,
          password,
          roles: rolesOf(wanted),
        })
        return { password }
      }
      case 'roles':
        await this.accounts.changeRoles(username, rolesOf(wanted))
        return {}
      case 'move':
        await this.accounts.move(username, wanted.branchCode ?? '')
        return {}
      case 'close':
        await this.accounts.deactivate(username)
        return {}
      case 'reset_factor':
        await this.accounts.resetSecondFactor(username)
        return {}
    }
  }
}

function rolesOf({ roles = [] }: WantedAccount): { role: string; approvalLimit?: bigint }[] {
  return roles.map(({ role, approvalLimit }) =>
    approvalLimit === undefined ? { role } : { role, approvalLimit: BigInt(approvalLimit) },
  )
}
