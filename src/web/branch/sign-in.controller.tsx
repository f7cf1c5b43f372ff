import { Body, Get, Post, Query, Req, Res } from '@nestjs/common'
import { IsOptional, IsString, Length } from 'class-validator'
import type { Request, Response } from 'express'
import { Public, Roles } from '../../platform/login/access.js'
import { credentialOf, giveCookie, takeCookieBack } from '../../platform/login/session-credential.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { SignInFailed, TooManyRequests } from '../../platform/problem/http-problems.js'
import { HouseSignIn } from '../../staff/house-sign-in.service.js'
import { SignIn } from '../../staff/sign-in.service.js'
import { Forms } from '../shared/form.js'
import { ownPath, type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { places } from '../shared/staff-page.js'
import { staffDoorId } from '../words/staff-door.js'
import { SignInPage } from './sign-in.page.js'

/** Where a right password leads while something is missing. */
export const stillMissing = { code: '/petugas/masuk/kode', enrol: '/petugas/masuk/pasang' } as const

class SignInForm {
  @IsString({ message: 'Tulis nama pengguna Anda.' })
  @Length(1, 100, { message: 'Tulis nama pengguna Anda.' })
  username: string

  @IsString({ message: 'Tulis kata sandi Anda.' })
  @Length(1, 200, { message: 'Tulis kata sandi Anda.' })
  password: string

  @IsOptional()
  @IsString()
  lanjut?: string
}

@PageController('petugas')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly house: HouseSignIn,
    private readonly forms: Forms,
  ) {}

  @Get('masuk')
  @Public()
  form(@Query('lanjut') next?: string): PageAnswer {
    return <SignInPage next={ownPath(next, '/petugas')} house={this.house.isOffered} />
  }

  @Post('masuk')
  @Public()
  async open(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const form = await this.forms.read(SignInForm, body)
    const next = ownPath(form.values.lanjut, '/petugas')
    const page = { next, house: this.house.isOffered, values: form.values }
    if (!form.ok) return refused(<SignInPage {...page} errors={form.errors} />)
    try {
      const { username, password } = form.input
      const { token, stage } = await this.signIn.open(username, password, request.ip ?? '')
      giveCookie(request, response, token)
      return seeOther(stage === 'open' ? next : `${stillMissing[stage]}?lanjut=${encodeURIComponent(next)}`)
    } catch (error) {
      if (error instanceof TooManyRequests) {
        const errors = { username: staffDoorId.tooOften }
        return new PageWithStatus(429, <SignInPage {...page} errors={errors} />)
      }
      if (!(error instanceof SignInFailed)) throw error
      return refused(<SignInPage {...page} errors={{ username: error.message }} />)
    }
  }

  /** The first place of the menu in which this person finds work. */
  @Get()
  @Roles(...staffRoles)
  home(@CurrentStaff() staff: SignedIn): PageAnswer {
    const place = places.find(({ roles }) => roles.some((role) => staff.roles.has(role)))
    return seeOther(place?.href ?? '/petugas/masuk')
  }

  @Post('keluar')
  @Roles(...staffRoles)
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<PageAnswer> {
    const credential = credentialOf(request)
    if (credential) await this.signIn.close(credential.token)
    takeCookieBack(request, response)
    return seeOther('/petugas/masuk')
  }

  /** Changes between Indonesian and English, on this browser. */
  @Post('bahasa')
  @Roles(...staffRoles)
  language(
    @Body('lanjut') next: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): PageAnswer {
    const now = (request.cookies as Record<string, unknown>).bahasa === 'en' ? 'id' : 'en'
    response.cookie('bahasa', now, { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' })
    return seeOther(ownPath(next, '/petugas'))
  }
}
