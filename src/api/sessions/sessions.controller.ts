import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common'
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger'
import type { Request, Response } from 'express'
import { Public, Roles } from '../../platform/login/access.js'
import {
  assertSameOrigin,
  credentialOf,
  giveCookie,
  takeCookieBack,
} from '../../platform/login/session-credential.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { SecondFactorNeeded, SignInFailed } from '../../platform/problem/http-problems.js'
import { SignIn } from '../../staff/sign-in.service.js'
import { V1 } from '../paths.js'
import { OpenedSessionDto, SessionDto, SignInDto } from './session.dto.js'

/** Signing in and out. */
@ApiTags('sessions')
@Controller(`${V1}/sessions`)
export class SessionsController {
  constructor(private readonly signIn: SignIn) {}

  @Post()
  @Public()
  @ApiOperation({
    summary: 'Sign in',
    description: 'Answers every failure alike. Five failures lock the account for fifteen minutes.',
  })
  @ApiCreatedResponse({ type: OpenedSessionDto })
  async open(
    @Body() dto: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OpenedSessionDto> {
    if (dto.cookie) assertSameOrigin(request)
    const token = await this.opened(dto, request.ip ?? '')
    const staff = await this.signIn.read(token)
    if (!staff) throw new SignInFailed()
    if (!dto.cookie) return { ...SessionDto.of(staff), token }
    giveCookie(request, response, token)
    return SessionDto.of(staff)
  }

  private async opened({ username, password, code }: SignInDto, address: string): Promise<string> {
    const { token, stage } = await this.signIn.open(username, password, address)
    if (stage === 'open') return token
    const confirmed = stage === 'code' && code ? await this.signIn.confirm(token, code) : null
    if (!confirmed) await this.signIn.close(token)
    if (!confirmed) throw code ? new SignInFailed() : new SecondFactorNeeded()
    return confirmed.token
  }

  @Get('current')
  @Roles(...staffRoles)
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: SessionDto })
  current(@CurrentStaff() staff: SignedIn): SessionDto {
    return SessionDto.of(staff)
  }

  @Delete('current')
  @Roles(...staffRoles)
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse()
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const credential = credentialOf(request)
    if (!credential) return
    await this.signIn.close(credential.token)
    if (credential.from === 'cookie') takeCookieBack(request, response)
  }
}
