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
import { claimEvents, type ClaimEvent, type ClaimState, claimTable, type Role } from '#libs/lifecycle'
import { ClaimByNumber, type ClaimFound } from '../../claims/claim-by-number.query.js'
import { ClaimLifecycle } from '../../claims/claim-lifecycle.service.js'
import type { Actor, FiredTransition } from '../../claims/claim-command.port.js'
import { IntakeService } from '../../intake/intake.service.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { rulesOf, validInput } from '../../platform/problem/validation.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { giveVersion, StepHeaders } from '../headers.js'
import { V1 } from '../paths.js'
import { eventInputs, inputOf, isClaimEvent } from './event-input.dto.js'
import { FiredStepDto, type StepDto, StepsDto } from './steps.dto.js'

/** Staff roles that some row of the table admits; an auditor reads, but moves nothing. */
const movers = staffRoles.filter((role) => claimTable.some((row) => row.by.includes(role)))

/** What may be done with a claim now, and doing it. */
@ApiTags('claims')
@ApiExtraModels(...eventInputs)
@Controller(`${V1}/claims/:number`)
export class ClaimStepsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly lifecycle: ClaimLifecycle,
    private readonly intake: IntakeService,
    private readonly words: ProblemWords,
  ) {}

  @Get('steps')
  @Roles(...staffRoles)
  @ApiOperation({ summary: 'What this person may do with the claim now, and why not' })
  @ApiOkResponse({ type: StepsDto })
  async steps(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StepsDto> {
    const claim = await this.claims.get(number, branchInSight(staff))
    const steps = new Map<ClaimEvent, StepDto>()
    let { state, version } = claim
    for (const role of rolesIn(staff, claim.state)) {
      const asked = await this.lifecycle.stepsFor(claim.id, actorOf(staff, role))
      ;({ state, version } = asked.reading)
      for (const step of asked.steps) {
        if (!steps.get(step.event)?.allowed) steps.set(step.event, this.inWords(step, role))
      }
    }
    giveVersion(response, version)
    return {
      number,
      state,
      stateLabel: this.words.label('claim_states', state),
      version,
      steps: [...steps.values()],
    }
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
  @ApiParam({ name: 'event', enum: claimEvents })
  @ApiBody({ required: false, schema: { anyOf: eventInputs.map((dto) => ({ $ref: getSchemaPath(dto) })) } })
  @ApiOkResponse({ type: FiredStepDto })
  async fire(
    @Param('number') number: string,
    @Param('event') event: string,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @StepHeaders() { key, seen }: StepHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FiredStepDto> {
    if (!isClaimEvent(event)) throw new NotFound(`Langkah "${event.slice(0, 40)}" tidak ada.`)
    const claim = await this.claims.get(number, branchInSight(staff))
    const input = await validInput(inputOf(event), body, this.words)
    const actor = actorOf(staff, actingRole(staff, admittedTo(event, claim.state)))
    const command = { idempotencyKey: `${staff.staffId}:${key}`, input: { ...input }, expectedVersion: seen }
    const fired = await this.fireOne(claim, event, actor, command)
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

  private fireOne(
    claim: ClaimFound,
    event: ClaimEvent,
    actor: Actor,
    command: { idempotencyKey: string; input: object; expectedVersion: number },
  ): Promise<FiredTransition> {
    if (event !== 'submit') return this.lifecycle.fire(claim.id, event, actor, command)
    return this.intake.submit(claim.id, actor, command.idempotencyKey, command.expectedVersion)
  }

  private inWords(
    step: Awaited<ReturnType<ClaimLifecycle['stepsFor']>>['steps'][number],
    role: string,
  ): StepDto {
    return {
      event: step.event,
      label: this.words.label('claim_events', step.event),
      to: step.to,
      toLabel: this.words.label('claim_states', step.to),
      role,
      allowed: step.allowed,
      refusals: step.refusals.map((refusal) => this.words.refusal(refusal)),
      asks: [...step.asks],
      accepts: rulesOf(inputOf(step.event)).map(({ property }) => property),
    }
  }
}

function admittedTo(event: ClaimEvent, state: ClaimState): readonly Role[] {
  return claimTable.find((row) => row.from === state && row.event === event)?.by ?? []
}

/** The roles of this person that have any step in this state, so that no other is asked for. */
function rolesIn(staff: SignedIn, state: ClaimState): (typeof staffRoles)[number][] {
  return [...staff.roles.keys()].filter((role) =>
    claimTable.some((row) => row.from === state && row.by.includes(role)),
  )
}
