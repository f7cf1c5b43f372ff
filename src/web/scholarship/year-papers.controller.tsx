import { Delete, Get, Head, Param, Patch, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { ResumableUploads } from '../../documents/uploads/resumable-uploads.service.js'
import { Claimant } from '../../platform/login/access.js'
import type { SignedInClaimant } from '../../platform/login/claimant-sessions.service.js'
import { CurrentClaimant } from '../../platform/login/signed-in-claimant.js'
import { NotFound } from '../../platform/problem/problems.js'
import { YearApplications } from '../../scholarship/year-applications.service.js'
import { takePhoto } from '../claimant/take-photo.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { OwnScholarshipCases, type OwnYear, takesWords } from './own-scholarships.service.js'
import { yearPath } from './paths.js'
import { YearPhotoPage } from './year-photo.page.js'

interface PaperPlace {
  number: string
  year: string
  code: string
  upload?: string
}

@PageController('k/:number/beasiswa/:year/berkas/:code')
export class YearPapersController {
  constructor(
    private readonly own: OwnScholarshipCases,
    private readonly applications: YearApplications,
    private readonly uploads: ResumableUploads,
  ) {}

  @Get()
  @Claimant()
  async photo(
    @Param() place: PaperPlace,
    @CurrentClaimant() claimant: SignedInClaimant,
  ): Promise<PageAnswer> {
    const of = await this.own.year(place.number, place.year, claimant)
    const paper = paperOf(of, place.code)
    return takesWords(of) ? (
      <YearPhotoPage {...{ of, paper }} />
    ) : (
      seeOther(yearPath(place.number, of.year.id))
    )
  }

  /** The way without script: the whole file in one form. */
  @Post()
  @Claimant()
  async send(
    @Param() { number, year: yearId, code }: PaperPlace,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer> {
    const of = await this.own.year(number, yearId, claimant)
    const paper = paperOf(of, code)
    const file = await takePhoto(
      (photo) => this.applications.give(of.year.id, { code, ...photo }, of.actor),
      request,
      response,
    )
    if (file !== undefined) return refused(<YearPhotoPage {...{ of, paper, errors: { file } }} />)
    return seeOther(`${yearPath(number, of.year.id)}?hasil=diterima`)
  }

  /** The way with script: pieces by the tus protocol, so that a cut connection goes on where it broke. */
  @Post('bagian')
  @Claimant()
  begin(
    @Param() place: PaperPlace,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece(place, claimant, request, response)
  }

  @Head('bagian/:upload')
  @Claimant()
  look(
    @Param() place: PaperPlace,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece(place, claimant, request, response)
  }

  @Patch('bagian/:upload')
  @Claimant()
  next(
    @Param() place: PaperPlace,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece(place, claimant, request, response)
  }

  @Delete('bagian/:upload')
  @Claimant()
  giveUp(
    @Param() place: PaperPlace,
    @CurrentClaimant() claimant: SignedInClaimant,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.piece(place, claimant, request, response)
  }

  private async piece(
    { number, year: yearId, code, upload }: PaperPlace,
    claimant: SignedInClaimant,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { year, actor } = await this.own.year(number, yearId, claimant)
    const claimId = await this.applications.assertTakesPaper(year.id, code, actor)
    await this.uploads.handle(request, response, { claimId, code, actor, yearId: year.id }, upload)
  }
}

function paperOf({ papers }: OwnYear, code: string): DocumentOfClaim {
  const paper = papers.find((one) => one.code === code)
  if (!paper) throw new NotFound('Tahun ajaran ini tidak meminta dokumen itu.')
  return paper
}
