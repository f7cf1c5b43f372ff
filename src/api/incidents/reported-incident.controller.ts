import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common'
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger'
import type { Response } from 'express'
import { CareBillDto, CareNoteDto, StmbPeriodDto } from '../../incidents/care.dto.js'
import { IncidentCare } from '../../incidents/care.service.js'
import { IncidentAccess, type IncidentAtDoor } from '../../incidents/incident-access.service.js'
import { IncidentLifecycle } from '../../incidents/incident-lifecycle.service.js'
import { IncidentReports, reportedEvents } from '../../incidents/incident-reports.service.js'
import { IncidentStandings } from '../../incidents/incident-standing.query.js'
import { IncidentStepDto } from '../../incidents/incident-step.dto.js'
import { Public } from '../../platform/login/access.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { giveVersion, IdempotencyKey, StepHeaders } from '../headers.js'
import { V1 } from '../paths.js'
import { taken, WithKey, WithVersion } from './incident-calls.js'
import { IncidentStepTakenDto, ReportedIncidentDto, WrittenDto } from './incidents.dto.js'

const CODE = 'Incident-Code'
const codeHeader = { name: CODE, required: true, description: 'The code that the branch handed over' }

/** One incident for who holds its code: the systems of an employer or a facility report here what they would on the page. */
@ApiTags('incidents')
@ApiHeader(codeHeader)
@Controller(`${V1}/reported-incident`)
export class ReportedIncidentController {
  constructor(
    private readonly access: IncidentAccess,
    private readonly lifecycle: IncidentLifecycle,
    private readonly reports: IncidentReports,
    private readonly care: IncidentCare,
    private readonly standings: IncidentStandings,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Where it stands, until when something is awaited, and what may be sent' })
  @ApiOkResponse({ type: ReportedIncidentDto })
  async read(
    @Headers(CODE) code: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportedIncidentDto> {
    const incident = await this.open(code)
    const standing = await this.standings.of(incident)
    const { steps } = await this.lifecycle.stepsFor(incident.incidentId, incident.actor)
    giveVersion(response, incident.seq)
    const { number, state, seq, participantName, eventDate } = incident
    return {
      ...{ number, state, version: seq, participantName, eventDate },
      stateLabel: this.words.label('incident_states', state),
      ...{ since: standing.since, dueAt: standing.dueAt },
      allowed: steps.flatMap(({ allowed, event }) => (allowed ? [event] : [])),
      stmbDays: standing.care?.days ?? null,
      claims: ReportedIncidentDto.claimsOf(standing),
    }
  }

  @Post('events/:event')
  @Public()
  @HttpCode(200)
  @WithVersion()
  @ApiOperation({
    summary: 'Report stage I or II, the statement of the doctor, or an objection',
    description: 'A report is received when it is sent; receivedAt is not read.',
  })
  @ApiParam({ name: 'event', enum: reportedEvents })
  @ApiOkResponse({ type: IncidentStepTakenDto })
  async send(
    @Headers(CODE) code: string | undefined,
    @Param('event') name: string,
    @Body() input: IncidentStepDto,
    @StepHeaders() { key, seen }: StepHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IncidentStepTakenDto> {
    const event = reportedEvents.find((known) => known === name)
    const incident = await this.open(code)
    if (!event) throw new NotFound('Langkah ini tidak ada.')
    return taken(await this.reports.send(incident, event, input, { key, seen }), response)
  }

  @Post('notes')
  @Public()
  @WithKey()
  @ApiOperation({ summary: 'How the treatment goes, from a facility' })
  @ApiCreatedResponse({ type: WrittenDto })
  async note(
    @Headers(CODE) code: string | undefined,
    @Body() dto: CareNoteDto,
    @IdempotencyKey() key: string,
  ): Promise<WrittenDto> {
    const { incidentId, actor } = await this.open(code)
    return { id: await this.care.note(incidentId, dto, actor, key) }
  }

  @Post('stmb-periods')
  @Public()
  @WithKey()
  @ApiOperation({ summary: 'Days on which a doctor certified incapacity, from a facility or an employer' })
  @ApiCreatedResponse({ type: WrittenDto })
  async period(
    @Headers(CODE) code: string | undefined,
    @Body() dto: StmbPeriodDto,
    @IdempotencyKey() key: string,
  ): Promise<WrittenDto> {
    const { incidentId, actor } = await this.open(code)
    return { id: await this.care.addPeriod(incidentId, dto, actor, key) }
  }

  @Post('bills')
  @Public()
  @WithKey()
  @ApiOperation({ summary: 'One line of a bill, or one receipt' })
  @ApiCreatedResponse({ type: WrittenDto })
  async bill(
    @Headers(CODE) code: string | undefined,
    @Body() dto: CareBillDto,
    @IdempotencyKey() key: string,
  ): Promise<WrittenDto> {
    const { incidentId, actor } = await this.open(code)
    return { id: await this.care.addBill(incidentId, dto, actor, key) }
  }

  private open(code: string | undefined): Promise<IncidentAtDoor> {
    return this.access.open(code ?? '')
  }
}
