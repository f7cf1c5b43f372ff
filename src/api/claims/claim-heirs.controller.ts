import { Body, Controller, Get, Param, Put } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { FamilyDto } from '../../verification/family.dto.js'
import { HeirSets } from '../../verification/heir-sets.service.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { SettleHeirsDto } from '../../verification/settle-heirs.dto.js'
import { VerificationService } from '../../verification/verification.service.js'
import { V1 } from '../paths.js'
import { PayeeOnFileDto, PayeesDto } from './payees.dto.js'
import { SettlementDto } from './settlement.dto.js'

/** Who lives of a family, and who is paid. */
@ApiTags('claims')
@Controller(`${V1}/claims/:number`)
export class ClaimHeirsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly heirSets: HeirSets,
    private readonly verification: VerificationService,
    private readonly payeesOfClaim: PayeesOfClaim,
  ) {}

  @Get('payees')
  @Roles(...staffRoles)
  @ApiOperation({ summary: 'Who is paid, and how much' })
  @ApiOkResponse({ type: PayeesDto })
  async payees(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PayeesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return this.payeesOf(number, id)
  }

  @Put('family')
  @Roles('verifier')
  @ApiOperation({
    summary: 'Write down who lives of the family',
    description:
      'The answer names who is paid by law, and who receives for a minor; only those can be settled as payees.',
  })
  @ApiOkResponse({ type: SettlementDto })
  async keepFamily(
    @Param('number') number: string,
    @Body() dto: FamilyDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<SettlementDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return SettlementDto.of(number, await this.heirSets.keep(id, dto, actorOf(staff, 'verifier')))
  }

  @Put('payees')
  @Roles('verifier')
  @ApiOperation({
    summary: 'Settle who is paid',
    description:
      'Replaces the payees; the calculation is split equally among them. They must be those whom the law names: of the family that was written down, or else of themselves.',
  })
  @ApiOkResponse({ type: PayeesDto })
  async settle(
    @Param('number') number: string,
    @Body() dto: SettleHeirsDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PayeesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    await this.verification.settleHeirs(id, dto, actorOf(staff, 'verifier'))
    return this.payeesOf(number, id)
  }

  private async payeesOf(number: string, claimId: string): Promise<PayeesDto> {
    const payees = await this.payeesOfClaim.list(claimId)
    return { number, payees: payees.map((payee) => PayeeOnFileDto.of(payee)) }
  }
}
