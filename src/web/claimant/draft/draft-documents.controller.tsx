/** W4 and W5: the documents of a draft, one photo page each, with script or without. */
import { Delete, Get, Head, Param, Patch, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { DocumentService } from '../../../documents/document.service.js'
import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import { ResumableUploads } from '../../../documents/uploads/resumable-uploads.service.js'
import { Claimant } from '../../../platform/login/access.js'
import type { SignedInClaimant } from '../../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../../platform/login/signed-in-claimant.js'
import { NotFound } from '../../../platform/problem/problems.js'
import { type PageAnswer, refused, seeOther } from '../../shared/page-answer.js'
import { PageController } from '../../shared/page-controller.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { takePhoto } from '../take-photo.js'
import { DocumentsPage } from './documents.page.js'
import { NotTherePage } from './not-there.page.js'
import { type OwnDraft, OwnDrafts } from './own-drafts.service.js'
import { PhotoPage } from './photo.page.js'

@PageController('ajukan/:number/berkas')
export class DraftDocumentsController {
  constructor(
    private readonly drafts: OwnDrafts,
    private readonly documents: DocumentService,
    private readonly uploads: ResumableUploads,
  ) {}

  @Get()
  @Claimant()
  async list(
    @Param('number') number: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const { draft, actor } = await this.drafts.get(number, claimant)
    return <DocumentsPage number={number} documents={await this.documents.listFor(draft.claimId, actor)} />
  }

  @Get(':code')
  @Claimant()
  async photo(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    return <PhotoPage number={number} document={await this.documentOf(own, code)} zone={own.branch.zone} />
  }

  /** The way without script: the whole file in one form. */
  @Post(':code')
  @Claimant()
  async send(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const document = await this.documentOf(own, code)
    const file = await takePhoto(
      (photo) => this.documents.receive(own.draft.claimId, { code, ...photo }, own.actor),
      request,
      response,
    )
    if (file !== undefined)
      return refused(<PhotoPage {...{ number, document, errors: { file } }} zone={own.branch.zone} />)
    return seeOther(`/ajukan/${number}/berkas?hasil=diterima`)
  }

  @Get(':code/tidak-ada')
  @Claimant()
  async notThere(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    return <NotTherePage number={number} document={await this.documentOf(own, code)} />
  }

  @Post(':code/tidak-ada')
  @Claimant()
  async declare(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const own = await this.drafts.get(number, claimant)
    const { state } = await this.documentOf(own, code)
    // Said twice, or said of what was sent meanwhile: what is there counts.
    if (state === 'required')
      await this.documents.declareMissing(own.draft.claimId, code, words.missingReason, own.actor)
    return seeOther(`/ajukan/${number}/berkas?hasil=belum-ada`)
  }

  /** The way with script: pieces by the tus protocol, so that a cut connection goes on where it broke. */
  @Post(':code/bagian')
  @Claimant()
  begin(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece({ number, code }, claimant, request, response)
  }

  @Head(':code/bagian/:upload')
  @Claimant()
  look(
    @Param() of: { number: string; code: string; upload: string },
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece(of, claimant, request, response)
  }

  @Patch(':code/bagian/:upload')
  @Claimant()
  next(
    @Param() of: { number: string; code: string; upload: string },
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece(of, claimant, request, response)
  }

  @Delete(':code/bagian/:upload')
  @Claimant()
  giveUp(
    @Param() of: { number: string; code: string; upload: string },
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece(of, claimant, request, response)
  }

  private async piece(
    { number, code, upload }: { number: string; code: string; upload?: string },
    claimant: SignedInClaimant,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { draft, actor } = await this.drafts.get(number, claimant)
    await this.uploads.handle(request, response, { claimId: draft.claimId, code, actor }, upload)
  }

  private async documentOf({ draft, actor }: OwnDraft, code: string): Promise<DocumentOfClaim> {
    const document = (await this.documents.listFor(draft.claimId, actor)).find((one) => one.code === code)
    if (!document) throw new NotFound()
    return document
  }
}
