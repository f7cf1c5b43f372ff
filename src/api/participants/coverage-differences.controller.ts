import { Body, Controller, Get, Param, Put } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { CoverageDifferences } from '../../membership/coverage-differences.service.js'
import { SettleCoverageDto } from '../../membership/settle-coverage.dto.js'
import { Roles } from '../../platform/login/access.js'
import { actorOf } from '../../platform/login/acting-role.js'
import { branchInSight, CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'
import { NotFound } from '../../platform/problem/problems.js'
import { V1 } from '../paths.js'
import { CoverageDifferenceDto, CoverageDifferencesDto } from './coverage-differences.dto.js'

/** What the registry has corrected since a claim was told of its participant's coverage. */
@ApiTags('claims')
@Controller(`${V1}/claims/:number/coverage-differences`)
export class CoverageDifferencesController {
  constructor(
    private readonly claims: ClaimByNumber,
    private readonly differences: CoverageDifferences,
  ) {}

  @Get()
  @Roles(...staffRoles)
  @ApiOperation({ summary: 'Corrections of the registry after submission' })
  @ApiOkResponse({ type: CoverageDifferencesDto })
  async list(
    @Param('number') number: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<CoverageDifferencesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    return this.of(number, id)
  }

  @Put(':difference')
  @Roles('verifier')
  @ApiOperation({
    summary: 'Settle a correction of the registry',
    description: 'Until then nobody can propose or decide.',
  })
  @ApiOkResponse({ type: CoverageDifferencesDto })
  async settle(
    @Param('number') number: string,
    @Param('difference') difference: string,
    @Body() dto: SettleCoverageDto,
    @CurrentStaff() staff: SignedIn,
  ): Promise<CoverageDifferencesDto> {
    const { id } = await this.claims.get(number, branchInSight(staff))
    if (!/^\d{1,18}$/.test(difference))
      throw new NotFound('Perbedaan kepesertaan ini tidak ada. Muat ulang klaimnya.')
    await this.differences.settle(id, BigInt(difference), dto, actorOf(staff, 'verifier'))
    return this.of(number, id)
  }

  private async of(number: string, claimId: string): Promise<CoverageDifferencesDto> {
    const differences = await this.differences.of(claimId)
    return { number, differences: differences.map((each) => CoverageDifferenceDto.of(each)) }
  }
}
