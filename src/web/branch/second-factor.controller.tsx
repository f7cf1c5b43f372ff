import { Body, Get, Post, Query, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import QRCode from 'qrcode'
import { Public, Roles } from '../../platform/login/access.js'
import { credentialOf, giveCookie } from '../../platform/login/session-credential.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { SecondFactors } from '../../staff/second-factors.service.js'
import { type PendingSignIn, SignIn } from '../../staff/sign-in.service.js'
import { StaffAccounts } from '../../staff/staff-accounts.service.js'
import { errorsOf, valuesOf } from '../shared/form.js'
import { ownPath, type PageAnswer, PageWithStatus, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { staffDoorId as words } from '../words/staff-door.js'
import { CodePage, EnrolPage, PasswordPage, RecoveryPage } from './second-factor.page.js'

const HOME = '/petugas'
const ENROL_FIRST = '/petugas/masuk/pasang'
const wrong = { kode: words.codeWrong }

/** The second proof at sign-in, setting it up, and changing one's own password. */
@PageController('petugas')
export class SecondFactorController {
  constructor(
    private readonly signIn: SignIn,
    private readonly factors: SecondFactors,
    private readonly accounts: StaffAccounts,
  ) {}

  @Get('masuk/kode')
  @Public()
  async codeForm(@Req() request: Request, @Query('lanjut') next?: string): Promise<PageAnswer> {
    const pending = await this.pendingOf(request, 'code')
    return pending ? <CodePage next={ownPath(next, HOME)} /> : seeOther('/petugas/masuk')
  }

  /** The right code gives a session of its own; the token that waited for it opens nothing any more. */
  @Post('masuk/kode')
  @Public()
  async code(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    if (!(await this.pendingOf(request, 'code'))) return seeOther('/petugas/masuk')
    const values = valuesOf(body)
    const next = ownPath(values.lanjut, HOME)
    const opened = await this.signIn.confirm(tokenOf(request), values.kode ?? '')
    if (!opened) return refused(<CodePage next={next} errors={wrong} />)
    giveCookie(request, response, opened.token)
    return seeOther(next)
  }

  @Get('masuk/pasang')
  @Public()
  async enrolFirstForm(@Req() request: Request, @Query('lanjut') next?: string): Promise<PageAnswer> {
    const pending = await this.pendingOf(request, 'enrol')
    if (!pending) return seeOther('/petugas/masuk')
    const factor = await this.pictured(pending.staffId, pending.username)
    return <EnrolPage action={ENROL_FIRST} factor={factor} next={ownPath(next, HOME)} />
  }

  @Post('masuk/pasang')
  @Public()
  async enrolFirst(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const pending = await this.pendingOf(request, 'enrol')
    if (!pending) return seeOther('/petugas/masuk')
    const values = valuesOf(body)
    const next = ownPath(values.lanjut, HOME)
    const opened = await this.signIn.enrol(tokenOf(request), values.kode ?? '')
    if (!opened) {
      const factor = await this.pictured(pending.staffId, pending.username)
      return refused(<EnrolPage action={ENROL_FIRST} factor={factor} next={next} errors={wrong} />)
    }
    giveCookie(request, response, opened.token)
    return new PageWithStatus(200, <RecoveryPage codes={opened.codes} next={next} />)
  }

  @Get('faktor')
  @Roles(...staffRoles)
  async enrolForm(@CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const factor = await this.pictured(staff.staffId, staff.username)
    return <EnrolPage action="/petugas/faktor" factor={factor} />
  }

  @Post('faktor')
  @Roles(...staffRoles)
  async enrol(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const codes = await this.factors.enrol(staff.staffId, valuesOf(body).kode ?? '')
    if (codes) return new PageWithStatus(200, <RecoveryPage codes={codes} next={HOME} />)
    const factor = await this.pictured(staff.staffId, staff.username)
    return refused(<EnrolPage action="/petugas/faktor" factor={factor} errors={wrong} />)
  }

  @Get('sandi')
  @Roles(...staffRoles)
  passwordForm(): PageAnswer {
    return <PasswordPage />
  }

  @Post('sandi')
  @Roles(...staffRoles)
  async password(
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    // A password is taken as it was typed, spaces and all.
    const [present, wanted] = [textOf(body.sekarang), textOf(body.baru)]
    if (present === '') return refused(<PasswordPage errors={{ sekarang: words.passwordMissing }} />)
    try {
      await this.accounts.changePassword(staff, present, wanted, tokenOf(request))
      return seeOther('/petugas/sandi?hasil=sandi')
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(<PasswordPage errors={errorsOf(error.errors)} />)
    }
  }

  private async pendingOf(request: Request, stage: PendingSignIn['stage']): Promise<PendingSignIn | null> {
    const pending = await this.signIn.pending(tokenOf(request))
    return pending?.stage === stage ? pending : null
  }

  private async pictured(staffId: string, username: string) {
    const factor = await this.factors.begin(staffId, username)
    if (!factor) return null
    const svg = await QRCode.toString(factor.uri, { type: 'svg', errorCorrectionLevel: 'M' })
    return { ...factor, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
  }
}

const tokenOf = (request: Request): string => credentialOf(request)?.token ?? ''
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
