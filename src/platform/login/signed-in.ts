import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Request } from 'express'
import { NotSignedIn } from '../problem/problems.js'
import { type StaffRoleName, wholeNetworkRoles } from './staff-roles.js'

/** A member of staff with an open session. */
export interface SignedIn {
  staffId: string
  username: string
  displayName: string
  branch: { id: string; code: string; name: string; zone: string }
  /** Each role held; for an approver the largest amount he may decide alone, whole rupiah as text. */
  roles: ReadonlyMap<StaffRoleName, string | null>
  expiresAt: string
}

export type RequestWithStaff = Request & { staff?: SignedIn }

/** Reads who holds a session; null for a token that is unknown, expired or revoked. */
export abstract class SessionReader {
  abstract read(token: string): Promise<SignedIn | null>
}

/** The one branch whose claims this person sees, or null for the whole network. */
export function branchInSight(staff: SignedIn): string | null {
  return wholeNetworkRoles.some((role) => staff.roles.has(role)) ? null : staff.branch.id
}

/** The member of staff who sent this request, as a parameter of a route. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { staff } = context.switchToHttp().getRequest<RequestWithStaff>()
  if (!staff) throw new NotSignedIn('Silakan masuk lebih dahulu.')
  return staff
})
