import { claimantRoles, type Role, roles } from '#libs/lifecycle'

/** Roles that a member of staff may hold; claimants and the product itself never sign in here. */
export type StaffRoleName = Exclude<Role, (typeof claimantRoles)[number] | 'system'>

const others: readonly Role[] = [...claimantRoles, 'system']
export const staffRoles = roles.filter((role): role is StaffRoleName => !others.includes(role))

/** Roles that look at every branch; all others see and touch claims of their own branch only. */
export const wholeNetworkRoles: readonly StaffRoleName[] = ['auditor', 'admin']

/** Who may ask whether somebody is covered. */
export const coverageAskers = [
  'officer',
  'verifier',
  'investigator',
  'approver',
  'manager',
  'auditor',
] as const satisfies readonly StaffRoleName[]

/** Who reads the file of a claim. */
export const claimReaders = [
  'officer',
  'verifier',
  'investigator',
  'medical_adviser',
  'approver',
  'objection_reviewer',
  'manager',
  'auditor',
] as const satisfies readonly StaffRoleName[]
