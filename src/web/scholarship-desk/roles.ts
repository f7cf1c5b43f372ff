import type { StaffRoleName } from '../../platform/login/staff-roles.js'

/** Who reads a child's scholarship. */
export const scholarshipReaders = [
  'officer',
  'verifier',
  'approver',
  'objection_reviewer',
  'manager',
  'auditor',
] as const satisfies readonly StaffRoleName[]

/** Who takes a step of a school year or of an award. */
export const scholarshipMovers = [
  'officer',
  'verifier',
  'approver',
  'objection_reviewer',
  'manager',
] as const satisfies readonly StaffRoleName[]

/** Who sees what is decided, run and expected. */
export const scholarshipDeciders = [
  'approver',
  'manager',
  'auditor',
] as const satisfies readonly StaffRoleName[]
