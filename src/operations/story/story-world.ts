import { type ClaimEvent, claimTable, type Role, rolesFor } from '#libs/lifecycle'
import type { Actor } from '../../claims/claim-command.port.js'
import type { Sql } from '../../platform/database/sql.js'
import type { StaffAccounts } from '../../staff/staff-accounts.service.js'
import { BRANCH, personas } from './personas.js'

interface Member {
  id: string
  username: string
  roles: { role: Role; limit: string | null }[]
}

/** The branch of the story and the people who work there, as actors of the lifecycle. */
export class Staff {
  constructor(
    readonly branch: { id: string; code: string },
    private readonly members: readonly Member[],
  ) {}

  actor(username: string, role: Role): Actor {
    const member = this.members.find((each) => each.username === username)
    const held = member?.roles.find((each) => each.role === role)
    if (!member || !held) throw new Error(`${username} is no ${role} in this story.`)
    return { id: member.id, role, branchId: this.branch.id, approvalLimit: held.limit }
  }

  /** Somebody else in the same role. */
  another(actor: Actor): Actor {
    const other = this.members.find(
      (each) => each.id !== actor.id && each.roles.some(({ role }) => role === actor.role),
    )
    if (!other) throw new Error(`Nobody but one is ${actor.role} in this story.`)
    return this.actor(other.username, actor.role)
  }

  /** The person in whichever of his roles may fire the event. */
  actorFor(username: string, event: ClaimEvent): Actor {
    const admitted = rolesFor(claimTable, event)
    const role = this.members
      .find((each) => each.username === username)
      ?.roles.find((each) => admitted.includes(each.role))?.role
    if (!role) throw new Error(`${username} may not ${event} in this story.`)
    return this.actor(username, role)
  }
}

/** Makes sure that branch and staff are there, and reads who they are. */
export async function peopleTheBranch(sql: Sql, accounts: StaffAccounts): Promise<Staff> {
  const found = await sql.first<{ id: string }>('select id from branch where code = $1', [BRANCH.code])
  if (!found) await accounts.createBranch(BRANCH)
  for (const persona of personas) {
    const known = await sql.first('select 1 from staff_member where username = $1', [persona.username])
    if (!known) await accounts.createMember({ ...persona, branchCode: BRANCH.code })
  }
  const branch = await sql.first<{ id: string }>('select id from branch where code = $1', [BRANCH.code])
  if (!branch) throw new Error('The branch of the story is missing.')
  const members = await sql.rows<Member>(
    `select m.id, m.username, jsonb_agg(jsonb_build_object('role', r.role, 'limit', r.approval_limit::text)) as roles
     from staff_member m join staff_role r on r.staff_id = m.id where m.branch_id = $1 group by m.id, m.username`,
    [branch.id],
  )
  return new Staff({ id: branch.id, code: BRANCH.code }, members)
}
