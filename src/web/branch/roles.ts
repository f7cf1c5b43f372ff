import type { StaffRoleName } from '../../platform/login/staff-roles.js'

/** Who works in the queue of a branch. */
export const queueRoles = [
  'officer',
  'verifier',
  'investigator',
  'manager',
] as const satisfies readonly StaffRoleName[]

/** Who takes a step at the desk; decisions and money have pages of their own. */
export const claimMovers = [
  'officer',
  'verifier',
  'investigator',
  'objection_reviewer',
  'manager',
] as const satisfies readonly StaffRoleName[]
