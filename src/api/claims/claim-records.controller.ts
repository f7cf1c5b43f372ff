import { Controller, Get, Param } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { LatestCalculation } from '../../assessment/latest-calculation.query.js'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { ClaimHistory } from '../../claims/claim-history.query.js'
import { Roles } from '../../platform/login/access.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { NotFound } from '../../platform/problem/problems.js'
import { V1 } from '../paths.js'
import { CalculationDto } from './calculation.dto.js'
import { HistoryDto, HistoryStepDto } from './history.dto.js'

/** What has been written on a claim: its history, and what it comes to. */
@ApiTags('claims')
@Controller(`${V1}/claims/:number`)
export class ClaimRecordsController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly histories: ClaimHistory,
    private readonly calculations: LatestCalculation,
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
}
