/**
 * Who may call a route. Every route of every door carries exactly one of these, on the method or on its class; the
 * guard refuses a route that carries none.
 */
import { type CustomDecorator, SetMetadata } from '@nestjs/common'
import type { StaffRoleName } from './staff-roles.js'

export const ACCESS = 'santun:access'
export type Access = 'public' | 'claimant' | readonly StaffRoleName[]

/** Open to everybody, signed in or not. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public' satisfies Access)

/** Open to a family that proved to hold its phone; which claims it sees is for the service to say. */
export const Claimant = (): CustomDecorator => SetMetadata(ACCESS, 'claimant' satisfies Access)

/** Open to signed-in staff who hold at least one of these roles. */
export const Roles = (...roles: StaffRoleName[]): CustomDecorator =>
  SetMetadata(ACCESS, roles satisfies Access)
