import type { StaffRoleName } from '../../platform/login/staff-roles.js'

/** Who reads the course of an incident; health is in it, so nobody else does. */
export const incidentReaders = [
  'officer',
  'verifier',
  'medical_adviser',
  'manager',
  'auditor',
] as const satisfies readonly StaffRoleName[]

/** Who takes steps or writes something down. */
export const incidentWriters = [
  'officer',
  'verifier',
  'medical_adviser',
] as const satisfies readonly StaffRoleName[]
