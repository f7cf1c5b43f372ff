import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, StreamableFile } from '@nestjs/common'
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger'
import type { Request, Response } from 'express'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import type { Actor } from '../../claims/claim-command.port.js'
import { DocumentDecisions } from '../../documents/document-decisions.service.js'
import { DocumentService } from '../../documents/document.service.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import type { StaffRoleName } from '../../platform/login/staff-roles.js'
import { NotFound } from '../../platform/problem/problems.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { TakesForm } from '../media-type.guard.js'
import { V1 } from '../paths.js'
import {
  DecideDocumentDto,
  DeclareMissingDto,
  DocumentDto,
  type documentDecisions,
  DocumentsDto,
  MarkedMissingDto,
  ReceivedFileDto,
} from './documents.dto.js'
import { FILE_FIELD, streamFile } from '../../platform/streamed-file.js'

type Decision = (typeof documentDecisions)[number]

const readers = [
  'officer',
  'verifier',
  'investigator',
  'medical_adviser',
  'approver',
  'objection_reviewer',
  'manager',
  'auditor',
] as const
const deciders = {
  accept: ['verifier'],
  defective: ['verifier'],
  waive: ['approver'],
  check_by_hand: ['verifier'],
  retry_checks: ['verifier', 'officer'],
} as const satisfies Record<Decision, readonly StaffRoleName[]>

/** The papers of a claim: what is asked for, what was given, what people decided about each. */
@ApiTags('documents')
@Controller(`${V1}/claims/:number/documents`)
export class DocumentsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly documents: DocumentService,
    private readonly decisions: DocumentDecisions,
  ) {}

  @Get()
  @Roles(...readers)
  @ApiOperation({
    summary: 'The documents of a claim',
    description: 'What is asked for and why, what was given, what is wrong with it.',
  })
  @ApiOkResponse({ type: DocumentsDto })
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<DocumentsDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return this.documentsOf(number, id, actorOf(staff, actingRole(staff, readers)))
  }

  @Post('missing')
  @Roles('verifier')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Mark every required document that was never given, so that one list names them all',
  })
  @ApiOkResponse({ type: MarkedMissingDto })
  async markMissing(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<MarkedMissingDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return { codes: await this.decisions.markMissing(id, actorOf(staff, 'verifier')) }
  }

  @Post(':code/files')
  @Roles('officer')
  @TakesForm()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give a file',
    description: 'A photo or PDF. The same file again is stored once.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: [FILE_FIELD],
      properties: { [FILE_FIELD]: { type: 'string', format: 'binary' } },
    },
  })
  @ApiOkResponse({ type: ReceivedFileDto })
  async receive(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReceivedFileDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const actor = actorOf(staff, 'officer')
    return streamFile(request, response, (file) => this.documents.receive(id, { code, ...file }, actor))
  }

  @Get(':code/files/:file')
  @Roles(...readers)
  @ApiOperation({ summary: 'The content of a file' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async open(
    @Param('number') number: string,
    @Param('code') code: string,
    @Param('file') file: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<StreamableFile> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const actor = actorOf(staff, actingRole(staff, readers))
    const item = (await this.documents.listFor(id, actor)).find((document) => document.code === code)
    const known = item?.files.find((candidate) => candidate.id === file)
    if (!known) throw new NotFound('Berkas ini tidak ditemukan.')
    const opened = await this.documents.open(known.id, actor)
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(opened.name)}`
    return new StreamableFile(opened.content, {
      type: opened.mediaType,
      disposition,
      length: opened.content.length,
    })
  }

  @Post(':code/statement')
  @Roles('officer')
  @HttpCode(204)
  @ApiOperation({ summary: 'The family says that it does not have this document' })
  @ApiNoContentResponse()
  async declareMissing(
    @Param('number') number: string,
    @Param('code') code: string,
    @Body() dto: DeclareMissingDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<void> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    await this.documents.declareMissing(id, code, dto.reason, actorOf(staff, 'officer'))
  }

  @Post(':code/decision')
  @Roles('verifier', 'approver', 'officer')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Decide about a document',
    description: 'Nothing goes to the family by this; the whole list goes out with "request_documents".',
  })
  @ApiOkResponse({ type: DocumentsDto })
  async decide(
    @Param('number') number: string,
    @Param('code') code: string,
    @Body() dto: DecideDocumentDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<DocumentsDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const actor = actorOf(staff, actingRole(staff, deciders[dto.decision]))
    await this.decideOne(id, code, dto, actor)
    return this.documentsOf(number, id, actor)
  }

  private async decideOne(
    claimId: string,
    code: string,
    dto: DecideDocumentDto,
    actor: Actor,
  ): Promise<void> {
    const { alternative, originalSeen, note } = dto
    switch (dto.decision) {
      case 'accept':
        return this.decisions.accept(claimId, code, actor, { alternative, originalSeen })
      case 'defective':
        return this.decisions.markDefective(claimId, code, dto.defectCode ?? '', actor, { note })
      case 'waive':
        return this.decisions.waive(claimId, code, dto.reason ?? '', actor, alternative)
      case 'check_by_hand':
        return this.decisions.checkByHand(claimId, code, dto.reason ?? '', actor)
      case 'retry_checks':
        return this.decisions.retryChecks(claimId, code, actor)
    }
  }

  private async documentsOf(number: string, claimId: string, actor: Actor): Promise<DocumentsDto> {
    const documents = await this.documents.listFor(claimId, actor)
    return { number, documents: documents.map((document) => DocumentDto.of(document)) }
  }
}
