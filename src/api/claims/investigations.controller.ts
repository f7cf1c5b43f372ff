import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { InvestigationAnswerDto } from '../../verification/investigation.dto.js'
import { InvestigationService } from '../../verification/investigation.service.js'
import { V1 } from '../paths.js'
import { InvestigationsDto } from './investigation.dto.js'

/** What a claim is examined for, and what was found. */
@ApiTags('claims')
@Controller(`${V1}/claims/:number/investigations`)
export class InvestigationsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly investigations: InvestigationService,
  ) {}

  @Get()
  @Roles(...claimReaders)
  @ApiOperation({ summary: 'The questions of each investigation, with what was found' })
  @ApiOkResponse({ type: InvestigationsDto })
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<InvestigationsDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return { number, investigations: await this.investigations.of(id) }
  }

  @Post('answers')
  @HttpCode(200)
  @Roles('investigator')
  @ApiOperation({
    summary: 'Answer a question of the running investigation',
    description:
      'With its evidence: a source or a file of the claim. A later answer corrects an earlier one.',
  })
  @ApiOkResponse({ type: InvestigationsDto })
  async answer(
    @Param('number') number: string,
    @Body() dto: InvestigationAnswerDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<InvestigationsDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    await this.investigations.answer(id, dto, actorOf(staff, 'investigator'))
    return { number, investigations: await this.investigations.of(id) }
  }
}
