/** P8: the family sits before the officer, who types, scans and hands over the receipt. No code: the officer saw them. */
import { randomUUID } from 'node:crypto'
import { Body, Get, Param, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import QRCode from 'qrcode'
import { streamFile } from '../../platform/streamed-file.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { DocumentService } from '../../documents/document.service.js'
import { IntakeService } from '../../intake/intake.service.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { InvalidInput } from '../../platform/problem/problems.js'
import { typed } from '../claimant/draft/answer-forms.js'
import { AnswerSections } from '../claimant/draft/answer-sections.service.js'
import { dayAt } from '../claimant/claimant-dates.js'
import type { FormErrors } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { PublicUrl } from '../../platform/public-url.js'
import { counterId } from '../words/counter.js'
import { readCounterClaim } from './counter-form.js'
import { CounterClaimPage, CounterPage, CounterReceiptPage } from './counter.page.js'

@PageController('petugas/loket')
export class CounterController {
  constructor(
    private readonly intake: IntakeService,
    private readonly claims: ClaimByNumber,
    private readonly documents: DocumentService,
    private readonly sections: AnswerSections,
    private readonly site: PublicUrl,
  ) {}

  @Get()
  @Roles('officer')
  form(): PageAnswer {
    return <CounterPage opening={randomUUID()} />
  }

  @Post()
  @Roles('officer')
  async open(@Body() body: object, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const values = typed(body)
    const opening = values.opening ?? randomUUID()
    const read = readCounterClaim(values, this.sections.today)
    if (!read.ok) return refused(<CounterPage {...{ opening, values }} errors={read.errors} />)
    const dto = { ...read.answers, branch: staff.branch.code }
    const { number } = await this.intake.createDraft(dto, actorOf(staff, 'officer'), opening)
    return seeOther(`/petugas/loket/${number}?hasil=dibuka`)
  }

  @Get(':number')
  @Roles('officer')
  async claim(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.claims.file(number, branchInSight(staff))
    if (claim.state === 'draft') return this.claimPage(number, staff)
    const address = `${this.site.base}/k/${number}`
    const qr = await QRCode.toDataURL(address, { margin: 1, width: 180 })
    const date = dayAt(claim.submitted_at ?? claim.moved_at, staff.branch.zone)
    return <CounterReceiptPage {...{ claim, date, address, qr }} />
  }

  @Post(':number/berkas/:code')
  @Roles('officer')
  async receive(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    try {
      await streamFile(request, response, (file) =>
        this.documents.receive(id, { code, ...file }, actorOf(staff, 'officer')),
      )
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const none = error.errors.some((one) => one.code === 'MISSING' || one.code === 'FILE_EMPTY')
      const text = none ? counterId.documentNone : (error.errors[0]?.detail ?? error.message)
      return refused(await this.claimPage(number, staff, { [`file-${code}`]: text }))
    }
    return seeOther(`/petugas/loket/${number}?hasil=diterima`)
  }

  @Post(':number/kirim')
  @Roles('officer')
  async send(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { id, state } = await this.claims.get(number, branchInSight(staff))
    const { submission = randomUUID(), version } = typed(body)
    if (state === 'draft')
      await this.intake.submit(id, actorOf(staff, 'officer'), submission, Number(version))
    return seeOther(`/petugas/loket/${number}`)
  }

  private async claimPage(number: string, staff: SignedIn, errors?: FormErrors) {
    const claim = await this.claims.file(number, branchInSight(staff))
    const documents = await this.documents.listFor(claim.id, actorOf(staff, 'officer'))
    return <CounterClaimPage {...{ claim, documents, errors }} submission={randomUUID()} />
  }
}
