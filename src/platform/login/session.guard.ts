import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { NotAllowed, NotSignedIn } from '../problem/problems.js'
import { ACCESS, type Access } from './access.js'
import { assertSameOrigin, credentialOf } from './session-credential.js'
import { claimantTokenOf } from './claimant-credential.js'
import { ClaimantSessions } from './claimant-sessions.service.js'
import { type RequestWithStaff, SessionReader } from './signed-in.js'
import type { RequestWithClaimant } from './signed-in-claimant.js'

/** Stands before every route: who is it, is it really their own page that sends this, and do they hold the role? */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionReader,
    private readonly claimants: ClaimantSessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ])
    if (access === 'public') return true
    const request = context.switchToHttp().getRequest<RequestWithStaff & RequestWithClaimant>()
    if (access === 'claimant') return this.admitClaimant(request)
    const credential = credentialOf(request)
    if (!credential) throw new NotSignedIn('Silakan masuk lebih dahulu.')
    if (credential.from === 'cookie') assertSameOrigin(request)
    const staff = await this.sessions.read(credential.token)
    if (!staff) throw new NotSignedIn('Sesi ini sudah berakhir. Silakan masuk lagi.')
    request.staff = staff
    if (!access?.some((role) => staff.roles.has(role))) {
      throw new NotAllowed('Peran Anda tidak mencakup tindakan ini. Mintalah kepada petugas yang berwenang.')
    }
    return true
  }

  private async admitClaimant(request: RequestWithClaimant): Promise<boolean> {
    const token = claimantTokenOf(request)
    const claimant = token === undefined ? null : await this.claimants.read(token)
    if (!claimant) throw new NotSignedIn('Masuk dengan kode yang kami kirim ke HP Anda.')
    assertSameOrigin(request)
    request.claimant = claimant
    return true
  }
}
