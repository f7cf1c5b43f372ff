/** The claim's own page, `/k/<number>`, and what the family does on it: give papers, say that it is done. */
import { randomUUID } from 'node:crypto'
import { Body, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common'
import { IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator'
import type { Request, Response } from 'express'
import { TakesForm } from '../../api/media-type.guard.js'
import { ClaimLifecycle } from '../../claims/claim-lifecycle.service.js'
import { claimantActor } from '../../claims/claims-of-claimant.query.js'
import { DocumentService } from '../../documents/document.service.js'
import { BankList } from '../../intake/bank-list.service.js'
import { LetterShelf } from '../../letters/letter-shelf.service.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { StaleClaim } from '../../platform/problem/problems.js'
import { Forms, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { statusWords as words } from '../words/claimant-status.js'
import { type ClaimCase, ClaimCases } from './status-case.js'
import type { FailedUpload } from './status-documents.js'
import { StatusPage } from './status.page.js'
import { takePhoto } from './take-photo.js'

/** The key and the version that a page with a step carries: pressed twice it is done once, and never on another page's claim. */
export class StepForm {
  @IsUUID()
  kunci: string

  @Matches(/^\d{1,9}$/)
  versi: string
}

class ReasonForm {
  @IsOptional()
  @IsString()
  @Length(1, 200, { message: words.notMineMissing })
  alasan?: string
}

@PageController('k/:number')
export class StatusController {
  constructor(
    private readonly cases: ClaimCases,
    private readonly lifecycle: ClaimLifecycle,
    private readonly documents: DocumentService,
    private readonly banks: BankList,
    private readonly letters: LetterShelf,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Claimant()
  show(@Param('number') number: string, @CurrentClaimant() claimant: SignedInClaimant): Promise<PageAnswer> {
    return this.page(number, claimant)
  }

  /** One of the letters that we wrote to the family, as it was written. */
  @Get('surat/:letter')
  @Claimant()
  async letter(
    @Param('number') number: string,
    @Param('letter') letter: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const claim = await this.cases.ownWhole(number, claimant)
    const { name, content } = await this.letters.open(letter, claim.id, claimantActor(claim))
    response.set('Cache-Control', 'no-store')
    return new StreamableFile(content, {
      type: 'application/pdf',
      disposition: `inline; filename="${name}"`,
      length: content.length,
    })
  }

  /** A plain form with one file; what could not be taken is said at its place in the list. */
  @Post('dokumen/:code')
  @Claimant()
  @TakesForm()
  async receive(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const claim = await this.cases.own(number, claimant)
    const actor = claimantActor(claim)
    const text = await takePhoto(
      (file) => this.documents.receive(claim.id, { code, ...file }, actor),
      request,
      response,
    )
    if (text === undefined) return seeOther(`/k/${claim.number}?hasil=diterima`)
    return refused(await this.page(number, claimant, { code, text }))
  }

  @Post('dokumen/:code/tidak-punya')
  @Claimant()
  async declareMissing(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const claim = await this.cases.own(number, claimant)
    const form = await this.forms.read(ReasonForm, { alasan: valuesOf(body)[`alasan-${code}`] })
    const reason = form.ok ? form.input.alasan : undefined
    if (reason === undefined)
      return refused(await this.page(number, claimant, { code, text: words.notMineMissing }))
    await this.documents.declareMissing(claim.id, code, reason, claimantActor(claim))
    return seeOther(`/k/${claim.number}?hasil=keterangan`)
  }

  /** The family says that everything is there: what was asked for goes back to the office, or a resting claim goes on. */
  @Post('kirim')
  @Claimant()
  async done(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Body() body: object,
  ): Promise<PageAnswer> {
    const claim = await this.cases.own(number, claimant)
    const form = await this.forms.read(StepForm, body)
    if (!form.ok) return seeOther(`/k/${claim.number}`)
    const event = claim.state === 'inactive' ? 'resume' : 'supply'
    try {
      await this.lifecycle.fire(claim.id, event, claimantActor(claim), {
        idempotencyKey: form.input.kunci,
        expectedVersion: Number(form.input.versi),
      })
    } catch (error) {
      if (!(error instanceof StaleClaim)) throw error
      return seeOther(`/k/${claim.number}?hasil=berubah`)
    }
    return seeOther(`/k/${claim.number}?hasil=${event === 'resume' ? 'lanjut' : 'lengkap'}`)
  }

  private async page(number: string, claimant: SignedInClaimant, failed?: FailedUpload) {
    const of = await this.cases.get(number, claimant)
    return (
      <StatusPage
        of={of}
        stepKey={randomUUID()}
        failed={failed}
        letters={await this.lettersOf(of)}
        bankName={this.banks.nameOf}
      />
    )
  }

  /** Those that are written; one still in the making is not spoken of. */
  private async lettersOf({ claim, whole }: ClaimCase): Promise<{ label: string; href: string }[]> {
    if (!whole || claim.party_id === null) return []
    const letters = await this.letters.listFor(claim.id, claimantActor(claim))
    return letters
      .filter(({ sha256 }) => sha256 !== null)
      .map(({ id, label, number }) => ({
        label: `${label} (${number})`,
        href: `/k/${claim.number}/surat/${id}`,
      }))
  }
}
