import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common'
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import { isUUID } from 'class-validator'
import type { Response } from 'express'
import { isLocalDate } from '#libs/local-date'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { SchoolYearFiles } from '../../scholarship/school-year-file.query.js'
import {
  deskYearEvents,
  provenYearEvents,
  ScholarshipStaff,
} from '../../scholarship/scholarship-staff.service.js'
import { YearStepDto } from '../../scholarship/scholarship-step.dto.js'
import { type PlaceInQueue, SchoolYearsInBranch } from '../../scholarship/school-years-in-branch.query.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { giveVersion, secondProofHeader, StepHeaders } from '../headers.js'
import { V1 } from '../paths.js'
import {
  ListedSchoolYearDto,
  ListSchoolYearsDto,
  SchoolYearDto,
  SchoolYearPageDto,
  SchoolYearStepDto,
  SchoolYearStepsDto,
  TakenSchoolYearStepDto,
} from './school-years.dto.js'

const readers = ['officer', 'verifier', 'approver', 'objection_reviewer', 'manager', 'auditor'] as const
const movers = ['officer', 'verifier', 'approver', 'manager'] as const
const PAGE = 50

/** School years of children's scholarships as the house works on them. */
@ApiTags('scholarships')
@Controller(`${V1}/scholarships/school-years`)
export class SchoolYearsController {
  constructor(
    private readonly years: SchoolYearsInBranch,
    private readonly files: SchoolYearFiles,
    private readonly staffSteps: ScholarshipStaff,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...readers)
  @ApiOperation({
    summary: 'List school years that wait for a person',
    description: 'The longest waiting first, a page at a time; auditors see every branch.',
  })
  @ApiOkResponse({ type: SchoolYearPageDto })
  async list(
    @Query() query: ListSchoolYearsDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<SchoolYearPageDto> {
    const limit = query.limit ?? PAGE
    const found = await this.years.list(query.state ?? 'evidence_in', {
      branchId: branchInSight(staff),
      after: query.cursor === undefined ? undefined : placeOf(query.cursor),
      limit: limit + 1,
    })
    const rows = found.slice(0, limit)
    const last = found.length > limit ? rows.at(-1) : undefined
    const next = last ? Buffer.from(`${last.received_on}~${last.id}`).toString('base64url') : null
    return { items: rows.map((row) => ListedSchoolYearDto.of(row)), next }
  }

  @Get(':id')
  @Roles(...readers)
  @ApiOperation({
    summary: 'Read one school year',
    description: 'One of another branch is answered like one that does not exist.',
  })
  @ApiOkResponse({ type: SchoolYearDto })
  async read(
    @Param('id') id: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SchoolYearDto> {
    const file = await this.files.year(id, branchInSight(staff))
    giveVersion(response, file.seq)
    return SchoolYearDto.of(file, await this.staffSteps.year(file.id, staff), this.words)
  }

  @Get(':id/steps')
  @Roles(...readers)
  @ApiOperation({ summary: 'What this person may do with the school year now, and why not' })
  @ApiOkResponse({ type: SchoolYearStepsDto })
  async steps(
    @Param('id') wanted: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SchoolYearStepsDto> {
    const { id, state, seq } = await this.files.year(wanted, branchInSight(staff))
    giveVersion(response, seq)
    const { steps } = await this.staffSteps.year(id, staff)
    return { id, state, version: seq, steps: steps.map((step) => SchoolYearStepDto.of(step)) }
  }

  @Post(':id/events/:event')
  @Roles(...movers)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take one step of a school year',
    description:
      'Send If-Match with the version you saw. The same Idempotency-Key answers a repeated command from the first one.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Chosen by the caller, e.g. a UUID' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the school year as it was seen' })
  @ApiHeader(secondProofHeader)
  @ApiParam({ name: 'event', enum: deskYearEvents })
  @ApiBody({ type: YearStepDto, required: false })
  @ApiOkResponse({ type: TakenSchoolYearStepDto })
  async take(
    @Param('id') wanted: string,
    @Param('event') name: string,
    @Body() input: YearStepDto,
    @CurrentStaff() staff: SignedIn,
    @StepHeaders() { key, seen, typed }: StepHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TakenSchoolYearStepDto> {
    const event = deskYearEvents.find((each) => each === name)
    if (!event) throw new NotFound(`Langkah "${name.slice(0, 40)}" tidak ada.`)
    const { id } = await this.files.year(wanted, branchInSight(staff))
    if (provenYearEvents.includes(event))
      await this.proofs.take(staff, { act: 'decide_scholarship', subject: id, key }, typed)
    const { seq, to, repeated } = await this.staffSteps.takeYearStep(id, event, staff, {
      key,
      seen,
      input: { ...input },
    })
    giveVersion(response, seq)
    return { id, event, to, version: seq, repeated }
  }
}

/** @throws InvalidInput for a text that no page of ours ended with */
function placeOf(cursor: string): PlaceInQueue {
  const [receivedOn, id] = Buffer.from(cursor, 'base64url').toString().split('~')
  if (isLocalDate(receivedOn) && isUUID(id)) return { receivedOn, id: String(id) }
  const detail = 'Penanda halaman ini tidak dikenal. Mulai lagi dari halaman pertama.'
  throw new InvalidInput(detail, [{ pointer: '/cursor', code: 'UNKNOWN_CURSOR', detail }])
}
