import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import type { Response } from 'express'
import { incidentEvents } from '#libs/lifecycle'
import { IncidentFiles } from '../../incidents/incident-file.query.js'
import { IncidentNotices } from '../../incidents/incident-notices.service.js'
import { IncidentStaff, incidentReaders, incidentWriters } from '../../incidents/incident-staff.service.js'
import { IncidentStepDto } from '../../incidents/incident-step.dto.js'
import { NoticeDto } from '../../incidents/notice.dto.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotAllowed, NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { giveVersion, IdempotencyKey, StepHeaders } from '../headers.js'
import { V1 } from '../paths.js'
import { taken, WithKey, WithVersion } from './incident-calls.js'
import { IncidentDto, IncidentStepTakenDto, NoticedDto } from './incidents.dto.js'

/** Work accidents and occupational diseases at the branch: noticed, read, and moved by the steps of their table. */
@ApiTags('incidents')
@Controller(`${V1}/incidents`)
export class IncidentsApiController {
  constructor(
    private readonly files: IncidentFiles,
    private readonly notices: IncidentNotices,
    private readonly staffSteps: IncidentStaff,
    private readonly words: ProblemWords,
  ) {}

  @Post()
  @Roles('officer')
  @WithKey()
  @ApiOperation({
    summary: 'Notice an incident',
    description: 'Who reports an event that is known already is joined to it, never refused.',
  })
  @ApiCreatedResponse({ type: NoticedDto })
  async notice(
    @Body() dto: NoticeDto,
    @CurrentStaff() staff: SignedIn,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NoticedDto> {
    if (dto.branch !== staff.branch.code)
      throw new NotAllowed('Kejadian dicatat di kantor cabang Anda sendiri.')
    const { number, joined } = await this.notices.notice(dto, actorOf(staff, 'officer'), key)
    response.location(`/${V1}/incidents/${number}`)
    return { number, joined }
  }

  @Get(':number')
  @Roles(...incidentReaders)
  @ApiOperation({
    summary: 'Read one incident',
    description: 'One of another branch is answered like one that does not exist.',
  })
  @ApiOkResponse({ type: IncidentDto })
  async read(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IncidentDto> {
    const file = await this.files.get(number, branchInSight(staff))
    giveVersion(response, file.seq)
    const label = this.words.label('incident_states', file.state)
    return IncidentDto.of(file, label, await this.staffSteps.offered(file.id, staff))
  }

  @Post(':number/events/:event')
  @Roles(...incidentWriters)
  @HttpCode(200)
  @WithVersion()
  @ApiOperation({ summary: 'Take a step' })
  @ApiParam({ name: 'event', enum: incidentEvents })
  @ApiOkResponse({ type: IncidentStepTakenDto })
  async fire(
    @Param('number') number: string,
    @Param('event') name: string,
    @Body() input: IncidentStepDto,
    @CurrentStaff() staff: SignedIn,
    @StepHeaders() { key, seen }: StepHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IncidentStepTakenDto> {
    const event = incidentEvents.find((known) => known === name)
    if (!event) throw new NotFound('Langkah ini tidak ada.')
    return taken(await this.staffSteps.fire(number, event, staff, { key, seen, input }), response)
  }
}
