import { Body, Controller, Get, Param, Put } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { ClaimHistory } from '../../claims/claim-history.query.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { PayeesOfClaim } from '../../verification/payees-of-claim.query.js'
import { SettleHeirsDto } from '../../verification/settle-heirs.dto.js'
import { VerificationService } from '../../verification/verification.service.js'
import { V1 } from '../paths.js'
import { CalculationDto } from './calculation.dto.js'
import { HistoryDto, HistoryStepDto } from './history.dto.js'
import { PayeeOnFileDto, PayeesDto } from './payees.dto.js'

/** What has been written on a claim: its history, what it comes to, who is paid. */
@ApiTags('claims')
@Controller(`${V1}/claims/:number`)
export class ClaimRecordsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly histories: ClaimHistory,
    private readonly calculations: LatestCalculation,
    private readonly verification: VerificationService,
    private readonly payeesOfClaim: PayeesOfClaim,
    private readonly words: ProblemWords,
  ) {}

  @Get('history')
  @Roles(...staffRoles)
  @ApiOperation({ summary: 'Every step of the claim, with who did it' })
  @ApiOkResponse({ type: HistoryDto })
  async history(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<HistoryDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const rows = await this.histories.of(id)
    return { number, steps: rows.map((row) => HistoryStepDto.of(row, this.words)) }
  }

  @Get('calculation')
  @Roles(...staffRoles)
  @ApiOperation({
    summary: 'The latest calculation',
    description: 'Each line with its amount and the article it rests on.',
  })
  @ApiOkResponse({ type: CalculationDto })
  async calculation(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<CalculationDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    const calculation = await this.calculations.find(id)
    if (!calculation) throw new NotFound('Klaim ini belum mempunyai perhitungan.')
    return CalculationDto.of(calculation)
  }

  @Get('payees')
  @Roles(...staffRoles)
  @ApiOperation({ summary: 'Who is paid, and how much' })
  @ApiOkResponse({ type: PayeesDto })
  async payees(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PayeesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return this.payeesOf(number, id)
  }

  @Put('payees')
  @Roles('verifier')
  @ApiOperation({
    summary: 'Settle who is paid',
    description: 'Replaces the payees; every line of the calculation is split among them.',
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
