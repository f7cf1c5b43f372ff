import { randomUUID } from 'node:crypto'
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { isUUID } from 'class-validator'
import { recoveryDecisions, recoveryEvents, recoveryTable, rolesFor } from '#libs/lifecycle'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { finders, Recoveries } from '../../payment/recoveries.service.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { NotFound } from '../../platform/problem/problems.js'
import { SecondProofs } from '../../staff/second-proofs.service.js'
import { SecondProof, secondProofHeader } from '../headers.js'
import { V1 } from '../paths.js'
import { FoundDto, RecoveriesDto, RecoveryDto, RecoveryStepDto } from './recoveries.dto.js'

/** What was paid too much on a claim, and how it comes back. A paid line is never edited. */
@ApiTags('recoveries')
@Controller(`${V1}/claims/:number/recoveries`)
export class RecoveriesController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly recoveries: Recoveries,
    private readonly proofs: SecondProofs,
  ) {}

  @Get()
  @Roles('officer', 'verifier', 'reconciler', 'objection_reviewer', 'manager', 'auditor')
  @ApiOperation({ summary: 'What was paid too much on a claim' })
  @ApiOkResponse({ type: RecoveriesDto })
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<RecoveriesDto> {
    return this.recoveriesOf(number, (await this.claims.get(number, branchInSight(staff))).id)
  }

  @Post()
  @Roles(...finders)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record that a payee was paid too much',
    description: 'Nothing is asked back before another person has confirmed it.',
  })
  @ApiOkResponse({ type: RecoveriesDto })
  async identify(
    @Param('number') number: string,
    @Body() { payeeId, amount, reason }: FoundDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<RecoveriesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const actor = actorOf(staff, actingRole(staff, finders))
    await this.recoveries.identify(id, { payeeId, amount: BigInt(amount), reason }, actor)
    return this.recoveriesOf(number, id)
  }

  @Post(':recovery/events/:event')
  @Roles('officer', 'reconciler', 'manager')
  @HttpCode(200)
  @ApiHeader(secondProofHeader)
  @ApiOperation({ summary: 'Take a step: confirm, notify, dispute, arrange, receive, waive, write off' })
  @ApiOkResponse({ type: RecoveriesDto })
  async step(
    @Param('number') number: string,
    @Param('recovery') recovery: string,
    @Param('event') name: string,
    @Body() dto: RecoveryStepDto,
    @CurrentStaff() staff: SignedIn,
    @SecondProof() typed: string | undefined,
  ): Promise<RecoveriesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const event = recoveryEvents.find((each) => each === name)
    const known = isUUID(recovery) && (await this.recoveries.of(id)).some((each) => each.id === recovery)
    if (!event || !known) throw new NotFound()
    if (recoveryDecisions.includes(event))
      await this.proofs.take(staff, { act: 'decide_recovery', subject: recovery, key: randomUUID() }, typed)
    const actor = actorOf(staff, actingRole(staff, rolesFor(recoveryTable, event)))
    await this.recoveries.step(recovery, event, actor, RecoveryStepDto.inputOf(dto))
    return this.recoveriesOf(number, id)
  }

  private async recoveriesOf(number: string, claimId: string): Promise<RecoveriesDto> {
    const items = await this.recoveries.of(claimId)
    return { number, items: items.map((recovery) => RecoveryDto.of(recovery)) }
  }
}
