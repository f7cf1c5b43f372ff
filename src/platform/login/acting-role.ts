import type { Role } from '#libs/lifecycle'
import type { Actor } from '../../claims/claim-command.port.js'
import { branchInSight, type SignedIn } from './signed-in.js'
import type { StaffRoleName } from './staff-roles.js'

/**
 * The role in which a person with several does a step: one that the step admits, a manager's first because it reaches
 * furthest, else in the order of the step. Without any, the person's first role, so that the refusal names it.
 */
export function actingRole(staff: SignedIn, admitted: readonly Role[]): StaffRoleName {
  const held = admitted.filter((role): role is StaffRoleName => staff.roles.has(role as StaffRoleName))
  const chosen = held.includes('manager') ? 'manager' : (held[0] ?? [...staff.roles.keys()][0])
  if (!chosen) throw new Error(`${staff.username} holds no role.`)
  return chosen
}

/** A member of staff as the one who acts, in one of the roles held. */
export function actorOf(staff: SignedIn, role: StaffRoleName): Actor {
  return {
    id: staff.staffId,
    role,
    branchId: branchInSight(staff),
    approvalLimit: staff.roles.get(role) ?? null,
  }
}
