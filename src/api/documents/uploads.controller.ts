import { Controller, Delete, Head, Options, Param, Patch, Post, Req, Res } from '@nestjs/common'
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger'
import type { Request, Response } from 'express'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { ResumableUploads } from '../../documents/uploads/resumable-uploads.service.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { Takes } from '../media-type.guard.js'
import { V1 } from '../paths.js'

/** A file in pieces, by the tus protocol 1.0.0, for connections that break. */
@ApiTags('documents')
@ApiHeader({ name: 'Tus-Resumable', required: true, example: '1.0.0' })
@Controller(`${V1}/claims/:number/documents/:code/uploads`)
export class UploadsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly uploads: ResumableUploads,
  ) {}

  @Options()
  @Roles('officer')
  @ApiOperation({
    summary: 'What may be sent here',
    description: 'Tus-Version, Tus-Extension, and Tus-Max-Size in bytes.',
  })
  @ApiNoContentResponse()
  discover(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    return this.tell(number, staff, response)
  }

  @Options(':upload')
  @Roles('officer')
  @ApiOperation({ summary: 'What may be sent here, asked of one upload' })
  @ApiNoContentResponse()
  discoverHere(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    return this.tell(number, staff, response)
  }

  @Post()
  @Roles('officer')
  @ApiOperation({
    summary: 'Begin to send a file in pieces',
    description:
      'Upload-Length in bytes, Upload-Metadata with `filename`. Location names the upload for a day.',
  })
  @ApiCreatedResponse()
  async begin(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { id: claimId } = await this.claims.get(number, branchInSight(staff))
    await this.uploads.handle(request, response, { claimId, code, actor: actorOf(staff, 'officer') })
  }

  @Head(':upload')
  @Roles('officer')
  @ApiOperation({ summary: 'How many bytes have arrived' })
  @ApiOkResponse()
  look(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.goOn(number, code, staff, request, response)
  }

  @Patch(':upload')
  @Roles('officer')
  @ApiOperation({
    summary: 'Send the next piece',
    description:
      'The last piece is answered with the id of the file in `Santun-File`, or with why it is refused.',
  })
  @Takes('application/offset+octet-stream')
  @ApiNoContentResponse()
  send(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.goOn(number, code, staff, request, response)
  }

  @Delete(':upload')
  @Roles('officer')
  @ApiOperation({ summary: 'Give an upload up' })
  @ApiNoContentResponse()
  giveUp(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.goOn(number, code, staff, request, response)
  }

  private async tell(number: string, staff: SignedIn, response: Response): Promise<void> {
    await this.claims.get(number, branchInSight(staff))
    this.uploads.discover(response)
  }

  private async goOn(
    number: string,
    code: string,
    staff: SignedIn,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { id: claimId } = await this.claims.get(number, branchInSight(staff))
    const target = { claimId, code, actor: actorOf(staff, 'officer') }
    await this.uploads.handle(request, response, target, request.path.split('/').at(-1))
  }
}
