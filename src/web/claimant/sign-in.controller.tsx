/** The way in for families: claim number or phone, then a code. Every answer is the same for numbers that are not ours. */
import { Body, Get, Post, Query, Req, Res } from '@nestjs/common'
import { IsOptional, IsString, Length, Matches } from 'class-validator'
import type { Request, Response } from 'express'
import { normalizePhone, parseKpj } from '#libs/nik'
import { ClaimsOfClaimant } from '../../claims/claims-of-claimant.query.js'
import { Claimant, Public } from '../../platform/login/access.js'
import {
  claimantTokenOf,
  codeHandleOf,
  deviceOf,
  giveClaimantCookie,
  giveCodeCookie,
  giveDeviceCookie,
  takeClaimantCookieBack,
  takeCodeCookieBack,
} from '../../platform/login/claimant-credential.js'
import {
  ClaimantCodes,
  type CodeConfirmed,
  type CodeRequested,
} from '../../platform/login/claimant-codes.service.js'
import { ClaimantSessions, type SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { Forms } from '../shared/form.js'
import { ownPath, type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { fill } from '../shared/words.js'
import { claimantSignInWords as words } from '../words/claimant-sign-in.js'
import { timeAt } from './claimant-dates.js'
import { CardPage, ClaimListPage, CodeOverPage, ContinuePage, StatusSignInPage } from './sign-in.page.js'
import { CardLookUp } from './card-look-up.js'
import { overPage, SignInView } from './sign-in.view.js'

const OWN_CLAIMS = '/klaim-saya'
const LAST_DIGITS = 4

class StatusForm {
  @IsString({ message: words.statusNumberMissing })
  @Length(1, 30, { message: words.statusNumberMissing })
  nomor: string

  /** A membership card is asked for without a phone. */
  @IsOptional()
  @IsString()
  hp?: string
}

class ContinueForm {
  @Matches(/^[\d +().-]{9,20}$/, { message: words.phoneWrong })
  hp: string

  @IsOptional()
  @IsString()
  lanjut?: string
}

class CodeForm {
  @Matches(/^(\D*\d){6}\D*$/, { message: words.codeMissing })
  kode: string
}

@PageController()
export class ClaimantSignInController {
  constructor(
    private readonly codes: ClaimantCodes,
    private readonly sessions: ClaimantSessions,
    private readonly claims: ClaimsOfClaimant,
    private readonly forms: Forms,
    private readonly view: SignInView,
    private readonly cards: CardLookUp,
  ) {}

  @Get('status')
  @Public()
  statusForm(@Query('nomor') number?: string): PageAnswer {
    return <StatusSignInPage values={{ nomor: typeof number === 'string' ? number : undefined }} />
  }

  @Post('status')
  @Public()
  async askStatus(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const form = await this.forms.read(StatusForm, body)
    if (!form.ok) return refused(<StatusSignInPage values={form.values} errors={form.errors} />)
    const number = form.input.nomor.toUpperCase().replace(/\s/g, '')
    const card = parseKpj(number)
    if (card.ok) return this.tellOfCard(card.kpj, request)
    const digits = digitsOf(form.input.hp ?? '')
    if (digits.length < LAST_DIGITS)
      return refused(<StatusSignInPage values={form.values} errors={{ hp: words.statusPhoneMissing }} />)
    const found = await this.claims.phoneOn(number, digits)
    const next = /^[A-Z0-9-]+$/.test(number) ? `/k/${number}` : OWN_CLAIMS
    const requested = await this.codes.request(found?.phone ?? null, 'status', {
      address: addressOf(request),
      device: deviceOf(request),
      asked: number,
      next,
      claimId: found?.claimId,
    })
    return this.wait(requested, request, response)
  }

  /** Says of a card only that there is a claim, and how to go on. */
  private async tellOfCard(kpj: string, request: Request): Promise<PageAnswer> {
    const told = await this.cards.lookUp(kpj, addressOf(request))
    return told.ok ? <CardPage exists={told.exists} /> : overPage(told.until)
  }

  @Get('lanjutkan')
  @Public()
  async continueForm(@Req() request: Request, @Query('lanjut') next?: string): Promise<PageAnswer> {
    const token = claimantTokenOf(request)
    const claimant = token === undefined ? null : await this.sessions.read(token)
    const path = ownPath(next, OWN_CLAIMS)
    return claimant ? seeOther(path) : <ContinuePage next={path} />
  }

  @Post('lanjutkan')
  @Public()
  async askContinue(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const form = await this.forms.read(ContinueForm, body)
    const next = ownPath(form.values.lanjut, OWN_CLAIMS)
    if (!form.ok) return refused(<ContinuePage next={next} values={form.values} errors={form.errors} />)
    const phone = normalizePhone(form.input.hp)
    if (!phone.ok)
      return refused(<ContinuePage next={next} values={form.values} errors={{ hp: words.phoneWrong }} />)
    const from = { address: addressOf(request), device: deviceOf(request), next }
    const requested = await this.codes.request(phone.phone, 'resume', from)
    return this.wait(requested, request, response)
  }

  private wait(requested: CodeRequested, request: Request, response: Response): PageAnswer {
    if (!requested.ok) return overPage(requested.until)
    giveCodeCookie(request, response, requested.handle)
    return seeOther('/kode')
  }

  @Get('kode')
  @Public()
  async codeForm(@Req() request: Request): Promise<PageAnswer> {
    const pending = await this.codes.pending(codeHandleOf(request))
    return pending ? this.view.codePage(pending) : <CodeOverPage lockedUntil={null} />
  }

  /** The right code gives this browser a session of its own; a cookie that it brought along is replaced. */
  @Post('kode')
  @Public()
  async confirm(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const handle = codeHandleOf(request)
    const form = await this.forms.read(CodeForm, body)
    if (!form.ok) {
      const pending = await this.codes.pending(handle)
      return pending ? refused(this.view.codePage(pending, form.errors)) : overPage(null)
    }
    const confirmed = await this.codes.confirm(handle, form.input.kode, addressOf(request))
    if (!confirmed.ok) return this.notYet(confirmed, handle)
    takeCodeCookieBack(request, response)
    giveClaimantCookie(request, response, confirmed.token)
    giveDeviceCookie(request, response, confirmed.device)
    return seeOther(confirmed.next)
  }

  private async notYet(
    confirmed: Exclude<CodeConfirmed, { ok: true }>,
    handle: string | undefined,
  ): Promise<PageAnswer> {
    if (confirmed.why === 'locked') return overPage(confirmed.until)
    const pending = confirmed.why === 'wrong' ? await this.codes.pending(handle) : undefined
    if (!pending) return overPage(null)
    const wrong = fill(words.codeWrong, { n: pending.triesLeft })
    return refused(this.view.codePage(pending, { kode: wrong }))
  }

  @Post('kode/ulang')
  @Public()
  async resend(@Req() request: Request): Promise<PageAnswer> {
    const handle = codeHandleOf(request)
    const pending = await this.codes.pending(handle)
    if (!handle || !pending) return overPage(null)
    const sent = await this.codes.resend(handle, addressOf(request))
    if (sent.ok) return seeOther('/kode')
    const wait = fill(words.codeResendFrom, { time: timeAt(sent.until) })
    return refused(this.view.codePage(pending, { kode: wait }))
  }

  @Get('klaim-saya')
  @Claimant()
  async list(@CurrentClaimant() claimant: SignedInClaimant): Promise<PageAnswer> {
    return <ClaimListPage claims={this.view.listed(await this.claims.list(claimant))} />
  }

  @Post('keluar')
  @Public()
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<PageAnswer> {
    const token = claimantTokenOf(request)
    if (token !== undefined) await this.sessions.close(token)
    takeClaimantCookieBack(request, response)
    return seeOther('/')
  }
}

/** The whole phone as it is stored, or its last digits as they were typed: these may well begin with a zero. */
function digitsOf(typed: string): string {
  const whole = normalizePhone(typed)
  return whole.ok ? whole.phone : typed.replace(/\D/g, '')
}

function addressOf(request: Request): string {
  return request.ip ?? ''
}
