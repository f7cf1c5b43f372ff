import { Get, Query, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { Public } from '../../platform/login/access.js'
import { cookieOptions, giveCookie } from '../../platform/login/session-credential.js'
import { HouseSignIn } from '../../staff/house-sign-in.service.js'
import { ownPath, type PageAnswer, PageWithStatus, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { staffDoorId } from '../words/staff-door.js'
import { stillMissing } from './sign-in.controller.js'
import { SignInPage } from './sign-in.page.js'

const TICKET = 'santun_sso'
const HOME = '/petugas'

/** Staff sign in with the account of their house; our own second factor is asked for all the same. */
@PageController('petugas/masuk/sso')
export class HouseSignInController {
  constructor(private readonly house: HouseSignIn) {}

  @Get()
  @Public()
  async begin(
    @Req() request: Request,
    @Res() response: Response,
    @Query('lanjut') next?: string,
  ): Promise<void> {
    const { location, ticket } = await this.house.begin(ownPath(next, HOME))
    response.cookie(TICKET, ticket, cookieOptions(request))
    response.set('Cache-Control', 'no-store').redirect(303, location.href)
  }

  @Get('kembali')
  @Public()
  async finish(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<PageAnswer> {
    const carried = (request.cookies as Record<string, unknown>)[TICKET]
    response.clearCookie(TICKET, cookieOptions(request))
    const query = new URL(request.originalUrl, 'http://localhost').search
    const done = typeof carried === 'string' ? await this.house.finish(carried, query) : null
    if (!done) {
      const errors = { '': staffDoorId.houseFailed }
      return new PageWithStatus(401, <SignInPage next={HOME} house={this.house.isOffered} errors={errors} />)
    }
    const { opened, next } = done
    giveCookie(request, response, opened.token)
    if (opened.stage === 'open') return seeOther(next)
    return seeOther(`${stillMissing[opened.stage]}?lanjut=${encodeURIComponent(next)}`)
  }
}
