import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Request } from 'express'
import { NotSignedIn } from '../problem/problems.js'
import type { SignedInClaimant } from './claimant-sessions.service.js'

export type RequestWithClaimant = Request & { claimant?: SignedInClaimant }

/** The family that sent this request, as a parameter of a route. */
export const CurrentClaimant = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignedInClaimant => {
    const { claimant } = context.switchToHttp().getRequest<RequestWithClaimant>()
    if (!claimant) throw new NotSignedIn('Masuk dengan kode yang kami kirim ke HP Anda.')
    return claimant
  },
)
