/** W3: the phone to which the claim belongs; once it is confirmed, the answers become a draft. */
import { createHash } from 'node:crypto'
import { Body, Get, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import type { ClaimAnswers, CreateClaimDto } from '../../../intake/claim-answers.dto.js'
import { IntakeService } from '../../../intake/intake.service.js'
import { type OpenPreDraft, PreDrafts } from '../../../intake/pre-drafts.service.js'
import { Claimant, Public } from '../../../platform/login/access.js'
import { claimantTokenOf, deviceOf, giveCodeCookie } from '../../../platform/login/claimant-credential.js'
import { ClaimantCodes } from '../../../platform/login/claimant-codes.service.js'
import { ClaimantSessions, type SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../../platform/login/signed-in-claimant.js'
import { type PageAnswer, refused, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { timeAt } from '../claimant-dates.js'
import { readPhone, typed } from './answer-forms.js'
import { addressOf, firstMissing } from './begin.controller.js'
import { PhonePage } from './phone.page.js'
import { preDraftTokenOf, takePreDraftTokenBack } from './pre-draft-cookie.js'

const OPENING = '/ajukan/buka'

@PageController('ajukan')
export class PhoneController {
  constructor(
    private readonly preDrafts: PreDrafts,
    private readonly intake: IntakeService,
    private readonly codes: ClaimantCodes,
    private readonly sessions: ClaimantSessions,
  ) {}

  @Get('hp')
  @Public()
  async form(@Req() request: Request): Promise<PageAnswer> {
    const told = await this.preDrafts.find(preDraftTokenOf(request))
    const missing = firstMissing(told?.answers ?? {})
    if (missing !== 'hp') return seeOther(addressOf(missing))
    return <PhonePage values={{ phone: told?.answers.claimant?.phone }} />
  }

  @Post('hp')
  @Public()
  async sendCode(
    @Body() body: object,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const token = preDraftTokenOf(request)
    const told = await this.preDrafts.find(token)
    const missing = firstMissing(told?.answers ?? {})
    if (!told || token === undefined || missing !== 'hp') return seeOther(addressOf(missing))
    const values = typed(body)
    const read = readPhone(values)
    if (!read.ok) return refused(<PhonePage values={values} errors={read.errors} />)
    const phone = read.answers
    await this.preDrafts.save(token, { claimant: { ...told.answers.claimant, phone } })
    // Whoever proved to hold this phone a moment ago need not do it again.
    if (await this.holds(request, phone)) return seeOther(OPENING)
    const from = { address: request.ip ?? '', device: deviceOf(request), next: OPENING }
    const asked = await this.codes.request(phone, 'begin', from)
    if (!asked.ok) {
      const errors = { phone: fill(words.waitUntil, { time: timeAt(asked.until) }) }
      return refused(<PhonePage {...{ values, errors }} />)
    }
    giveCodeCookie(request, response, asked.handle)
    return seeOther('/kode')
  }

  /** Where the right code leads: the answers of this browser become a draft of the phone that was confirmed. */
  @Get('buka')
  @Claimant()
  async open(
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const told = await this.preDrafts.find(preDraftTokenOf(request))
    if (!told) return seeOther('/klaim-saya')
    const missing = firstMissing(told.answers)
    if (missing !== 'hp') return seeOther(addressOf(missing))
    if (told.answers.claimant?.phone !== claimant.phone) return seeOther('/ajukan/hp')
    const number = await this.draftOf(told)
    takePreDraftTokenBack(request, response)
    return seeOther(`/ajukan/${number}`)
  }

  private async holds(request: Request, phone: string): Promise<boolean> {
    const token = claimantTokenOf(request)
    return token !== undefined && (await this.sessions.read(token))?.phone === phone
  }

  /** The same answers of the same browser open one draft, however often this is asked. */
  private async draftOf({ id, answers }: OpenPreDraft): Promise<string> {
    const { type, branch, participant, event, claimant } = answers
    const dto = { type, branch, answers: { participant, event, claimant } as ClaimAnswers } as CreateClaimDto
    const key = createHash('sha256').update(JSON.stringify(answers)).digest('base64url')
    const opener = { id: `pre_draft:${id}`, role: 'heir', branchId: null } as const
    return (await this.intake.createDraft(dto, opener, key)).number
  }
}
