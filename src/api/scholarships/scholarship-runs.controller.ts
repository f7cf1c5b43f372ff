import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common'
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Response } from 'express'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { ScholarshipForecast } from '../../scholarship/scholarship-forecast.query.js'
import { mayAsk, ScholarshipRuns } from '../../scholarship/scholarship-runs.service.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { IdempotencyKey, SecondProof, secondProofHeader } from '../headers.js'
import { V1 } from '../paths.js'
import {
  AskedRunDto,
  BegunRunDto,
  ForecastDto,
  ForecastRowDto,
  PreviewRowDto,
  RunDto,
  RunPreviewDto,
  RunsDto,
} from './scholarship-runs.dto.js'

const readers = ['approver', 'manager', 'auditor'] as const

/** One step for very many school years, and what all of them will still cost. */
@ApiTags('scholarships')
@Controller(`${V1}/scholarships`)
export class ScholarshipRunsController {
  constructor(
    private readonly runs: ScholarshipRuns,
    private readonly estimates: ScholarshipForecast,
    private readonly proofs: SecondProofs,
  ) {}

  @Get('forecast')
  @Roles(...readers)
  @ApiOperation({ summary: 'What scholarships will still cost, by school year, branch and level' })
  @ApiOkResponse({ type: ForecastDto })
  async forecast(@CurrentStaff() staff: SignedIn): Promise<ForecastDto> {
    const rows = await this.estimates.list(branchInSight(staff))
    return { items: rows.map((row) => ForecastRowDto.of(row)) }
  }

  @Get('runs')
  @Roles(...readers)
  @ApiOperation({ summary: 'The latest runs of the branch' })
  @ApiOkResponse({ type: RunsDto })
  async list(@CurrentStaff() staff: SignedIn): Promise<RunsDto> {
    return { items: (await this.runs.latest(branchInSight(staff))).map((run) => RunDto.of(run)) }
  }

  @Get('runs/preview')
  @Roles(...readers)
  @ApiOperation({ summary: 'What a run would do, by branch and level', description: 'Nothing is written.' })
  @ApiOkResponse({ type: RunPreviewDto })
  async preview(
    @Query() { kind, schoolYear }: AskedRunDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<RunPreviewDto> {
    const rows = await this.runs.preview({ kind, schoolYear, branchId: branchInSight(staff) })
    return { items: rows.map((row) => PreviewRowDto.of(row)) }
  }

  @Post('runs')
  @Roles('approver', 'manager')
  @ApiOperation({
    summary: 'Begin a run',
    description:
      'One of a kind at a time for the same children. It is carried out by the workers, and goes on by itself after a crash.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Chosen by the caller, e.g. a UUID' })
  @ApiHeader(secondProofHeader)
  @ApiCreatedResponse({ type: RunDto })
  async begin(
    @Body() { kind, schoolYear, reason }: BegunRunDto,
    @CurrentStaff() staff: SignedIn,
    @IdempotencyKey() key: string,
    @SecondProof() typed: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunDto> {
    if (kind === 'lift_hold')
      await this.proofs.take(staff, { act: 'decide_scholarship', subject: key, key }, typed)
    const asked = {
      kind,
      schoolYear,
      branchId: branchInSight(staff),
      ...(reason === undefined ? {} : { reason }),
    }
    const run = await this.runs.begin(asked, actorOf(staff, actingRole(staff, mayAsk[kind])), key)
    response.location(`/${V1}/scholarships/runs/${run.id}`)
    return RunDto.of(run)
  }

  @Get('runs/:id')
  @Roles(...readers)
  @ApiOperation({ summary: 'How far a run is' })
  @ApiOkResponse({ type: RunDto })
  async read(@Param('id') id: string, @CurrentStaff() staff: SignedIn): Promise<RunDto> {
    return RunDto.of(await this.runs.standingFor(id, branchInSight(staff)))
  }
}
