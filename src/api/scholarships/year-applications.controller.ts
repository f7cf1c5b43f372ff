/** The yearly application for a child's scholarship, as an officer enters it for a family at the counter. */
import { Body, Controller, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Request, Response } from 'express'
import type { Actor } from '../../claims/claim-command.port.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { ChecklistService } from '../../documents/checklist.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { FILE_FIELD, streamFile } from '../../platform/streamed-file.js'
import { FamilyScholarships, type YearOfFamily } from '../../scholarship/family-scholarships.service.js'
import { FamilySteps } from '../../scholarship/family-steps.query.js'
import { YearApplications } from '../../scholarship/year-applications.service.js'
import { DocumentDto, ReceivedFileDto } from '../documents/documents.dto.js'
import { giveVersion, StepHeaders } from '../headers.js'
import { TakesForm } from '../media-type.guard.js'
import { V1 } from '../paths.js'
import { FamilyStepsDto } from './family-steps.dto.js'
import {
  applicationOf,
  ScholarshipDto,
  ScholarshipsDto,
  SentApplicationDto,
  YearApplicationDto,
  YearApplicationOnFileDto,
} from './year-applications.dto.js'

const readers = ['officer', 'verifier', 'approver', 'objection_reviewer', 'manager', 'auditor'] as const

interface YearAsked {
  number: string
  year: string
}

@ApiTags('scholarships')
@Controller(`${V1}/claims/:number/scholarships`)
export class YearApplicationsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly scholarships: FamilyScholarships,
    private readonly applications: YearApplications,
    private readonly familySteps: FamilySteps,
    private readonly checklist: ChecklistService,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...readers)
  @ApiOperation({ summary: "The children's scholarships of a claim, each with its school years" })
  @ApiOkResponse({ type: ScholarshipsDto })
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<ScholarshipsDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const awards = await this.scholarships.list(id, actorOf(staff, actingRole(staff, readers)))
    return { number, scholarships: awards.map((award) => ScholarshipDto.of(award)) }
  }

  @Get('years/:year')
  @Roles(...readers)
  @ApiOperation({ summary: 'What was stated and given for one school year' })
  @ApiOkResponse({ type: YearApplicationOnFileDto })
  async read(
    @Param() asked: YearAsked,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<YearApplicationOnFileDto> {
    return this.onFile(asked, actorOf(staff, actingRole(staff, readers)), response)
  }

  @Put('years/:year/application')
  @Roles('officer')
  @ApiOperation({
    summary: 'Keep what the family states so far',
    description: 'Replaces what was kept. Nothing is applied for by this; that is `submission`.',
  })
  @ApiOkResponse({ type: YearApplicationOnFileDto })
  async save(
    @Param() asked: YearAsked,
    @Body() dto: YearApplicationDto,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<YearApplicationOnFileDto> {
    const actor = actorOf(staff, 'officer')
    const { year } = await this.find(asked, actor)
    await this.applications.save(year.id, applicationOf(dto), actor)
    return this.onFile(asked, actor, response)
  }

  @Post('years/:year/papers/:code/files')
  @Roles('officer')
  @TakesForm()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give a paper of a school year',
    description: 'A photo or PDF. It lies with the papers of the claim and is not part of its decision.',
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
  async give(
    @Param() { code, ...asked }: YearAsked & { code: string },
    @CurrentStaff() staff: SignedIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReceivedFileDto> {
    const actor = actorOf(staff, 'officer')
    const { year } = await this.find(asked, actor)
    return streamFile(request, response, (file) => this.applications.give(year.id, { code, ...file }, actor))
  }

  @Get('years/:year/steps')
  @Roles('officer')
  @ApiOperation({ summary: 'What the family may do with the school year now, and why not' })
  @ApiOkResponse({ type: FamilyStepsDto })
  async steps(
    @Param() asked: YearAsked,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FamilyStepsDto> {
    const actor = actorOf(staff, 'officer')
    const { year } = await this.find(asked, actor)
    giveVersion(response, year.seq)
    const steps = (await this.familySteps.of(year.id, actor)).map(({ refusals, ...step }) => ({
      ...step,
      asks: [...step.asks],
      refusals: refusals.map((refusal) => this.words.refusal(refusal)),
    }))
    return { id: year.id, state: year.state, version: year.seq, steps }
  }

  @Post('years/:year/submission')
  @Roles('officer')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Apply for the school year, or catch up a missed one',
    description:
      'With what was kept. Send If-Match with the version you saw; the same Idempotency-Key answers a repeated command from the first one.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Chosen by the caller, e.g. a UUID' })
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag of the year as it was seen, e.g. "1"',
  })
  @ApiOkResponse({ type: SentApplicationDto })
  async submit(
    @Param() asked: YearAsked,
    @CurrentStaff() staff: SignedIn,
    @StepHeaders() { key, seen }: StepHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentApplicationDto> {
    const actor = actorOf(staff, 'officer')
    const { year } = await this.find(asked, actor)
    const step = { idempotencyKey: key, expectedSeq: seen }
    const { id, to, seq, repeated } = await this.applications.submit(year.id, year.application, actor, step)
    giveVersion(response, seq)
    return { id, to, version: seq, repeated }
  }

  /** @throws NotFound also for a year of another claim, and for a claim of another branch */
  private async find(
    { number, year: yearId }: YearAsked,
    actor: Actor,
  ): Promise<{ claimId: string; year: YearOfFamily }> {
    const { id: claimId } = await this.claims.get(number, actor.branchId)
    const { year } = await this.scholarships.year(claimId, yearId, actor)
    return { claimId, year }
  }

  private async onFile(
    asked: YearAsked,
    actor: Actor,
    response: Response,
  ): Promise<YearApplicationOnFileDto> {
    const { claimId, year } = await this.find(asked, actor)
    const papers = await this.checklist.papersOfYear(claimId, year.id, year.wanted)
    giveVersion(response, year.seq)
    return YearApplicationOnFileDto.of(
      asked.number,
      year,
      papers.map((paper) => DocumentDto.of(paper)),
    )
  }
}
