import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common'
import {
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger'
import type { Response } from 'express'
import { claimEvents, claimTable } from '#libs/lifecycle'
import { StaffSteps } from '../../intake/staff-steps.service.js'
import { Roles } from '../../platform/login/access.js'
import { isProvenAct } from '../../platform/login/proven-acts.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { rulesOf } from '../../platform/problem/validation.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { giveVersion, secondProofHeader, StepHeaders, versionHeader } from '../headers.js'
import { V1 } from '../paths.js'
import { eventInputs, inputOf, isClaimEvent } from '../../intake/event-input.dto.js'
import { FiredStepDto, StepsDto } from './steps.dto.js'

/** Staff roles that some row of the table admits; an auditor reads, but moves nothing. */
const movers = staffRoles.filter((role) => claimTable.some((row) => row.by.includes(role)))

/** What may be done with a claim now, and doing it. */
@ApiTags('claims')
@ApiExtraModels(...eventInputs)
@Controller(`${V1}/claims/:number`)
export class ClaimStepsController {
  constructor(
    private readonly staffSteps: StaffSteps,
    private readonly proofs: SecondProofs,
    private readonly words: ProblemWords,
  ) {}

  @Get('steps')
  @Roles(...staffRoles)
  @ApiOperation({ summary: 'What this person may do with the claim now, and why not' })
  @ApiOkResponse({ type: StepsDto, headers: versionHeader })
  async steps(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StepsDto> {
    const { state, stateLabel, version, steps } = await this.staffSteps.offered(number, staff)
    giveVersion(response, version)
    const accepting = steps.map((step) => ({
      ...step,
      accepts: rulesOf(inputOf(step.event)).map(({ property }) => property),
    }))
    return { number, state, stateLabel, version, steps: accepting }
  }

  @Post('events/:event')
  @Roles(...movers)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Do one step',
    description:
      'Send If-Match with the version you saw. The same Idempotency-Key answers a repeated command from the first one.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Chosen by the caller, e.g. a UUID' })
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag of the claim as it was seen, e.g. "3"',
  })
  @ApiHeader(secondProofHeader)
  @ApiParam({ name: 'event', enum: claimEvents })
  @ApiBody({ required: false, schema: { anyOf: eventInputs.map((dto) => ({ $ref: getSchemaPath(dto) })) } })
  @ApiOkResponse({ type: FiredStepDto, headers: versionHeader })
  async fire(
    @Param('number') number: string,
    @Param('event') event: string,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @StepHeaders() { key, seen, typed }: StepHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FiredStepDto> {
    if (!isClaimEvent(event)) throw new NotFound(`Langkah "${event.slice(0, 40)}" tidak ada.`)
    const proof = isProvenAct(event)
      ? await this.proofs.take(staff, { act: event, subject: number, key }, typed)
      : undefined
    const fired = await this.staffSteps.fire(number, event, staff, { key, seen, input: body, proof })
    giveVersion(response, fired.version)
    const { seq, from, to, round, at, version, repeated } = fired
    return {
      number,
      seq,
      event: fired.event,
      from,
      to,
      toLabel: this.words.label('claim_states', to),
      round,
      at,
      version,
      repeated,
    }
  }
}
